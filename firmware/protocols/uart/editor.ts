// The line editor: bytes typed to echo and finished lines. Pure; a burst is cut natively at its control bytes.

import { addLine } from './line-recall.ts';

/** Longest line; the longest legal command has about 150 bytes. */
export const LINE_MAX = 256;

export interface EditorState {
  /** Left of the cursor, and from the cursor on. */
  line: string;
  tail: string;
  /** The line was too long and is dropped up to its end. */
  over: boolean;
  /** An escape sequence that has only begun, see escaped(). */
  escape: string;
  lastByte: string;
  lines: string[];
  /** Place in the recall; its length means the line being typed. */
  at: number;
}

export interface Edit {
  next: EditorState;
  echo: string;
  /** A line was ended; too_long when it was dropped. */
  done: 'line' | 'too_long' | 'ctrl_c' | '';
  text: string;
  /** What of the input is still to be edited. */
  rest: string;
}

/** Home and End have two numbers each, by the terminal. */
const NUMBERED: { [number: string]: string } = { '1': 'H', '7': 'H', '4': 'F', '8': 'F', '3': 'del' };
const CONTROL = /[\x00-\x1f\x7f]/;

export function newEditor(): EditorState {
  return { line: '', tail: '', over: false, escape: '', lastByte: '', lines: [], at: 0 };
}

function width(text: string): number {
  return text.replace(/[\x80-\xbf]/g, '').length;
}

/** What no terminal can show as it is: a blank for a TAB, `?` for others; they stay in the line, which is then refused. */
function drawn(text: string): string {
  return text.replace(/\t/g, ' ').replace(/[\x00-\x1f]/g, '?');
}

/** The tail, `more` behind it, and back to the cursor. */
function tailEcho(state: EditorState, more: string): string {
  const tail = state.tail;
  return tail || more ? drawn(tail) + more + '\b'.repeat(width(tail) + more.length) : '';
}

/** The line as it stands on the screen, the cursor in its place. */
export function shownLine(state: EditorState): string {
  return drawn(state.line) + tailEcho(state, '');
}

function follows(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xc0) === 0x80;
}

/** Bytes of the character in front of the cursor: UTF-8's following bytes (10xxxxxx) go with their first, three at most. */
function sizeBefore(line: string): number {
  let size = line ? 1 : 0;
  while (size > 0 && size < 4 && size < line.length && follows(line, line.length - size)) size++;
  return size;
}

function sizeBehind(tail: string): number {
  let size = tail ? 1 : 0;
  while (size > 0 && size < 4 && follows(tail, size)) size++;
  return size;
}

function type(state: EditorState, text: string): string {
  if (state.over || state.line.length + state.tail.length + text.length > LINE_MAX) {
    state.over = true;
    state.line = '';
    state.tail = '';
    return '';
  }
  // With a tail behind it the first half of a character was shown as one: it is drawn again, whole.
  const half = state.tail && follows(text, 0) ? sizeBefore(state.line) : 0;
  const again = half ? `\b${state.line.slice(-half)}` : '';
  state.line += text;
  return again + drawn(text) + tailEcho(state, '');
}

/** So many bytes in front of the cursor go. */
export function erase(state: EditorState, bytes: number): string {
  if (!bytes) return '';
  const gone = width(state.line.slice(-bytes)) || 1;
  state.line = state.line.slice(0, -bytes);
  return state.tail ? '\b'.repeat(gone) + tailEcho(state, ' '.repeat(gone)) : '\b \b'.repeat(gone);
}

/** Back to a blank that has a word behind it. */
function wordBefore(line: string): number {
  let at = line.length;
  while (at > 0 && line.charAt(at - 1) === ' ') at--;
  return line.length - 1 - line.slice(0, at).lastIndexOf(' ');
}

function toStart(state: EditorState): string {
  const back = '\b'.repeat(width(state.line));
  state.tail = state.line + state.tail;
  state.line = '';
  return back;
}

function toEnd(state: EditorState): string {
  const shown = drawn(state.tail);
  state.line += state.tail;
  state.tail = '';
  return shown;
}

function left(state: EditorState): string {
  const at = state.line.length - sizeBefore(state.line);
  if (at === state.line.length) return '';
  state.tail = state.line.slice(at) + state.tail;
  state.line = state.line.slice(0, at);
  return '\b';
}

function right(state: EditorState): string {
  const size = sizeBehind(state.tail);
  const passed = state.tail.slice(0, size);
  state.line += passed;
  state.tail = state.tail.slice(size);
  return drawn(passed);
}

function deleteBehind(state: EditorState): string {
  if (!state.tail) return '';
  state.tail = state.tail.slice(sizeBehind(state.tail));
  return tailEcho(state, ' ');
}

function replaceLine(state: EditorState, line: string): string {
  const end = toEnd(state);
  const back = '\b \b'.repeat(width(state.line));
  state.line = line;
  return end + back + drawn(line);
}

function recallAt(state: EditorState, step: number): string {
  const at = state.at + step;
  if (at < 0 || at > state.lines.length) return '';
  state.at = at;
  return replaceLine(state, state.lines[at] || '');
}

/** What a terminal's key means: the letter of a CSI or SS3 sequence, and of `~` the number before it. */
function key(state: EditorState, letter: string, number: string): string {
  const name = letter === '~' ? NUMBERED[number] || '' : letter;
  if (name === 'A') return recallAt(state, -1);
  if (name === 'B') return recallAt(state, 1);
  if (name === 'C') return right(state);
  if (name === 'D') return left(state);
  if (name === 'H') return toStart(state);
  if (name === 'F') return toEnd(state);
  return name === 'del' ? deleteBehind(state) : '';
}

function endLine(state: EditorState, byte: string, edit: Edit): void {
  const isPair = byte === '\n' && state.lastByte === '\r';
  if (isPair) return;
  edit.done = state.over ? 'too_long' : 'line';
  edit.text = (state.line + state.tail).replace(/^\xef\xbb\xbf/, '');
  edit.echo += '\r\n';
  if (!state.over) state.lines = addLine(state.lines, edit.text);
  state.at = state.lines.length;
  state.line = '';
  state.tail = '';
  state.over = false;
}

/** Nobody types them: a NUL behind the CR of telnet and of a line that breaks, XON and XOFF of a terminal's flow control. */
const BETWEEN = '\x00\x11\x13';

/* @hot */
function control(state: EditorState, byte: string, edit: Edit): void {
  if (byte === '\r' || byte === '\n') endLine(state, byte, edit);
  else if (byte === '\b' || byte === '\x7f') edit.echo += erase(state, sizeBefore(state.line));
  else if (byte === '\x15') edit.echo += replaceLine(state, '');
  else if (byte === '\x17') edit.echo += erase(state, wordBefore(state.line));
  else if (byte === '\x01') edit.echo += toStart(state);
  else if (byte === '\x05') edit.echo += toEnd(state);
  else if (byte === '\x1b') state.escape = byte;
  else if (byte === '\x03') edit.done = 'ctrl_c';
  else if (state.line || state.tail || BETWEEN.indexOf(byte) < 0) edit.echo += type(state, byte);
  if (BETWEEN.indexOf(byte) < 0) state.lastByte = byte;
}

const STRINGS = ']PX^_';
/** What is kept of a CSI sequence. */
const CSI_MAX = 4;

/** A control byte ends any sequence and keeps its own meaning. */
function aborted(state: EditorState, byte: string, edit: Edit): void {
  const isString = STRINGS.indexOf(state.escape) >= 0;
  state.escape = '';
  // BEL ends a string, and so does ESC with a backslash.
  if (isString && byte === '\x07') return;
  control(state, byte, edit);
  if (isString && byte === '\x1b') state.escape = '\x1b\\';
}

/** Right behind ESC: a sequence goes on, or the letter is typed. */
function afterEscape(state: EditorState, byte: string): string {
  const isOver = state.escape === '\x1b\\' && byte === '\\';
  const isMore = byte === '[' || byte === 'O' || STRINGS.indexOf(byte) >= 0;
  state.escape = isMore ? byte : '';
  return isMore || isOver ? '' : type(state, byte);
}

/** CSI: parameters up to a letter; `[[` is the Linux console's own. */
function inCsi(state: EditorState, byte: string): string {
  const begun = state.escape;
  const isOver = begun === '[[' || (/[@-~]/.test(byte) && (byte !== '[' || begun !== '['));
  // Of the parameters the first is enough.
  const more = begun.length < CSI_MAX ? begun + byte : begun;
  state.escape = isOver || byte > '~' ? '' : more;
  if (byte > '~') return type(state, byte);
  return isOver && begun !== '[[' ? key(state, byte, begun.slice(1).split(';')[0] as string) : '';
}

/** One byte of a sequence: `\x1b` ESC, `[` CSI, `O` SS3, `]PX^_` a string, such as terminals answer. */
/* @rare */
function escaped(state: EditorState, byte: string, edit: Edit): void {
  const kind = state.escape.charAt(0);
  if (CONTROL.test(byte)) aborted(state, byte, edit);
  else if (kind === '\x1b') edit.echo += afterEscape(state, byte);
  else if (kind === '[') edit.echo += inCsi(state, byte);
  else if (kind === 'O' && !/[0-9;]/.test(byte)) {
    state.escape = '';
    edit.echo += key(state, byte, '');
  }
}

/** Text up to the next control byte, and that byte. */
function editPart(next: EditorState, result: Edit): void {
  const stop = CONTROL.exec(result.rest);
  const at = next.escape ? 0 : stop ? stop.index : result.rest.length;
  const byte = result.rest.charAt(at);
  if (at) {
    result.echo += type(next, result.rest.slice(0, at));
    next.lastByte = '';
  }
  result.rest = result.rest.slice(at + 1);
  if (byte && next.escape) escaped(next, byte, result);
  else if (byte) control(next, byte, result);
}

/** Edits up to the end of a line, a Ctrl-C, or the end of the input. */
export function edit(state: EditorState, input: string): Edit {
  const next = Object.assign({}, state);
  const result: Edit = { next, echo: '', done: '', text: '', rest: input };
  while (result.rest && !result.done) editPart(next, result);
  return result;
}
