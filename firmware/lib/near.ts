// A name that was not found, and one of the last scan that may be meant.

/** Before the name that was seen: what stands from here on is not for a stranger. */
const SEEN = ' Found ';

/** Apostrophes that phones and people put for each other: U+2018, U+2019, U+00B4 and the grave accent. */
function straight(text: string): string {
  return text
    .replace(/\xe2\x80[\x98\x99]/g, "'")
    .replace(/\xc2\xb4/g, "'")
    .replace(/`/g, "'");
}

function tight(text: string): string {
  return text
    .replace(/\xc2\xa0/g, '')
    .split(' ')
    .join('');
}

/** Fewer letters that are the same say nothing. */
const BARE_MIN = 2;

/**
 * What is left without the characters that a keyboard may write otherwise: all beyond ASCII, and the letter that a
 * combining accent (U+0300 to U+036F) stands on.
 */
function bare(text: string): string {
  return text
    .replace(/[ -~]\xcc[\x80-\xbf]/g, '')
    .replace(/[ -~]\xcd[\x80-\xaf]/g, '')
    .replace(/[\x80-\xff]/g, '');
}

/** In what two names differ; '' when they are not alike. */
function difference(asked: string, seen: string): string {
  const plain = [straight(asked), straight(seen)];
  const tightened = plain.map(tight);
  const low = tightened.map((text) => text.toLowerCase());
  if (asked === seen) return '';
  if (low[0] !== low[1]) {
    const left = tightened.map((text) => bare(text).toLowerCase());
    return left[0] === left[1] && (left[0] as string).length >= BARE_MIN ? 'special characters' : '';
  }
  const said: string[] = [];
  if (tightened[0] !== tightened[1]) said.push('upper and lower case');
  if ((plain[0] as string).toLowerCase() !== (plain[1] as string).toLowerCase()) said.push('spaces');
  if (tight(asked).toLowerCase() !== tight(seen).toLowerCase()) said.push('the apostrophe');
  return said.join(' and ') || 'spaces';
}

/** A sentence for behind that of the reason; '' when no name is alike. */
export function nearMiss(asked: string, names: string[], quote: (name: string) => string): string {
  const near = names.filter((name) => difference(asked, name))[0];
  return near === undefined ? '' : `${SEEN}${quote(near)}, which differs in ${difference(asked, near)}.`;
}

/** The message without the name of a network. */
export function withoutSeen(message: string): string {
  return message.split(SEEN)[0] as string;
}
