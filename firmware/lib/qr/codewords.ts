// A text to the words of a QR code: data words, and the Reed-Solomon check words of each block.
//
// Four check words go in one number, and a multiple of the generator is put together from its eight doublings: a word
// costs some thirty operations on numbers, and there are no tables of logarithms to be made or kept.

import type { Shape } from './version.ts';

/** Numbers of four check words. */
export const WIDTH = 5;
const BITS = 8;
/** The generator polynomial of degree 20 without its leading 1, over the field of x^8 + x^4 + x^3 + x^2 + 1. */
const GENERATOR = [0x98b9f005, 0x6f6306dc, 0x70964524, 0xbb16e4c6, 0x7979a5ae];
const FIELD = 0x1d;

/**
 * Mode (4: bytes), length, text, end and padding. Each word is the low half of one byte of this and the high half of the
 * next: behind the four bits of the mode nothing is aligned any more.
 */
export function streamOf(text: string, shape: Shape): string {
  const high = shape.most > 255 ? String.fromCharCode(text.length >> 8) : '';
  const head = `\x04${high}${String.fromCharCode(text.length & 255)}`;
  return `${head}${text}\x0e`.padEnd(shape.blocks * shape.words + 1, '\xc1\x1e');
}

export function dataWord(stream: string, at: number): number {
  return ((stream.charCodeAt(at) & 15) << 4) | (stream.charCodeAt(at + 1) >> 4);
}

/** The generator times 1, 2, 4 ... 128, five numbers each; four products are worked out in one number. */
export function doublings(): Int32Array {
  const table = new Int32Array(WIDTH * BITS);
  for (let i = 0; i < table.length; i++) {
    const before = (i < WIDTH ? GENERATOR[i] : table[i - WIDTH]) as number;
    const carried = (before >>> 7) & 0x01010101;
    table[i] = i < WIDTH ? before : ((before << 1) & 0xfefefefe) ^ (carried * FIELD);
  }
  return table;
}

/** Takes the data words `from`..`to`-1 into the remainder of a block: five numbers at `at` of `checks`. */
export function divide(
  checks: Int32Array,
  at: number,
  table: Int32Array,
  stream: string,
  from: number,
  to: number,
): void {
  let a = checks[at] as number;
  let b = checks[at + 1] as number;
  let c = checks[at + 2] as number;
  let d = checks[at + 3] as number;
  let e = checks[at + 4] as number;
  for (let i = from; i < to; i++) {
    let factor = dataWord(stream, i) ^ (a >>> 24);
    a = (a << 8) | (b >>> 24);
    b = (b << 8) | (c >>> 24);
    c = (c << 8) | (d >>> 24);
    d = (d << 8) | (e >>> 24);
    e = e << 8;
    for (let row = 0; factor; row += WIDTH) {
      if (factor & 1) {
        a ^= table[row] as number;
        b ^= table[row + 1] as number;
        c ^= table[row + 2] as number;
        d ^= table[row + 3] as number;
        e ^= table[row + 4] as number;
      }
      factor >>= 1;
    }
  }
  checks[at] = a;
  checks[at + 1] = b;
  checks[at + 2] = c;
  checks[at + 3] = d;
  checks[at + 4] = e;
}

/** The words as they stand in the code: the first of each block, the second of each, and so on. */
export function wordAt(shape: Shape, stream: string, checks: Int32Array, at: number): number {
  const block = at % shape.blocks;
  const row = Math.floor(at / shape.blocks);
  if (row < shape.words) return dataWord(stream, block * shape.words + row);
  const check = row - shape.words;
  return ((checks[block * WIDTH + (check >> 2)] as number) >>> (24 - 8 * (check & 3))) & 255;
}
