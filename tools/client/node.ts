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

const NO_NETWORK = 'this computer has no network';
const NOTHING = 'nothing is at that address now';
const WHY: { [code: string]: string } = {
  ENOTFOUND: 'no device of that name in this network',
  ECONNREFUSED: 'a computer is there, but no wifiprov on that port',
  ETIMEDOUT: NOTHING,
  EHOSTUNREACH: NOTHING,
  ENETUNREACH: NO_NETWORK,
  ENETDOWN: NO_NETWORK,
};

/** In words, with the system's code. */
function reasonOf({ code = '', message }: NodeJS.ErrnoException): string {
  const why = Object.hasOwn(WHY, code) ? `: ${WHY[code]}` : '';
  return `${why} (${code || message})`;
}

function unreachable(where: string, error: unknown): Error {
  if (isDeviceError(error)) return error;
  const reason = reasonOf(error as NodeJS.ErrnoException);
  const told = deviceError('unreachable', 'unreachable', `no answer from ${where}${reason}`);
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
