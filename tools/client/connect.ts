// Picks the door that the options name, for any engine of JavaScript; what needs Node is in node.ts.

import { normaliseCode } from '../../firmware/lib/setup-code.ts';
import type { Bytes, ConnectOptions, Device, Transport } from './api.ts';
import { openDevice } from './device.ts';
import { deviceError } from './errors.ts';
import { askPlain } from './plain.ts';
import type { Open } from './request-channel.ts';
import { askSealed } from './sealed.ts';
import { askUart } from './uart/channel.ts';

const ANSWER_MS = 15_000;

function overTransport(reach: () => Promise<Transport>, code: string | undefined, timeoutMs: number): Open {
  return async (events) => {
    const transport = await reach();
    return code === undefined ? askPlain(transport, events, timeoutMs) : askSealed(transport, events, code, timeoutMs);
  };
}

function overBytes(reach: () => Promise<Bytes>, timeoutMs: number): Open {
  return async (events) => askUart(await reach(), events, timeoutMs);
}

function doorOf(options: ConnectOptions): Open {
  const { code, bytes, transport, timeoutMs = ANSWER_MS } = options;
  if (code !== undefined && normaliseCode(code) === undefined)
    throw deviceError('usage', 'bad_code', 'a setup code has 12 characters, like XXXX-XXXX-XXXX');
  if (transport) return overTransport(transport, code, timeoutMs);
  if (bytes) return overBytes(bytes, timeoutMs);
  throw deviceError('usage', 'no_door', 'where is the device? give transport or bytes; in Node also host or serial');
}

export async function connect(options: ConnectOptions): Promise<Device> {
  const { timeoutMs = ANSWER_MS } = options;
  // Who gives a device more time than usual gets it here too; usually a lost line is told sooner.
  return openDevice(doorOf(options), timeoutMs > ANSWER_MS ? timeoutMs : undefined);
}
