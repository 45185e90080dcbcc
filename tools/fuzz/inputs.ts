// Inputs by mutation of a corpus, as fast-check arbitraries: repeatable by seed and path, and shrunk to the smallest.

import fc from 'fast-check';
import type { Parser } from './parser.ts';

export interface Case {
  input: string;
  cuts: number[];
}

/** Longer inputs say nothing new: the largest limit of a parser is 4096 bytes. */
const INPUT_MAX = 9_000;
const EDITS_MAX = 8;
const CUTS_MAX = 6;
/** One in this many edits is at the end, and one at the beginning. */
const ENDS = 8;
const NOISE_MAX = 300;
/** Values at which parsers go wrong. */
const EDGE_BYTES = '\0\x01\x03\x08\n\r\x1b "\'%&+,-./09:;=?AZ[\\]az{}\x7f\x80\xbf\xc0\xe2\xf0\xfe\xff';
/** How often something is repeated: at the limits of lengths and counts. */
const TIMES = [2, 3, 8, 16, 33, 64, 130, 257, 600];

type Edit = [kind: number, at: number, amount: number, piece: string];
type Change = (text: string, at: number, amount: number, piece: string) => string;

const put = (text: string, at: number, removed: number, added: string): string =>
  text.slice(0, at) + added + text.slice(at + removed);

const CHANGES: readonly Change[] = [
  (text, at, _amount, piece) => put(text, at, 0, piece),
  (text, at, _amount, piece) => put(text, at, piece.length, piece),
  (text, at, amount) => put(text, at, 1 + (amount % 4), ''),
  (text, at, amount) => put(text, at, amount, ''),
  (text, at, amount) => put(text, at, 1, String.fromCharCode((text.charCodeAt(at) ^ (1 << (amount % 8))) & 255)),
  (text, at, amount) => put(text, at, 1, String.fromCharCode((text.charCodeAt(at) + (amount % 2 ? 1 : 255)) & 255)),
  (text, at, amount) => put(text, at, amount % 2, EDGE_BYTES.charAt(amount % EDGE_BYTES.length)),
  (text, at, amount) => put(text, at, 0, text.slice(at, at + 1 + amount)),
  (text, at, amount) => put(text, at, 0, text.slice(at, at + 1 + (amount % 8)).repeat(TIMES[amount % 9] ?? 1)),
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(at),
  (text, at, amount, piece) => text.slice(0, at) + piece.slice(amount % (piece.length + 1)),
];

/** Beginnings and ends are where most goes wrong. */
function placeIn(text: string, at: number): number {
  if (at % ENDS === 0) return text.length;
  return at % ENDS === 1 ? 0 : at % (text.length + 1);
}

export function mutate(seed: string, edits: readonly Edit[]): string {
  let text = seed;
  for (const [kind, at, amount, piece] of edits) {
    const change = CHANGES[kind];
    if (change) text = change(text, placeIn(text, at), amount, piece).slice(0, INPUT_MAX);
  }
  return text;
}

const noise = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: NOISE_MAX,
});

/** Mostly mutated seeds; now and then a few pieces in a row, or noise. */
export function inputsOf(parser: Parser): fc.Arbitrary<Case> {
  const seeds = fc.constantFrom(...parser.seeds);
  const pieces = fc.constantFrom(...parser.pieces, ...parser.seeds);
  const edit = fc.tuple(fc.nat(CHANGES.length - 1), fc.nat(INPUT_MAX), fc.nat(255), pieces);
  const mutated = fc.tuple(seeds, fc.array(edit, { maxLength: EDITS_MAX })).map(([seed, edits]) => mutate(seed, edits));
  const joined = fc.array(pieces, { maxLength: 2 * EDITS_MAX }).map((parts) => parts.join('').slice(0, INPUT_MAX));
  const input = fc.oneof(
    { weight: 16, arbitrary: mutated },
    { weight: 3, arbitrary: joined },
    { weight: 1, arbitrary: noise },
  );
  return fc.record({ input, cuts: fc.array(fc.nat(INPUT_MAX), { maxLength: CUTS_MAX }) });
}
