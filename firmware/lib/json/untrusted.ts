// The interpreter's own JSON parser on text that anyone may have sent.

/**
 * Outside a string the parser takes the bytes D1 and D2 for the beginning of a string that the build has shortened, and
 * crashes when the text ends in it. An escape means the same byte inside a string, and is a fault anywhere else.
 */
export function parseUntrusted(text: string): unknown {
  if (!/[\xd1\xd2]/.test(text)) return JSON.parse(text);
  return JSON.parse(text.split('\xd1').join('\\u00d1').split('\xd2').join('\\u00d2'));
}
