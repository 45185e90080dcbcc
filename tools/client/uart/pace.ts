// Writes to a serial line no faster than stock Espruino reads: its builds up to 2v29 keep 64 bytes of a burst.

import type { Bytes } from '../api.ts';

export const BURST_BYTES = 48;
export const PAUSE_MS = 150;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when all is written and the line has rested. */
export function pacedWriter(line: Bytes): (bytes: string) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  async function write(bytes: string): Promise<void> {
    for (let at = 0; at < bytes.length; at += BURST_BYTES) {
      line.write(bytes.slice(at, at + BURST_BYTES));
      await pause(PAUSE_MS);
    }
  }
  return (bytes) => {
    last = last.then(() => write(bytes));
    return last;
  };
}
