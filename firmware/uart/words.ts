// Splits a typed line into words: blanks separate, "..." and '...' quote, \" and \\ inside double quotes. Pure.

export type Words = { ok: true; words: string[] } | { ok: false; message: string };

/** The end of a double-quoted part, past escapes; -1 when it has none. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0) {
    let run = at;
    while (run > from && text.charAt(run - 1) === '\\') run--;
    if ((at - run) % 2 === 0) return at;
    at = text.indexOf('"', at + 1);
  }
  return -1;
}

/** No typed line has it: the editor takes no control characters. */
const STAND_IN = '\x00';

/** `\"` and `\\`; a backslash before anything else stays. */
function unescape(text: string): string {
  if (text.indexOf('\\') < 0) return text;
  const safe = text.split('\\\\').join(STAND_IN).split('\\"').join('"');
  return safe.split(STAND_IN).join('\\');
}

interface Part {
  text: string;
  end: number;
}

function readQuoted(line: string, at: number): Part | undefined {
  const isDouble = line.charAt(at) === '"';
  const end = isDouble ? closingQuote(line, at + 1) : line.indexOf("'", at + 1);
  if (end < 0) return undefined;
  const inside = line.slice(at + 1, end);
  return { text: isDouble ? unescape(inside) : inside, end: end + 1 };
}

const STOPS = ' \t"\'';

function readPlain(line: string, at: number): Part {
  let end = line.length;
  for (let i = 0; i < STOPS.length; i++) {
    const stop = line.indexOf(STOPS.charAt(i), at);
    if (stop >= 0 && stop < end) end = stop;
  }
  return { text: line.slice(at, end), end };
}

/** A word ends at a blank; quoted and plain parts that touch are one word. */
export function splitWords(line: string): Words {
  const words: string[] = [];
  let at = 0;
  let word: string | undefined;
  while (at < line.length) {
    const c = line.charAt(at);
    if (c === ' ' || c === '\t') {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
      continue;
    }
    const part = c === '"' || c === "'" ? readQuoted(line, at) : readPlain(line, at);
    if (!part) return { ok: false, message: `a quote (${c}) is not closed` };
    word = (word || '') + part.text;
    at = part.end;
  }
  if (word !== undefined) words.push(word);
  return { ok: true, words };
}
