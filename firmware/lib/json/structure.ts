// Judges the brackets, colons and commas of a JSON skeleton (see tokens.ts): can this be the beginning of one legal value?
//
//   {S:{S:0,[      fold the pairs from the inside out, add the least that could follow   ->   {"":{"":0,[]}}
//
// and let the interpreter's parser, which is right about structure, say yes or no.

import { STRING_MARK } from './tokens.ts';

/** Nesting of objects and arrays; the config object needs 2. Deeper text could smash the interpreter's stack. */
export const MAX_DEPTH = 4;

export interface StructureFault {
  fault: 'bad_json' | 'too_deep' | '';
  /** The skeleton is one whole value and nothing else. */
  whole: boolean;
}

const MARKED_STRING = /\x01/g;
const MARKED_LITERAL = /\x02/g;

interface Fold {
  text: string;
  height: number;
}

const INNERMOST = /\{[^{}\[\]]*\}|\[[^{}\[\]]*\]/g;
/** A folded bracket pair becomes the character FOLDED + its height, so that depth can still be told. */
const FOLDED = 0x10;

/* @hot */
function fold(text: string): Fold {
  let now = text;
  for (let height = 1; height <= MAX_DEPTH + 1; height++) {
    // Alternatives take the interpreter two hundred times as long as a class.
    const next = /[}\]]/.test(now) ? now.replace(INNERMOST, String.fromCharCode(FOLDED + height)) : now;
    if (next === now) return { text: now, height: height - 1 };
    now = next;
  }
  return { text: now, height: MAX_DEPTH + 1 };
}

/** Does a folded pair in there stand higher than `room`? */
function exceeds(part: string, room: number): boolean {
  for (let height = MAX_DEPTH + 1; height > room; height--)
    if (part.indexOf(String.fromCharCode(FOLDED + height)) >= 0) return true;
  return false;
}

function isTooDeep(folded: Fold): boolean {
  const parts = folded.text.split(/[{\[]/);
  const opens = parts.length - 1;
  if (opens > MAX_DEPTH) return true;
  return opens + folded.height > MAX_DEPTH && parts.some((part, above) => exceeds(part, MAX_DEPTH - above));
}

/** The least text that could follow, so that the rest can be parsed. */
function leastRest(tokens: string, innermost: string): string {
  const last = tokens.slice(-1);
  if (last === ':') return '0';
  if (last === ',') return innermost === '{' ? '"":0' : '0';
  if (last !== STRING_MARK || innermost !== '{') return '';
  return /[{,]$/.test(tokens.slice(0, -1).trim()) ? ':0' : '';
}

/** Without exponents, which are judged already: see LONG_EXPONENT in text.ts. */
export function parses(skeleton: string): boolean {
  const text = skeleton.replace(/[eE][-+0-9][0-9]*/g, '');
  try {
    // Where it finds nothing, a pattern takes a fiftieth of the time of a text.
    JSON.parse(text.replace(MARKED_STRING, '""').replace(MARKED_LITERAL, ' 0 '));
    return true;
  } catch {
    return false;
  }
}

/** Its brackets that open, at most MAX_DEPTH. (To replace all that is none takes the interpreter a second.) */
function opensIn(left: string): string {
  let opens = '';
  let at = 0;
  left.split(/[{\[]/).forEach((part) => {
    at += part.length;
    opens += left.charAt(at++);
  });
  return opens;
}

function isLegalStart(skeleton: string, left: string): boolean {
  const opens = opensIn(left);
  const closers = opens.split('').reverse().join('').split('{').join('}').split('[').join(']');
  return parses(skeleton + leastRest(skeleton.trim(), opens.slice(-1)) + closers);
}

function isFolded(left: string): boolean {
  return left.charCodeAt(0) > FOLDED && left.charCodeAt(0) <= FOLDED + MAX_DEPTH + 1;
}

/** Something stands behind the value: the parser would not mind. */
function hasMore(left: string): boolean {
  if (isFolded(left)) return left.length > 1;
  if (/[{\[]/.test(left)) return '{['.indexOf(left.charAt(0)) < 0;
  return left.length > 1 && /[ \t\r\n,:\x01\x02\x11-\x15]/.test(left);
}

export function faultInSkeleton(skeleton: string): StructureFault {
  const folded = fold(skeleton);
  if (isTooDeep(folded)) return { fault: 'too_deep', whole: false };
  const left = folded.text.trim();
  const wrong = /,[ \t\r\n]*[}\]]/.test(skeleton) || /[}\]]/.test(left) || hasMore(left);
  if (wrong || !isLegalStart(skeleton, left)) return { fault: 'bad_json', whole: false };
  return { fault: '', whole: left.length === 1 && isFolded(left) };
}
