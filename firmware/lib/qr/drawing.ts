// Draws a QR code in small steps, so that nothing else waits long: tables, check words, digits, modules, lines.
//
// A line shows two rows of modules by half blocks. Light modules are the ones that are printed: on a dark terminal they
// are light, as they must be. Two rows of a pair of columns are one cell, a hex digit.
//
// A token of the source costs some 60 us on the chip, so the loops are written for few of them: an index instead of
// `charAt`, sums instead of templates, two words or seven cells at once.

import { digitsOf, divide, errorWords, fillTables, NIBBLES, newTables, WIDTH, wordsOf } from './codewords.ts';
import { layoutOf } from './layout.ts';
import { type Shape, shapeFor } from './version.ts';

/** Of data words, words to be digits, runs of modules: what a step takes in. */
const WORDS_A_STEP = 12;
const DIGITS_A_STEP = 32;
const RUNS_A_STEP = 12;
/** One write to the UART. */
export const WRITE_MAX = 128;
/** Rows of a line. */
const ROWS = 2;
/** Modules that become hex digits at once, and a number with one binary digit more. */
const MODULES_AT_ONCE = 28;
const ONE_MORE = 0x10000000;
/** Modules behind the last word. */
const REMAINDER = '0000000';
const LIGHT = '█';
/** On both sides. */
const QUIET = '████';
/** The timing pattern's row and column; three pairs of columns are left of it. */
const TIMING = 6;

/**
 * What a cell looks like, in pairs that are filled downwards and upwards. Its bits are right and left module of its first row
 * on the way, then of the second; the mask is not on the upper row yet (see layout.ts).
 */
const DOWN: { [cell: string]: string } = {
  0: '▄▄',
  1: ' ▄',
  2: '▄ ',
  3: '  ',
  4: '█▄',
  5: '▀▄',
  6: '█ ',
  7: '▀ ',
  8: '▄█',
  9: ' █',
  a: '▄▀',
  b: ' ▀',
  c: '██',
  d: '▀█',
  e: '█▀',
  f: '▀▀',
};
const UP: { [cell: string]: string } = {
  0: '▄▄',
  1: '█▄',
  2: '▄█',
  3: '██',
  4: ' ▄',
  5: '▀▄',
  6: ' █',
  7: '▀█',
  8: '▄ ',
  9: '█ ',
  a: '▄▀',
  b: '█▀',
  c: '  ',
  d: '▀ ',
  e: ' ▀',
  f: '▀▀',
};

export interface Drawing {
  shape: Shape;
  stage: number;
  data: string;
  /** See words.ts; the half of the tables that is being filled, and how many of it are. */
  tables: Int32Array[];
  half: number;
  known: number;
  /** Data words that are in the remainder of their block, and the words of the blocks that are done, check words and all. */
  done: number;
  remainder: Int32Array;
  words: string;
  /** Rows of words of which the digits are known; digits that no module has got yet. */
  row: number;
  bits: string;
  /** See layout.ts; the run that comes next; modules of no cell yet. */
  layout: string[];
  run: number;
  modules: string;
  cells: string;
  line: number;
}

type Write = (bytes: string) => void;

/** Undefined when the text is too long. */
export function begin(text: string): Drawing | undefined {
  const shape = shapeFor(text.length);
  if (!shape) return undefined;
  return {
    shape,
    stage: 0,
    data: wordsOf(text, shape),
    tables: newTables(),
    half: 0,
    known: 1,
    done: 0,
    remainder: new Int32Array(WIDTH),
    words: '',
    row: 0,
    bits: '',
    layout: layoutOf(shape.size),
    run: 0,
    modules: '',
    cells: '',
    line: -shape.above,
  };
}

/* @hot */
function prepare(drawing: Drawing): boolean {
  const known = drawing.known;
  fillTables(drawing.tables, drawing.shape.generator, drawing.half, known);
  drawing.known = 2 * known;
  if (drawing.known < NIBBLES) return false;
  drawing.known = 1;
  drawing.half += NIBBLES;
  return drawing.half > NIBBLES;
}

/** Some words further; a step never leaves its block. */
/* @hot */
function check(drawing: Drawing): boolean {
  const shape = drawing.shape;
  const words = shape.words;
  const from = drawing.done;
  const start = from - (from % words);
  const to = Math.min(from + WORDS_A_STEP, start + words);
  const remainder = drawing.remainder;
  divide(remainder, drawing.tables, drawing.data, from, to);
  drawing.done = to;
  if (to === start + words) {
    drawing.words += drawing.data.slice(start, to) + errorWords(remainder, shape.checks);
    remainder.fill(0);
  }
  return to === shape.blocks * words;
}

/* @hot */
function digits(drawing: Drawing): boolean {
  const shape = drawing.shape;
  const rows = shape.words + shape.checks;
  const to = Math.min(drawing.row + DIGITS_A_STEP / shape.blocks, rows);
  drawing.bits += digitsOf(drawing.words, shape.blocks, drawing.row, to);
  drawing.row = to;
  if (to < rows) return false;
  drawing.bits += REMAINDER;
  return true;
}

/** Some runs of data and fixed modules. */
/* @hot */
function fill(drawing: Drawing): boolean {
  const runs = drawing.layout;
  const bits = drawing.bits;
  const to = Math.min(drawing.run + RUNS_A_STEP, runs.length);
  let modules = drawing.modules;
  let at = 0;
  for (let i = drawing.run; i < to; i += 2) {
    const end = at + Number(runs[i]);
    modules += bits.slice(at, end) + (runs[i + 1] as string);
    at = end;
  }
  drawing.bits = bits.slice(at);
  drawing.run = to;
  toCells(drawing, modules, to === runs.length);
  return to === runs.length;
}

/** Modules become cells; those of a part of a number wait for the next ones, unless there are none. */
function toCells(drawing: Drawing, modules: string, isLast: boolean): void {
  let cells = '';
  let at = 0;
  while (at + MODULES_AT_ONCE <= modules.length) {
    cells += (ONE_MORE | parseInt(modules.slice(at, at + MODULES_AT_ONCE), 2)).toString(16).slice(1);
    at += MODULES_AT_ONCE;
  }
  const rest = modules.slice(at);
  drawing.modules = rest;
  drawing.cells += cells;
  if (isLast && rest) drawing.cells += ((1 << rest.length) | parseInt(rest, 2)).toString(16).slice(1);
}

/** Row 2 * line and the one below it. */
/* @hot */
function modulesOf(c: string, size: number, line: number): string {
  const y = ROWS * line;
  const step = size + 1;
  // Names of this function's own are found sooner.
  const D = DOWN;
  const U = UP;
  // Of the pair that is most to the left, and of its neighbour.
  let i = c.length + (y - step) / ROWS;
  let j = c.length - (y + step) / ROWS - 1;
  let text =
    (DOWN[c[i] as string] as string) + (UP[c[j] as string] as string) + (DOWN[c[i - step] as string] as string);
  text += y < TIMING || (y > size - 8 && y < size - 1) ? ' ' : '▄';
  text += U[c[j - step] as string];
  i -= 2 * step;
  j -= 2 * step;
  // Two more pairs, so that four are left for each turn.
  if (j % (2 * step) < step) {
    text += (D[c[i] as string] as string) + (U[c[j] as string] as string);
    i -= step;
    j -= step;
  }
  while (j >= 0) {
    text +=
      (D[c[i] as string] as string) +
      (U[c[j] as string] as string) +
      (D[c[i - step] as string] as string) +
      (U[c[j - step] as string] as string);
    i -= 2 * step;
    j -= 2 * step;
  }
  return text;
}

/* @hot */
function print(drawing: Drawing, write: Write): boolean {
  const shape = drawing.shape;
  const size = shape.size;
  const line = drawing.line;
  const isCode = line >= 0 && ROWS * line < size;
  let text = QUIET;
  text += isCode ? modulesOf(drawing.cells, size, line) : ''.padEnd(LIGHT.length * size, LIGHT);
  text += QUIET;
  text += '\r\n';
  write(text.slice(0, WRITE_MAX));
  if (text.length > WRITE_MAX) write(text.slice(WRITE_MAX));
  drawing.line = line + 1;
  return drawing.line === (size + 1) / ROWS + shape.below;
}

/** Each gives true when it is done; each is called for every step, and so are what it calls: these have no text to be read over. */
const STAGES: ((drawing: Drawing, write: Write) => boolean)[] = [prepare, check, digits, fill, print];

/** The next step; false when there was none left. */
/* @hot */
export function step(drawing: Drawing, write: Write): boolean {
  const stage = STAGES[drawing.stage];
  if (!stage) return false;
  if (stage(drawing, write)) drawing.stage++;
  return true;
}
