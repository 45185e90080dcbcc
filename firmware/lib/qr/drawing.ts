// Draws a QR code in small steps, so that nothing else waits long: check words, then columns, then lines of text.
//
// A line shows two rows of modules by half blocks. Light modules are the ones that are printed: on a dark terminal they
// are light, as they must be.

import { divide, doublings, streamOf, WIDTH, wordAt } from './codewords.ts';
import { fillPair } from './module-pairs.ts';
import { type Shape, shapeFor } from './version.ts';

/** Data words that one step takes into the remainder. */
export const WORDS_A_STEP = 8;
/** One write to the UART. */
export const WRITE_MAX = 128;
/** The timing pattern's own column, which no pair of columns has. */
const TIMING = 6;
/** Light modules around the code; below it there is one row more, as its rows are an odd number. */
const QUIET = 4;
/** A column of two rows is a digit until the line is printed: 2 for a dark module above and 1 for one below. Left and right digit of two rows of a pair: the upper row in the high bits, then the lower one. */
const CELLS = '00100111203021310212031322322333';
const CELLS_UP = '00200222103012320121032311311333';

export interface Drawing {
  shape: Shape;
  stream: string;
  table: Int32Array;
  checks: Int32Array;
  /** Data words in `checks`. */
  done: number;
  /** Bits that the columns have not taken yet, and the word that comes next. */
  bits: string;
  word: number;
  /** Right column of the pair that comes next. */
  x: number;
  /** Pairs of columns from the right, see pairs.ts. */
  pairs: string[];
  line: number;
}

function light(modules: number): string {
  return ''.padEnd(modules, '0');
}

/** Undefined when the text is too long. */
export function begin(text: string): Drawing | undefined {
  const shape = shapeFor(text.length);
  if (!shape) return undefined;
  return {
    shape,
    stream: streamOf(text, shape),
    table: doublings(),
    checks: new Int32Array(WIDTH * shape.blocks),
    done: 0,
    bits: '',
    word: 0,
    x: shape.size - 1,
    pairs: [],
    line: -QUIET / 2,
  };
}

/** Some words further; a step never leaves its block. */
function check(drawing: Drawing): void {
  const words = drawing.shape.words;
  const from = drawing.done;
  const block = Math.floor(from / words);
  const to = Math.min(from + WORDS_A_STEP, (block + 1) * words);
  divide(drawing.checks, block * WIDTH, drawing.table, drawing.stream, from, to);
  drawing.done = to;
}

function bitsOfPair(drawing: Drawing): number {
  return 2 * drawing.shape.size;
}

/** Enough bits for a pair of columns; those behind the last word are 0. */
function refill(drawing: Drawing): void {
  const total = drawing.shape.blocks * (drawing.shape.words + 4 * WIDTH);
  let bits = drawing.bits;
  while (bits.length < bitsOfPair(drawing)) {
    const word = drawing.word < total ? wordAt(drawing.shape, drawing.stream, drawing.checks, drawing.word) : 0;
    bits += (256 + word).toString(2).slice(1);
    drawing.word++;
  }
  drawing.bits = bits;
}

function fill(drawing: Drawing): void {
  const pair = fillPair(drawing.shape, drawing.x, drawing.bits);
  drawing.bits = drawing.bits.slice(pair.taken);
  drawing.pairs.push(pair.rows);
  drawing.x -= drawing.x === TIMING + 2 ? 3 : 2;
}

/** Row 2 * line and the one below it, from the left; by digits. */
function modules(drawing: Drawing): string {
  const size = drawing.shape.size;
  const y = 2 * drawing.line;
  if (y < 0 || y >= size) return light(size);
  const timing = y < TIMING || (y > size - 8 && y < size - 1) ? '3' : '2';
  let text = '';
  drawing.pairs.forEach((rows, i) => {
    const up = i % 2 === 0;
    const cell = parseInt(rows.charAt(up ? rows.length - 1 - drawing.line : drawing.line), 16);
    text = (up ? CELLS_UP : CELLS).substr(2 * cell, 2) + text;
    if (i === (size - 9) / 2) text = timing + text;
  });
  return text;
}

function print(drawing: Drawing, write: (bytes: string) => void): void {
  const digits = `${light(QUIET) + modules(drawing) + light(QUIET)}\r\n`;
  const line = digits.replace(/0/g, '█').replace(/1/g, '▀').replace(/2/g, '▄').replace(/3/g, ' ');
  for (let at = 0; at < line.length; at += WRITE_MAX) write(line.slice(at, at + WRITE_MAX));
  drawing.line++;
}

/** The next step; false when there was none left. */
export function step(drawing: Drawing, write: (bytes: string) => void): boolean {
  if (drawing.done < drawing.shape.blocks * drawing.shape.words) check(drawing);
  else if (drawing.x > 0) {
    if (drawing.bits.length < bitsOfPair(drawing)) refill(drawing);
    else fill(drawing);
  } else if (2 * drawing.line < drawing.shape.size + QUIET) print(drawing, write);
  else return false;
  return true;
}
