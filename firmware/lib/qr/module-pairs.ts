// Fills two neighbouring columns of a QR code with data.
//
// A row of two modules is one digit of base 4: 2 for the right module, 1 for the left one. So a run of rows is a number,
// and a run without fixed modules, the common case, is read and masked as a whole.

import { columnOf } from './columns.ts';
import type { Shape } from './version.ts';

/** 1 and 2 in every row of a run. */
const LEFT = 0x555555;
const RIGHT = 0xaaaaaa;
/** The last run on the way up and the first on the way down hold the timing pattern's row, format and finder. */
const RUN = 12;
const TOP_RUN = 10;

export interface Pair {
  /** A hex digit for two rows, in the order of the way. */
  rows: string;
  /** Bits taken. */
  taken: number;
}

/** The way through the code goes up in every second pair. */
function isUp(x: number): boolean {
  return !((x + 1) & 2);
}

/** From the top, with a light row below the last so that there is an even number; turned round on the way up. */
function onTheWay(shape: Shape, x: number, up: boolean): string {
  const column = `${columnOf(shape, x)}0`;
  return up ? column.split('').reverse().join('') : column;
}

/** Mask 2 turns round every third column, beginning with the first. */
function maskOf(x: number): number {
  return (x % 3 ? 0 : RIGHT) | (x % 3 === 1 ? LEFT : 0);
}

/** Data of a run of `rows` rows, where `room` says; what is free in a row takes one or two bits. */
function dataOf(pair: Pair, room: number, rows: number, bits: string): number {
  let shift = 2 * rows;
  if (room === (1 << shift) - 1) {
    pair.taken += shift;
    return parseInt(bits.substr(pair.taken - shift, shift), 2);
  }
  let data = 0;
  while (shift) {
    shift -= 2;
    const free = (room >> shift) & 3;
    if (free === 3) data |= parseInt(bits.substr(pair.taken++, 2), 2) << shift;
    else if (bits.charAt(pair.taken) === '1') data |= free << shift;
    if (free) pair.taken++;
  }
  return data;
}

/** Columns x and x - 1. */
export function fillPair(shape: Shape, x: number, bits: string): Pair {
  const up = isUp(x);
  const right = onTheWay(shape, x, up);
  const left = onTheWay(shape, x - 1, up);
  const mask = maskOf(x);
  const pair = { rows: '', taken: 0 };
  let from = 0;
  for (let to = up ? RUN : TOP_RUN; from < right.length; to += RUN) {
    const r = parseInt(right.slice(from, to), 4);
    const l = parseInt(left.slice(from, to), 4);
    const rows = Math.min(to, right.length) - from;
    const room = (r & RIGHT) | ((l >> 1) & LEFT);
    const data = (dataOf(pair, room, rows, bits) ^ mask) & room;
    pair.rows += ((1 << (2 * rows)) + (data | ((r & LEFT) << 1) | (l & LEFT))).toString(16).slice(1);
    from = to;
  }
  return pair;
}
