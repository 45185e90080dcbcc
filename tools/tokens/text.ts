// Turns pretokenised code back into the JavaScript that it stands for.

import { INT8, INT16, STRING8, STRING16, wordOf, ZERO } from './table.ts';

interface Text {
  text: string;
  /** Of each character of the text, the byte that it comes from. */
  from: number[];
}

interface Piece {
  text: string;
  /** Bytes that it stands for. */
  bytes: number;
}

const QUOTES = '"\'`';
const WORD_CHARACTER = /[\w$]/;
/** A slash behind one of these words begins a regular expression, as behind any operator. */
const BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|instanceof)$/;

/** The longest of them, and what stands before it. */
const LOOK_BACK = 12;

const escaped = (byte: string): string => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`;
const quoted = (bytes: string): string => `"${bytes.replace(/[^ !#-[\]-~]/g, escaped)}"`;
const number = (value: number, bytes: number): Piece => ({ text: String(value), bytes });

/** A string or a template that stands as text; up to the end where it has none. */
function literalEnd(code: string, at: number): number {
  const quote = code.charAt(at);
  let end = at + 1;
  while (end < code.length && code.charAt(end) !== quote) {
    if (code.charAt(end) === '\\') end++;
    // With texts and templates of its own.
    if (quote === '`' && code.startsWith('${', end)) end = expressionEnd(code, end + 2);
    else end++;
  }
  return Math.min(end + 1, code.length);
}

/** What stands in `${...}` of a template, up to behind its brace. */
function expressionEnd(code: string, from: number): number {
  let at = from;
  for (let depth = 1; depth > 0 && at < code.length; ) {
    const character = code.charAt(at);
    if (character === '{') depth++;
    if (character === '}') depth--;
    at = QUOTES.includes(character) ? literalEnd(code, at) : at + 1;
  }
  return at;
}

function regexEnd(code: string, at: number): number {
  let isInClass = false;
  let end = at + 1;
  while (end < code.length && code.charAt(end) !== '\n' && (isInClass || code.charAt(end) !== '/')) {
    if (code.charAt(end) === '\\') end++;
    else if (code.charAt(end) === '[') isInClass = true;
    else if (code.charAt(end) === ']') isInClass = false;
    end++;
  }
  return end + 1;
}

function commentEnd(code: string, at: number): number {
  const end = code.startsWith('//', at) ? code.indexOf('\n', at) : code.indexOf('*/', at) + 2;
  return end < at + 2 ? code.length : end;
}

/** Parts that stay text, whatever is in them: a byte there is not a token. */
function verbatim(code: string, at: number, before: string): Piece {
  const character = code.charAt(at);
  const piece = (end: number): Piece => ({ text: code.slice(at, end), bytes: end - at });
  if (QUOTES.includes(character)) return piece(literalEnd(code, at));
  if (character !== '/') return piece(at + 1);
  if (/[/*]/.test(code.charAt(at + 1))) return piece(commentEnd(code, at));
  const isDivision = /[\w$)\]}]$/.test(before) && !BEFORE_REGEX.test(before);
  return piece(isDivision ? at + 1 : regexEnd(code, at));
}

function pieceAt(code: string, at: number, before: string): Piece {
  const byte = (offset: number): number => code.charCodeAt(at + offset) || 0;
  const word = byte(1) | (byte(2) << 8);
  const string = (head: number, length: number): Piece => ({
    text: quoted(code.slice(at + head, at + head + length)),
    bytes: head + length,
  });
  if (byte(0) === STRING8) return string(2, byte(1));
  if (byte(0) === STRING16) return string(3, word);
  if (byte(0) === ZERO) return number(0, 1);
  if (byte(0) === INT8) return number((byte(1) << 24) >> 24, 2);
  if (byte(0) === INT16) return number((word << 16) >> 16, 3);
  const token = wordOf(byte(0));
  return token === undefined ? verbatim(code, at, before) : { text: token, bytes: 1 };
}

/** Two that would be read as one: `return a`, `a+ ++b`. */
function needsSpace(before: string, next: string): boolean {
  const first = next.charAt(0);
  if (WORD_CHARACTER.test(before)) return WORD_CHARACTER.test(first);
  return before === first && '+-/'.includes(first);
}

/** Code that has no tokens in it comes out as it went in. `code`: one character for each byte. */
export function textOf(code: string): Text {
  const from: number[] = [];
  const pieces: string[] = [];
  let before = '';
  let wasToken = false;
  for (let at = 0; at < code.length; ) {
    const piece = pieceAt(code, at, before);
    const isToken = piece.text !== code.slice(at, at + piece.bytes);
    const space = (isToken || wasToken) && needsSpace(before.slice(-1), piece.text) ? ' ' : '';
    pieces.push(space, piece.text);
    before = (before + space + piece.text.slice(-LOOK_BACK)).slice(-LOOK_BACK);
    for (let i = -space.length; i < piece.text.length; i++) from.push(isToken ? at : at + Math.max(i, 0));
    wasToken = isToken;
    at += piece.bytes;
  }
  return { text: pieces.join(''), from };
}
