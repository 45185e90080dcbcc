// Reads one JSON value from the beginning of a byte string that may hold less or more than one: strict RFC 8259.
//
// As bytes are added, "can this be the beginning of a legal value?" only ever turns from yes to no. So the first byte
// too many, be it a fault or the beginning of the next request, is found by bisection over the skeleton.

import { faultInSkeleton, MAX_DEPTH, parses, type StructureFault } from './structure.ts';
import { LONG_EXPONENT, toJson } from './text.ts';
import { completed, readTokens, type Tokens, textOffset } from './tokens.ts';
import { hasLongString, parseUntrusted } from './untrusted.ts';

/**
 * `end`: bytes up to and with the value; `keys`: keys that stand in it, or -1: not counted, but none is hidden (one may
 * be repeated); `offset`: the first wrong byte.
 */
export type Reading =
  | { at: 'whole'; end: number; keys: number }
  | { at: 'begun' }
  | { at: 'fault'; code: 'bad_json' | 'too_deep'; offset: number };

function wholeAt(tokens: Tokens, skeleton: string): Reading {
  const trimmed = skeleton.trim();
  return { at: 'whole', end: textOffset(tokens, trimmed.length), keys: trimmed.split(':').length - 1 };
}

/** The longest beginning that is legal is a whole value, or the byte after it is the fault. */
function bisect(tokens: Tokens, verdict: StructureFault): Reading {
  let good = 0;
  let bad = tokens.skeleton.length;
  let fault = verdict.fault;
  let whole = false;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const seen = faultInSkeleton(completed(tokens.skeleton.slice(0, middle)));
    if (seen.fault) {
      bad = middle;
      fault = seen.fault;
    } else {
      good = middle;
      whole = seen.whole;
    }
  }
  if (whole) return wholeAt(tokens, tokens.skeleton.slice(0, good));
  return { at: 'fault', code: fault || 'bad_json', offset: textOffset(tokens, good) };
}

/** One flat or twice nested object and nothing else, told by counting: what nearly every request is. */
function isPlainObject(skeleton: string): boolean {
  if (skeleton.charAt(0) !== '{' || skeleton.slice(-1) !== '}' || skeleton.indexOf('[') >= 0) return false;
  if (/,[ \t\r\n]*}/.test(skeleton)) return false;
  const inner = skeleton.slice(1, -1).split('{');
  return inner.length <= 4 && inner.every((part, i) => part.split('}').length === (i ? 2 : 1));
}

/** Length of a line that has blanks between its tokens: the parser minds only the one behind a minus. */
function spacedLength(text: string, json: string): number {
  const newline = text.indexOf('\n');
  const line = (newline < 0 ? text : text.slice(0, newline)).trim();
  return !/- /.test(line) && line.split(' ').join('') === json.split(' ').join('') ? line.length : 0;
}

/** The first line, where the whole text could nest deeper than the parser's recursion is good for. */
function shallow(text: string): string {
  if (text.split(/{/).length <= MAX_DEPTH + 1) return text;
  const line = text.slice(0, text.indexOf('\n') + 1);
  return line.split('{').length > MAX_DEPTH + 1 ? '' : line;
}

/**
 * What the interpreter's writer gives back byte for byte is strict JSON: so nearly every request takes only native
 * calls. (A hidden key, like `__proto__`, it does not give back; a repeated one it does.) Of a regular expression an
 * alternation costs five times as much as a class.
 */
function readOwnForm(text: string): Reading | undefined {
  if (text.charAt(0) !== '{' || (/[\[\\]/.test(text) && (/\[/.test(text) || /\\u/.test(text)))) return undefined;
  if (LONG_EXPONENT.test(text) || hasLongString(text)) return undefined;
  let value: unknown;
  // Not as an argument of toJson: an exception in the argument of a function costs the scopes of that function for good.
  try {
    value = parseUntrusted(shallow(text));
  } catch {
    return undefined;
  }
  const json = toJson(value);
  if (text.startsWith(json)) return { at: 'whole', end: json.length, keys: -1 };
  const end = spacedLength(text, json);
  return end ? { at: 'whole', end, keys: -1 } : undefined;
}

/* @shared */
function readStrictly(text: string): Reading {
  const tokens = readTokens(text);
  const clean = tokens.badInBones < 0 && tokens.badInString < 0;
  const trimmed = tokens.skeleton.trim();
  if (clean && !tokens.partial && isPlainObject(trimmed) && parses(trimmed))
    return { at: 'whole', end: text.trim().length, keys: trimmed.split(':').length - 1 };
  const verdict = faultInSkeleton(completed(tokens.skeleton));
  if (verdict.fault) return bisect(tokens, verdict);
  if (verdict.whole && !(tokens.partial && clean)) return wholeAt(tokens, tokens.skeleton);
  if (tokens.badInString >= 0) return { at: 'fault', code: 'bad_json', offset: tokens.badInString };
  if (tokens.badInBones < 0) return { at: 'begun' };
  return { at: 'fault', code: 'bad_json', offset: textOffset(tokens, tokens.badInBones) };
}

/** A fault in the first bytes is found in them: a stream of faults, each with 2 KB behind it, costs a tenth of the time. */
export const EARLY = 256;

/** Reads the value at the start of `text`, which begins with no white space. */
/* @hot */
export function readJson(text: string): Reading {
  let seen = readOwnForm(text);
  for (let size = EARLY; !seen && size < text.length; size *= 4) {
    const first = readStrictly(text.slice(0, size));
    if (first.at !== 'begun') seen = first;
  }
  return seen || readStrictly(text);
}
