// Reads a regular expression the way Espruino's matcher does: a flat list of one-byte sets, each plain, with * or with +.

/** Bytes that an atom takes, by value. */
export type ByteSet = ReadonlySet<number>;
export type Atom =
  | { kind: 'set'; bytes: ByteSet; times: '1' | '*' | '+' }
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'open' }
  | { kind: 'close' };
/** A part of the pattern that the matcher has no notion of; the id is that of a rule. */
type Fault =
  | 'regex-count'
  | 'regex-optional'
  | 'regex-lazy'
  | 'regex-group-kind'
  | 'regex-group-times'
  | 'regex-group-nested'
  | 'regex-group-or'
  | 'regex-escape'
  | 'regex-class'
  | 'regex-range';
interface Pattern {
  /** The parts between the `|` outside groups. */
  alternatives: Atom[][];
  faults: Set<Fault>;
}

const BYTES = 256;
const bytesWhere = (test: (byte: number) => boolean): ByteSet =>
  new Set(Array.from({ length: BYTES }, (_, byte) => byte).filter(test));
const not = (set: ByteSet): ByteSet => bytesWhere((byte) => !set.has(byte));
const like = (pattern: RegExp): ByteSet => bytesWhere((byte) => pattern.test(String.fromCharCode(byte)));

const CLASSES: { readonly [letter: string]: ByteSet } = {
  d: like(/[0-9]/),
  s: like(/[\t\n\v\f\r ]/),
  w: like(/\w/),
  D: not(like(/[0-9]/)),
  S: not(like(/[\t\n\v\f\r ]/)),
  W: not(like(/\w/)),
};
const CONTROLS: { readonly [letter: string]: number } = { f: 12, n: 10, r: 13, t: 9, v: 11, 0: 0 };
const ANY = bytesWhere(() => true);
const LAST_ASCII = 0x7f;

/** A cursor over the pattern's text, and what has been found so far. */
interface Reader {
  text: string;
  at: number;
  pattern: Pattern;
  depth: number;
}

function readEscape(r: Reader, inClass: boolean): ByteSet {
  const letter = r.text[r.at++] ?? '';
  if (CLASSES[letter]) return CLASSES[letter];
  if (letter === 'x') {
    const byte = Number.parseInt(r.text.slice(r.at, r.at + 2), 16);
    r.at += 2;
    return new Set([byte]);
  }
  if (letter === 'b' && inClass) return new Set([8]);
  if (CONTROLS[letter] !== undefined) return new Set([CONTROLS[letter]]);
  if (/[A-Za-z1-9]/.test(letter)) r.pattern.faults.add('regex-escape');
  return new Set([letter.charCodeAt(0)]);
}

function readClassMember(r: Reader): ByteSet {
  const char = r.text[r.at++] ?? '';
  if (char === '\\') return readEscape(r, true);
  // '[' opens an inner class for Espruino, '/' ends the literal for its lexer, '|' is found by a failing match before it
  if (char === '[' || char === '/' || char === '|') r.pattern.faults.add('regex-class');
  return new Set([char.charCodeAt(0)]);
}

function rangeOf(r: Reader, low: ByteSet, high: ByteSet): ByteSet {
  const from = Math.min(...low);
  const to = Math.max(...high);
  // the chip's chars are unsigned and the PC build's are signed, so only one of them is right about such a range
  if (from === to || (from <= LAST_ASCII && to > LAST_ASCII)) r.pattern.faults.add('regex-range');
  return bytesWhere((byte) => byte >= from && byte <= to);
}

function readClass(r: Reader): ByteSet {
  const inverted = r.text[r.at] === '^';
  if (inverted) r.at += 1;
  const members = new Set<number>();
  while (r.at < r.text.length && r.text[r.at] !== ']') {
    let set = readClassMember(r);
    if (set.size === 1 && r.text[r.at] === '-' && r.text[r.at + 1] !== ']') {
      r.at += 1;
      set = rangeOf(r, set, readClassMember(r));
    }
    for (const byte of set) members.add(byte);
  }
  r.at += 1;
  return inverted ? not(members) : members;
}

function readTimes(r: Reader): '1' | '*' | '+' {
  const sign = /^([*+?]|\{\d+,?\d*\})(\??)/.exec(r.text.slice(r.at));
  if (!sign) return '1';
  const [whole, times, lazy] = sign;
  r.at += whole.length;
  if (lazy) r.pattern.faults.add('regex-lazy');
  if (times === '*' || times === '+') return times;
  r.pattern.faults.add(times === '?' ? 'regex-optional' : 'regex-count');
  return '1';
}

function readOpen(r: Reader): void {
  r.depth += 1;
  if (r.depth > 1) r.pattern.faults.add('regex-group-nested');
  if (r.text[r.at] !== '?') return;
  r.pattern.faults.add('regex-group-kind');
  r.at += /^\?(<?[=!]|:|<\w+>)?/.exec(r.text.slice(r.at))?.[0].length ?? 0;
}

function readClose(r: Reader): void {
  r.depth -= 1;
  const times = /^([*+?]|\{\d+,?\d*\})\??/.exec(r.text.slice(r.at));
  if (!times) return;
  r.pattern.faults.add('regex-group-times');
  r.at += times[0].length;
}

function readOr(r: Reader): void {
  if (r.depth > 0) r.pattern.faults.add('regex-group-or');
  else r.pattern.alternatives.push([]);
}

function readSet(r: Reader, char: string): ByteSet {
  if (char === '[') return readClass(r);
  if (char === '.') return ANY;
  if (char !== '\\') return new Set([char.charCodeAt(0)]);
  if (r.text[r.at] === 'b') r.pattern.faults.add('regex-escape');
  return readEscape(r, false);
}

function readAtom(r: Reader): Atom | undefined {
  const char = r.text[r.at++] ?? '';
  switch (char) {
    case '|':
      readOr(r);
      return undefined;
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '(':
      readOpen(r);
      return { kind: 'open' };
    case ')':
      readClose(r);
      return { kind: 'close' };
    default: {
      const bytes = readSet(r, char);
      return { kind: 'set', bytes, times: readTimes(r) };
    }
  }
}

export function readPattern(text: string): Pattern {
  const r: Reader = { text, at: 0, pattern: { alternatives: [[]], faults: new Set() }, depth: 0 };
  while (r.at < text.length) {
    const atom = readAtom(r);
    if (atom) r.pattern.alternatives.at(-1)?.push(atom);
  }
  return r.pattern;
}
