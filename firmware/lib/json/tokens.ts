// Judges the tokens of JSON text with native calls only: a loop over bytes costs 0.7 ms a byte on the chip.
//
//   {"SSID":"a\"b","ok":true}   ->   skeleton  {S:S,S:L   }      S = \x01 a string, L = \x02 true, false or null
//
// The interpreter's own JSON.parse is lax about what is *inside* tokens and about trailing commas, but right about
// structure. So the tokens are judged here, and the structure is left to it (see structure.ts).

export const STRING_MARK = '\x01';
export const LITERAL_MARK = '\x02';

export interface Tokens {
  /** The text up to the first bad byte, each string one mark, anything else in its own place. */
  skeleton: string;
  /** The last token is unfinished. */
  partial: boolean;
  /** The text with its escapes blanked out, byte for byte in place: every `"` in it is a delimiter. */
  plain: string;
  /** Where a token goes wrong: in the text when it is in a string, else in the skeleton; -1 where none does. */
  badInString: number;
  badInBones: number;
}

const STRINGS = /"[^"\\\x00-\x1f]*"/g;
const LITERALS = ['true', 'false', 'null'];

/**
 * What no number of RFC 8259 section 6 has in or beside it; the fault is the last byte of the match. Each is looked for
 * in what stands before the fault found so far: what the text may not begin with comes last.
 */
const NUMBER_FAULTS = [
  /[^0-9]\./,
  /\.[^0-9]/,
  /[^0-9][eE]/,
  /[eE][^-+0-9]/,
  /[^eE]\+/,
  /[-+][^0-9]/,
  /[-+.0-9]-/,
  /\.[0-9]+\./,
  /[eE][-+0-9]*[.eE]/,
  /[^-+.0-9eE]0[0-9]|^0[0-9]|^-0[0-9]/,
  /[^eE]-0[0-9]/,
  /^[.eE+]/,
];

function blankEscapes(text: string): string {
  if (text.indexOf('\\') < 0) return text;
  const simple = text.replace(/\\["\\\/bfnrt]/g, '__');
  return simple.replace(/\\u[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]/g, '______');
}

/** In the text after an opening quote that finds no end: where its first bad byte is, or -1 if it may go on. */
function badByte(tail: string): number {
  const stop = /[\x00-\x1f\\]/.exec(tail);
  if (!stop) return -1;
  if (stop[0] !== '\\') return stop.index;
  if (tail.charAt(stop.index + 1) !== 'u') return stop.index + 1 < tail.length ? stop.index + 1 : -1;
  const digits = /[^0-9a-fA-F]/.exec(tail.slice(stop.index + 2));
  return digits ? stop.index + 2 + digits.index : -1;
}

/** How much of the word that begins the text is the beginning of a literal. */
function literalLength(text: string): number {
  let length = 0;
  while (length < text.length && LITERALS.some((literal) => literal.startsWith(text.slice(0, length + 1)))) length++;
  return length;
}

function firstWordFault(text: string): number {
  const foreign = /[^-+.0-9eE{}\[\]:,\x01\x02 \t\r\n]/.exec(text);
  let first = text.length;
  if (foreign) first = foreign.index + literalLength(text.slice(foreign.index));
  NUMBER_FAULTS.forEach((fault) => {
    const match = fault.exec(text.slice(0, first));
    if (match) first = Math.min(first, match.index + match[0].length - 1);
  });
  return first;
}

/** Completes a word that has only begun, so that structure can be judged. */
export function completed(skeleton: string): string {
  if (/[-+.eE]$/.test(skeleton) && !/[a-df-z][eE]$/.test(skeleton)) return `${skeleton}0`;
  const word = /[a-z]+$/.exec(skeleton);
  return word ? skeleton.slice(0, word.index) + LITERAL_MARK : skeleton;
}

/** The common request has only small integers outside its strings and takes the first way out. */
function judgeWords(marked: string, partial: boolean, plain: string, badInString: number): Tokens {
  if (!/[^0-9{}\[\]:,\x01 \t\r\n]/.test(marked) && !/[^0-9]0[0-9]|^0[0-9]/.test(marked))
    return { skeleton: marked, partial, plain, badInString, badInBones: -1 };
  const words = marked.replace(/true/g, '\x02   ').replace(/null/g, '\x02   ').replace(/false/g, '\x02    ');
  const first = firstWordFault(words);
  const found = first < words.length;
  const skeleton = found ? words.slice(0, first) : words;
  const cut = found || skeleton !== completed(skeleton);
  return {
    skeleton,
    partial: partial || cut,
    plain,
    badInString: found ? -1 : badInString,
    badInBones: found ? first : -1,
  };
}

/** Where in the text the end of a skeleton stands: each mark in them is a string of the plain text. */
function placeOf(plain: string, skeleton: string): number {
  const strings = skeleton.split(STRING_MARK).length - 1;
  let end = 0;
  for (let i = 0; i < strings; i++) end = plain.indexOf('"', plain.indexOf('"', end) + 1) + 1;
  return end + skeleton.length - skeleton.lastIndexOf(STRING_MARK) - 1;
}

/** Offset in the text of the byte at `index` of the skeleton. */
export function textOffset(tokens: Tokens, index: number): number {
  return placeOf(tokens.plain, tokens.skeleton.slice(0, index));
}

/** A byte that equals one of the marks is legal nowhere. */
function readUpTo(text: string, rawMark: number): Tokens {
  const plain = blankEscapes(text);
  const marked = plain.replace(STRINGS, STRING_MARK);
  const open = marked.indexOf('"');
  if (open < 0) {
    const tokens = judgeWords(marked, rawMark >= 0, plain, -1);
    return tokens.badInBones < 0 ? Object.assign(tokens, { badInString: rawMark }) : tokens;
  }
  const before = marked.slice(0, open);
  const start = placeOf(plain, before) + 1;
  const bad = badByte(plain.slice(start));
  return judgeWords(before + STRING_MARK, true, plain, bad < 0 ? rawMark : start + bad);
}

export function readTokens(text: string): Tokens {
  const rawMark = /[\x01\x02]/.exec(text);
  return rawMark ? readUpTo(text.slice(0, rawMark.index), rawMark.index) : readUpTo(text, -1);
}
