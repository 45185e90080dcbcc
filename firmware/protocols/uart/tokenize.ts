// Splits a typed line into words: blanks separate, "..." and '...' quote, \" and \\ inside double quotes. Pure.

type Words = { ok: true; words: string[] } | { ok: false; code: 'invalid_request' | 'invalid_value'; message: string };

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

/** No line that is split has it. */
const STAND_IN = '\x00';

/** `\"` and `\\`; a backslash before anything else stays. */
function unescape(text: string): string {
  if (text.indexOf('\\') < 0) return text;
  let safe = '';
  let rest = text;
  // The interpreter's split finds a separator of two equal characters again one character later.
  for (let at = `${rest}.`.indexOf('\\\\'); at >= 0; at = `${rest}.`.indexOf('\\\\')) {
    safe += rest.slice(0, at) + STAND_IN;
    rest = rest.slice(at + 2);
  }
  return (safe + rest).split('\\"').join('"').split(STAND_IN).join('\\');
}

/** Of typographers, as some editors and phones put them for straight ones: U+2018 to U+201F. */
const CURLY = /^\xe2\x80[\x98-\x9f]/;
const STRAIGHTEN = 'use straight quotes (" or \'), not curly ones, also around a name that begins with one';

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

function refused(code: 'invalid_request' | 'invalid_value', message: string): Words {
  return { ok: false, code, message };
}

/** What is wrong with a part of a word; its text in the line, quotes and all. `isFirst`: the word begins with it. */
function partFault(raw: string, isFirst: boolean): Words | undefined {
  const found = /[\x00-\x1f]/.exec(raw);
  if (!found) return isFirst && CURLY.test(raw) ? refused('invalid_value', STRAIGHTEN) : undefined;
  const byte = raw.charCodeAt(found.index);
  const what = byte === 9 ? 'a TAB inside quotes' : `a control character (${byte.toString(16)})`;
  return refused('invalid_value', `the line contains ${what}; type it again without`);
}

function readPart(line: string, at: number): Part | undefined {
  const c = line.charAt(at);
  return c === '"' || c === "'" ? readQuoted(line, at) : readPlain(line, at);
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
    const part = readPart(line, at);
    if (!part) return refused('invalid_request', `a quote (${c}) is not closed`);
    const wrong = partFault(line.slice(at, part.end), word === undefined);
    if (wrong) return wrong;
    word = (word || '') + part.text;
    at = part.end;
  }
  if (word !== undefined) words.push(word);
  return { ok: true, words };
}
