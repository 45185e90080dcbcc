// What the command's exit status means.

import type { ErrorKind } from '../client/api.ts';
import { deviceError } from '../client/errors.ts';

export const EXIT = { done: 0, refused: 1, usage: 2, unreachable: 3, timeout: 4 } as const;
/** Not for scripts: a fault of this program itself (sysexits' EX_SOFTWARE). */
export const EXIT_BUG = 70;

/** One line each, for the manual and `wifiprov --help`. */
export const EXIT_MEANINGS: { [kind in keyof typeof EXIT]: string } = {
  done: 'done',
  refused: 'refused by the device, or the network could not be joined',
  usage: 'a mistake on the command line; nothing was sent',
  unreachable: 'the device was not reached, or the connection broke',
  timeout: 'the device did not answer in time',
};

export function exitOf(kind: ErrorKind): number {
  return EXIT[kind];
}

/** A mistake on the command line. */
export function usage(message: string): Error {
  return deviceError('usage', 'usage', message);
}
