// The library in Node: devices by address, by `.local` name, or at a serial port.

import type { Bytes, ConnectOptions, Device, Transport } from './api.ts';
import { connect as connectAnywhere } from './connect.ts';
import { deviceError, isDeviceError } from './errors.ts';
import { addressOf } from './names.ts';
import { reachableAt } from './reachable.ts';
import { openSerial } from './serial.ts';
import { connectTcp, PORT } from './tcp.ts';

/** If nothing is at the other end, there may be no answer at all. */
export const REACH_MS = 10_000;

function unreachable(where: string, error: unknown): Error {
  if (isDeviceError(error)) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const told = deviceError('unreachable', 'unreachable', `no answer from ${where} (${code ?? message})`);
  return Object.assign(told, { cause: error });
}

async function reachTcp(host: string, port: number): Promise<Transport> {
  const where = `${host}:${port}`;
  try {
    return await connectTcp(await addressOf(host), port, REACH_MS);
  } catch (error) {
    throw unreachable(where, error);
  }
}

export async function reachSerial(path: string): Promise<Bytes> {
  try {
    return await openSerial(path, REACH_MS);
  } catch (error) {
    throw unreachable(path, error);
  }
}

export async function connect(options: ConnectOptions): Promise<Device> {
  const { host, port = PORT, serial, ...rest } = options;
  if (host !== undefined) {
    const place = reachableAt(host, (where) => reachTcp(where, port));
    return place.watch(await connectAnywhere({ ...rest, transport: place.reach }));
  }
  if (serial !== undefined) return connectAnywhere({ ...rest, bytes: () => reachSerial(serial) });
  return connectAnywhere(rest);
}
