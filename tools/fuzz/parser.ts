// What the fuzzer must know of a parser: how to begin, what it likes, and when an answer is wrong.

export interface Parser {
  name: string;
  /** Inputs that are legal or nearly so: where mutation begins. Byte strings. */
  seeds: readonly string[];
  /** Pieces that mean something to it; the seeds serve as pieces too. */
  pieces: readonly string[];
  /** Throws when the parser throws or answers wrongly. `cuts` are numbers to cut the input at, see `piecesOf`. */
  check(input: string, cuts: readonly number[]): void;
}

/** The input in pieces as a stream may bring it. */
export function piecesOf(input: string, cuts: readonly number[]): string[] {
  const places = [...new Set(cuts.map((cut) => cut % (input.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, i) => input.slice(from, places[i] ?? input.length)).filter((piece) => piece !== '');
}

/** Both sides are shown: a finding must be understood from its text alone. */
export function same(what: string, got: unknown, want: unknown): void {
  const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
  if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}

export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

export const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
