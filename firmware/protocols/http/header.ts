// The header lines of a request: which are kept, and what they say. Pure. On the chip `split` and `replace` take ten
// times as long over a text as `indexOf`, so both are left out here.

/** So much is held before it is looked at what is needed of it; phones send less. */
export const UNSORTED_MAX = 768;
/** The headers that the code reads. The dot: the interpreter finds half a needle at the very end of a text. */
export const HEADERS =
  ' host content-length content-type transfer-encoding origin expect accept-encoding accept-language cookie .';

/** A blank before the colon, or a line that goes on from the last, is where proxies and servers disagree. */
export function areHeaders(lines: string): boolean {
  return !/\n[\w!#$%&'*.^`~+-]*[^\w!#$%&'*.^`~:+-]/.test(`${lines}\n`) && !/\n:/.test(lines);
}

export function isKept(line: string): boolean {
  const name = line.slice(0, Math.max(0, line.indexOf(':')));
  return name !== '' && HEADERS.indexOf(` ${name.toLowerCase()} `) >= 0;
}

/** Each line begins with a newline, and so does each that is kept; in lower case. */
export function keptOf(lines: string): string {
  const low = lines.toLowerCase();
  if (low.length <= UNSORTED_MAX) return low;
  let kept = '';
  let rest = low.slice(1);
  while (rest) {
    const end = `${rest}\n`.indexOf('\n');
    const line = rest.slice(0, end);
    if (isKept(line)) kept += `\n${line}`;
    rest = rest.slice(end + 1);
  }
  return kept;
}

/** The value, in lower case; those of a header that came more than once, joined by commas. */
export function header(kept: string, name: string): string | undefined {
  const start = `\n${name}:`;
  let at = `${kept}.`.indexOf(start);
  if (at < 0) return undefined;
  let values = '';
  while (at >= 0) {
    const value = kept.slice(at + start.length);
    const end = value.indexOf('\n');
    values += `,${(end < 0 ? value : value.slice(0, end)).trim()}`;
    at = `${kept}.`.indexOf(start, at + 1);
  }
  return values.slice(1);
}
