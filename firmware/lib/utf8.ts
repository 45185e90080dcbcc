// Bytes as well-formed UTF-8 (RFC 3629 section 4), for readers that take nothing else: what is none becomes U+FFFD.

/** U+FFFD, one for each longest piece that is wrong, as decoders put it. */
export const REPLACEMENT = '\xef\xbf\xbd';

/** No sequence begins within another, so each kind can be taken out by itself. Rare kinds are looked at one by one. */
function isCommon(text: string): boolean {
  const left = text.replace(/[\xc2-\xdf][\x80-\xbf]/g, '_').replace(/[\xe1-\xec\xee\xef][\x80-\xbf][\x80-\xbf]/g, '_');
  return !/[\x80-\xff]/.test(left);
}

/** `piece`: a byte over 127 and up to three that may follow one. */
function mended(piece: string): string {
  const lead = piece.charCodeAt(0);
  const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const isNone =
    /^[\x80-\xc1\xf5-\xff]/.test(piece) ||
    /\xe0[\x80-\x9f]|\xed[\xa0-\xbf]|\xf0[\x80-\x8f]|\xf4[\x90-\xbf]/.test(piece);
  if (!isNone && piece.length < size) return REPLACEMENT;
  const good = isNone ? 0 : size;
  return piece.slice(0, good) + REPLACEMENT.repeat(piece.length - good);
}

/* @shared */
function repaired(text: string): string {
  if (isCommon(text)) return text;
  let out = '';
  let rest = text;
  let next = /[\x80-\xff]/.exec(rest);
  while (next) {
    const piece = rest.charAt(next.index) + (/^[\x80-\xbf]*/.exec(rest.substr(next.index + 1, 3)) as string[])[0];
    out += rest.slice(0, next.index) + mended(piece);
    rest = rest.slice(next.index + piece.length);
    next = /[\x80-\xff]/.exec(rest);
  }
  return out + rest;
}

export function wellFormed(text: string): string {
  return /[\x80-\xff]/.test(text) ? repaired(text) : text;
}
