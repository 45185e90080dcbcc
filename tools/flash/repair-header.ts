// Makes Storage whole after a power cut in a file's head, before anything is written.
//
// Espruino reads such a head as "no file here", and puts the next file on top of it. That one can't be read then, and all
// files after it have the same fate; and if it crosses the end of its page, the next start takes all of Storage for
// corrupt and erases it, the firmware too. So the torn head is made the head of an erased file.

import type { Write } from './atomic-swap.ts';

/** Where a file's head should be or nothing, and is neither. */
export interface TornHeader {
  address: number;
  /** Its first four bytes: size and flags. */
  word: number;
  /** How many bytes after the header are not blank. */
  spoiled: number;
}

export const HEAD_BYTES = 32;
/** How far after a damaged header to look for later writes. */
export const LOOK_BYTES = 2048;
const NAME_AT = 4;
const SIZE_BITS = 0xffffff;

/** The smallest size from `least` on that has no bit which flash has cleared. */
function sizeWithin(bits: number, least: number): number | undefined {
  for (let size = 0; ; size = (size - bits) & bits) {
    if (size >= least) return size;
    if (size === bits) return undefined;
  }
}

const bytesOf = (word: number): string =>
  String.fromCharCode(word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24);

/** The name goes first: a head without a size is still none. Undefined: too many bits are cleared. */
export function repairHeader({ address, word, spoiled }: TornHeader, end: number): Write[] | undefined {
  const flags = word & ~SIZE_BITS;
  // With all four bytes zero it does not count as a header.
  const size = sizeWithin(word & SIZE_BITS, Math.max(spoiled, flags === 0 ? 1 : 0));
  if (size === undefined || address + HEAD_BYTES + size > end) return undefined;
  return [
    { address: address + NAME_AT, word: bytesOf(0) },
    { address, word: bytesOf(flags | size) },
  ];
}
