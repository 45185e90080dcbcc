// Where the device of a row is: the client's options, and a key by which the same device is known again.

import { isIPv6 } from 'node:net';
import { normaliseCode } from '../../firmware/lib/setup-code.ts';
import { hostOf } from '../cli/target.ts';
import type { ConnectOptions } from '../client/api.ts';
import { failure } from '../client/failure.ts';
import { tcpEnd } from '../client/serial.ts';
import { PORT } from '../client/tcp.ts';

interface Target {
  target: ConnectOptions;
  key: string;
}

/** What is wrong with a cell, by its column. */
export interface BadTarget {
  meaning: string;
  code: string;
  message: string;
}

const BOTH = 'use host or port, not both';
const NEITHER = 'where is this device? give host or port';
const NO_CODE =
  'the setup code is missing: use the column code, WIFIPROV_CODE or --code-stdin, or --plain while the setup windows are open';

/** Not for `host` and `port` alone: they come back from a report. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: just these are looked for
const UNPRINTABLE = /[\x00-\x20\x7f-\xa0]/;

/** An IPv6 address has many spellings. */
function sameName(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  return isIPv6(name) && !name.includes('%') ? new URL(`http://[${name}]`).hostname : name;
}

function netPlace(text: string): Target | undefined {
  if (UNPRINTABLE.test(text)) return undefined;
  try {
    const where = hostOf(text);
    return { target: where, key: `host ${sameName(where.host)} ${where.port ?? PORT}` };
  } catch {
    return undefined;
  }
}

/** Windows does not care for the case of COM3. */
function serialPlace(path: string): Target | undefined {
  const isFine = !UNPRINTABLE.test(path.replaceAll(' ', '')) && (!path.startsWith('tcp:') || tcpEnd(path));
  const name = /^com\d+$/i.test(path) ? path.toUpperCase() : path;
  return isFine ? { target: { serial: path }, key: `port ${name}` } : undefined;
}

function withCode(place: Target, code: string | undefined, isPlain: boolean): Target | BadTarget {
  if (code === undefined) return isPlain ? place : { meaning: 'code', code: 'missing_code', message: NO_CODE };
  if (normaliseCode(code) === undefined)
    return { meaning: 'code', code: 'bad_code', message: failure('bad_code').message };
  return { ...place, target: { ...place.target, code } };
}

export interface Credentials {
  /** For rows without one. */
  code?: string | undefined;
  isPlain: boolean;
}

export function targetOf(cells: { host: string; port: string; code: string }, proof: Credentials): Target | BadTarget {
  const { host, port, code } = cells;
  if (host && port) return { meaning: 'port', code: 'two_doors', message: BOTH };
  if (port) {
    const place = serialPlace(port);
    return place ?? { meaning: 'port', code: 'bad_port', message: 'it must be a serial port, or tcp:HOST:PORT' };
  }
  if (!host) return { meaning: 'host', code: 'no_door', message: NEITHER };
  const place = netPlace(host);
  return place
    ? withCode(place, code || proof.code, proof.isPlain)
    : { meaning: 'host', code: 'bad_host', message: 'it must be HOST or HOST:PORT' };
}
