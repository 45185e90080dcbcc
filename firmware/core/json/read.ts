// Reads one JSON value from the beginning of a byte string that may hold less or more than one: strict RFC 8259.
//
// As bytes are added, "can this be the beginning of a legal value?" only ever turns from yes to no. So the first byte
// too many, be it a fault or the beginning of the next request, is found by bisection over the bones.

import { type Verdict, judge } from './structure.ts';
import { STRING_MARK, type Tokens, completed, readTokens, textOffset } from './tokens.ts';

/** `end`: bytes up to and with the value; `keys`: keys it has in all; `offset`: the first wrong byte. */
export type Reading =
  | { at: 'whole'; end: number; keys: number }
  | { at: 'begun' }
  | { at: 'fault'; code: 'bad_json' | 'too_deep'; offset: number };

function wholeAt(tokens: Tokens, bones: string): Reading {
  const trimmed = bones.trim();
  return { at: 'whole', end: textOffset(tokens, trimmed.length), keys: trimmed.split(':').length - 1 };
}

/** The longest beginning that is legal is a whole value, or the byte after it is the fault. */
function bisect(tokens: Tokens, verdict: Verdict): Reading {
  let good = 0;
  let bad = tokens.bones.length;
  let fault = verdict.fault;
  let whole = false;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const seen = judge(completed(tokens.bones.slice(0, middle)));
    if (seen.fault) {
      bad = middle;
      fault = seen.fault;
    } else {
      good = middle;
      whole = seen.whole;
    }
  }
  if (whole) return wholeAt(tokens, tokens.bones.slice(0, good));
  return { at: 'fault', code: fault || 'bad_json', offset: textOffset(tokens, good) };
}

/** One flat or twice nested object and nothing else, told by counting: what nearly every request is. */
function isPlainObject(bones: string): boolean {
  if (bones.charAt(0) !== '{' || bones.slice(-1) !== '}' || bones.indexOf('[') >= 0) return false;
  if (/,[ \t\r\n]*}/.test(bones)) return false;
  const inner = bones.slice(1, -1).split('{');
  return inner.length <= 4 && inner.every((part, i) => part.split('}').length === (i ? 2 : 1));
}

function parses(bones: string): boolean {
  try {
    JSON.parse(bones.split(STRING_MARK).join('""'));
    return true;
  } catch {
    return false;
  }
}

/** Reads the value at the start of `text`, which begins with no white space. */
export function readJson(text: string): Reading {
  const tokens = readTokens(text);
  const clean = tokens.badInBones < 0 && tokens.badInString < 0;
  const trimmed = tokens.bones.trim();
  if (clean && !tokens.partial && isPlainObject(trimmed) && parses(trimmed))
    return { at: 'whole', end: text.trim().length, keys: trimmed.split(':').length - 1 };
  const verdict = judge(completed(tokens.bones));
  if (verdict.fault) return bisect(tokens, verdict);
  if (verdict.whole && !(tokens.partial && clean)) return wholeAt(tokens, tokens.bones);
  if (tokens.badInString >= 0) return { at: 'fault', code: 'bad_json', offset: tokens.badInString };
  if (tokens.badInBones < 0) return { at: 'begun' };
  return { at: 'fault', code: 'bad_json', offset: textOffset(tokens, tokens.badInBones) };
}
