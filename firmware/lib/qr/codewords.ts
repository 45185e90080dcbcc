// A text to the words of a QR code: data words, and the Reed-Solomon check words of each block.
//
// Four check words go in one number. A word costs five statements, one a number: what the generator is worth times each
// half of the word is looked up in a table of 32 numbers.

import type { Shape } from './version.ts';

/** Numbers of four check words. */
export const WIDTH = 5;
const FIELD = 0x1d;
export const NIBBLES = 16;
/** A binary digit before those of two words. */
const PAIR = 0x10000;

/**
 * Mode (4: bytes), length, text, end and padding. Behind the four bits of the mode nothing is aligned any more: in base 64
 * everything is moved on by two digits, twelve bits, for the four bits that are too many and a byte put before them. Of
 * bytes in threes base 64 needs no `=`.
 */
export function wordsOf(text: string, shape: Shape): string {
  const high = shape.lengthBytes > 1 ? String.fromCharCode(text.length >> 8) : '';
  const head = `\0\x04${high}${String.fromCharCode(text.length & 255)}`;
  const bytes = 3 * Math.ceil((shape.blocks * shape.words + 2) / 3);
  return atob(btoa(`${head}${text}\x0e`.padEnd(bytes, '\xc1\x1e')).slice(2));
}

/** For each number of a generator what it is times 0..15, and behind that times 0, 16, 32 ... 240. */
export function newTables(): Int32Array[] {
  const tables: Int32Array[] = [];
  for (let i = 0; i < WIDTH; i++) tables.push(new Int32Array(2 * NIBBLES));
  return tables;
}

/** Times the field's x, four products in a number. */
function doubled(four: number): number {
  return ((four << 1) & 0xfefefefe) ^ (((four >>> 7) & 0x01010101) * FIELD);
}

/** What follows on the `known` first ones of a half: their sums with `numbers`, which are doubled then. */
export function fillTables(tables: Int32Array[], numbers: number[], half: number, known: number): void {
  const A = tables[0] as Int32Array;
  const B = tables[1] as Int32Array;
  const C = tables[2] as Int32Array;
  const D = tables[3] as Int32Array;
  const E = tables[4] as Int32Array;
  const to = half + known;
  let from = half;
  let at = to;
  while (from < to) {
    A[at] = (A[from] as number) ^ (numbers[0] as number);
    B[at] = (B[from] as number) ^ (numbers[1] as number);
    C[at] = (C[from] as number) ^ (numbers[2] as number);
    D[at] = (D[from] as number) ^ (numbers[3] as number);
    E[at++] = (E[from++] as number) ^ (numbers[4] as number);
  }
  for (let i = 0; i < WIDTH; i++) numbers[i] = doubled(numbers[i] as number);
}

/** Takes the words `i`..`to`-1 into the remainder of a block, five numbers. */
export function divide(remainder: Int32Array, tables: Int32Array[], s: string, from: number, to: number): void {
  let i = from;
  let factor = 0;
  let high = 0;
  let a = remainder[0] as number;
  let b = remainder[1] as number;
  let c = remainder[2] as number;
  let d = remainder[3] as number;
  let e = remainder[4] as number;
  const A = tables[0] as Int32Array;
  const B = tables[1] as Int32Array;
  const C = tables[2] as Int32Array;
  const D = tables[3] as Int32Array;
  const E = tables[4] as Int32Array;
  while (i < to) {
    factor = s.charCodeAt(i++) ^ (a >>> 24);
    high = (factor >> 4) | NIBBLES;
    factor &= 15;
    a = ((a << 8) | (b >>> 24)) ^ (A[factor] as number) ^ (A[high] as number);
    b = ((b << 8) | (c >>> 24)) ^ (B[factor] as number) ^ (B[high] as number);
    c = ((c << 8) | (d >>> 24)) ^ (C[factor] as number) ^ (C[high] as number);
    d = ((d << 8) | (e >>> 24)) ^ (D[factor] as number) ^ (D[high] as number);
    e = (e << 8) ^ (E[factor] as number) ^ (E[high] as number);
  }
  remainder.set([a, b, c, d, e]);
}

/** The check words that a remainder holds. */
export function errorWords(remainder: Int32Array, count: number): string {
  let words = '';
  for (let i = 0; i < WIDTH; i++) {
    const four = remainder[i] as number;
    words += String.fromCharCode(four >>> 24, (four >> 16) & 255, (four >> 8) & 255, four & 255);
  }
  return words.slice(0, count);
}

/**
 * Binary digits of the words of the rows `from`..`to`-1: the first word of each block, the second of each, and so on. `s`
 * holds the blocks one behind the other. Two words at once, of one block or of two; `from` is even.
 */
export function digitsOf(s: string, blocks: number, from: number, to: number): string {
  const words = s.length / blocks;
  const other = blocks > 1 ? words : 1;
  const step = blocks > 1 ? 1 : 2;
  const pair = PAIR;
  let bits = '';
  let i = from;
  let row = from;
  while (row < to) {
    bits += (pair | (s.charCodeAt(i) << 8) | s.charCodeAt(i + other)).toString(2).slice(1);
    if (blocks > 2 && i < words) i += 2 * words;
    else {
      row += step;
      i = row;
    }
  }
  return bits;
}
