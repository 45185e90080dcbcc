// Splits a typed line into words: blanks separate, "..." and '...' quote, \" and \\ inside double quotes. Pure.

export type Words = { ok: true; words: string[] } | { ok: false; message: string };

/** The end of a double-quoted part, past escapes; -1 when it has none. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0) {
    const run = /\\+$/.exec(text.slice(from, at));
    if (!run || run[0].length % 2 === 0) return at;
    at = text.indexOf('"', at + 1);
  }
  return -1;
}

/** `\"` and `\\`; a backslash before anything else stays. */
function unescape(text: string): string {
  return text.replace(/\\["\\]/g, (pair) => pair.charAt(1));
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

function readPlain(line: string, at: number): Part {
  const rest = line.slice(at);
  const stop = /[ \t"']/.exec(rest);
  const text = stop ? rest.slice(0, stop.index) : rest;
  return { text, end: at + text.length };
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
