// The line editor: bytes typed to echo and finished lines. Pure; a burst is cut natively at its control bytes.

import { addLine } from './line-recall.ts';

/** Longest line; the longest legal command has about 150 bytes. */
export const LINE_MAX = 256;

export interface EditorState {
  line: string;
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

const CONTROL = /[\x00-\x1f\x7f]/;

export function newEditor(): EditorState {
  return { line: '', over: false, escape: '', lastByte: '', lines: [], at: 0 };
}

function type(state: EditorState, text: string): string {
  if (state.over || state.line.length + text.length > LINE_MAX) {
    state.over = true;
    state.line = '';
    return '';
  }
  state.line += text;
  return text;
}

/** One character back: UTF-8's following bytes (10xxxxxx) go with their first. */
function eraseOne(state: EditorState): string {
  if (!state.line) return '';
  const cut = state.line.replace(/[\x80-\xbf]*$/, '');
  state.line = cut.length < state.line.length ? cut.slice(0, -1) : state.line.slice(0, -1);
  return '\b \b';
}

function width(text: string): number {
  return text.replace(/[\x80-\xbf]/g, '').length;
}

function replaceLine(state: EditorState, line: string): string {
  const back = '\b \b'.repeat(width(state.line));
  state.line = line;
  return back + line;
}

function recallAt(state: EditorState, step: number): string {
  const at = state.at + step;
  if (at < 0 || at > state.lines.length) return '';
  state.at = at;
  return replaceLine(state, state.lines[at] || '');
}

/** What a terminal's key means: the letter of a CSI or SS3 sequence. */
function key(state: EditorState, letter: string): string {
  if (letter === 'A') return recallAt(state, -1);
  return letter === 'B' ? recallAt(state, 1) : '';
}

function endLine(state: EditorState, byte: string, edit: Edit): void {
  const isPair = byte === '\n' && state.lastByte === '\r';
  if (isPair) return;
  edit.done = state.over ? 'too_long' : 'line';
  edit.text = state.line.replace(/^\xef\xbb\xbf/, '');
  edit.echo += '\r\n';
  if (!state.over) state.lines = addLine(state.lines, edit.text);
  state.at = state.lines.length;
  state.line = '';
  state.over = false;
}

/** What no terminal can show as it is: a blank for a TAB, `?` for others; they stay in the line, which is then refused. */
export function drawn(text: string): string {
  return text.replace(/\t/g, ' ').replace(/[\x00-\x1f]/g, '?');
}

/* @hot */
function control(state: EditorState, byte: string, edit: Edit): void {
  if (byte === '\r' || byte === '\n') endLine(state, byte, edit);
  else if (byte === '\b' || byte === '\x7f') edit.echo += eraseOne(state);
  else if (byte === '\x15') edit.echo += replaceLine(state, '');
  else if (byte === '\x1b') state.escape = byte;
  else if (byte === '\x03') edit.done = 'ctrl_c';
  // A NUL comes behind the CR of telnet, and of a line that breaks.
  else if (byte !== '\x00' || state.line) edit.echo += drawn(type(state, byte));
  state.lastByte = byte === '\x00' ? state.lastByte : byte;
}

const STRINGS = ']PX^_';

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
  state.escape = isOver || byte > '~' ? '' : byte === '[' ? '[[' : '[0';
  if (byte > '~') return type(state, byte);
  return isOver && begun !== '[[' ? key(state, byte) : '';
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
    edit.echo += key(state, byte);
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
