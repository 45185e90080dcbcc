// The line editor: bytes typed to echo and finished lines. Pure; a burst is cut natively at its control bytes.

import { addLine } from './history.ts';

/** Longest line; the longest legal command has about 150 bytes. */
export const LINE_MAX = 256;

export interface EditorState {
  line: string;
  /** The line was too long and is dropped up to its end. */
  over: boolean;
  /** An escape sequence that has only begun. */
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

function arrow(state: EditorState, letter: string): string {
  if (letter === 'A') return recallAt(state, -1);
  return letter === 'B' ? recallAt(state, 1) : '';
}

function endLine(state: EditorState, byte: string, edit: Edit): void {
  const isPair = byte === '\n' && state.lastByte === '\r';
  if (isPair) return;
  edit.done = state.over ? 'too_long' : 'line';
  edit.text = state.line;
  edit.echo += '\r\n';
  if (!state.over) state.lines = addLine(state.lines, state.line);
  state.at = state.lines.length;
  state.line = '';
  state.over = false;
}

function control(state: EditorState, byte: string, edit: Edit): void {
  if (byte === '\r' || byte === '\n') endLine(state, byte, edit);
  else if (byte === '\b' || byte === '\x7f') edit.echo += eraseOne(state);
  else if (byte === '\x15') edit.echo += replaceLine(state, '');
  else if (byte === '\x1b') state.escape = byte;
  else if (byte === '\x03') edit.done = 'ctrl_c';
  state.lastByte = byte;
}

/** ESC [ letter, perhaps in several bursts; anything else after ESC is dropped. */
function escaped(state: EditorState, byte: string): string {
  if (state.escape === '\x1b' && byte === '[') {
    state.escape = '\x1b[';
    return '';
  }
  const echo = state.escape === '\x1b[' ? arrow(state, byte) : '';
  if (state.escape === '\x1b' || /[A-Za-z~]/.test(byte)) state.escape = '';
  return echo;
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
  if (byte && next.escape) result.echo += escaped(next, byte);
  else if (byte) control(next, byte, result);
}

/** Edits up to the end of a line, a Ctrl-C, or the end of the input. */
export function edit(state: EditorState, input: string): Edit {
  const next = Object.assign({}, state);
  const result: Edit = { next, echo: '', done: '', text: '', rest: input };
  while (result.rest && !result.done) editPart(next, result);
  return result;
}
