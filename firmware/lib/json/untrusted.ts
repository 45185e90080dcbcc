// The interpreter's own JSON parser on text that anyone may have sent.

/**
 * Outside a string the parser takes the bytes D1 and D2 for the beginning of a string that the build has shortened, and
 * crashes when the text ends in it. An escape means the same byte inside a string, and is a fault anywhere else.
 */
export function parseUntrusted(text: string): unknown {
  if (!/[\xd1\xd2]/.test(text)) return JSON.parse(text);
  return JSON.parse(text.split('\xd1').join('\\u00d1').split('\xd2').join('\\u00d2'));
}

/** Of a longer string the parser's error makes too long a copy, see below. */
const NAMED_MAX = 63;

/**
 * Can a string be longer than NAMED_MAX? Where the parser expects another token, such a string in its error overwrites
 * memory: some variables are lost, or the interpreter hangs. Escapes and other quotes would hide where a string ends.
 */
export function hasLongString(text: string): boolean {
  if (text.length < NAMED_MAX + 3) return false;
  if (/[\\'`]/.test(text)) return true;
  let quote = -1;
  while (quote + NAMED_MAX + 2 < text.length) {
    const next = text.lastIndexOf('"', quote + NAMED_MAX + 1);
    if (next <= quote) return true;
    quote = next;
  }
  return false;
}
