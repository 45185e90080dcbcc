// Control bytes: the end of a line, and the keys that erase or move.

import { type EditorState, erase, replaceLine, sizeBefore, toEnd, toStart, type, wordBefore } from './edited-line.ts';
import { addLine } from './line-recall.ts';

export interface Edit {
  next: EditorState;
  echo: string;
  /** A line was ended; too_long when it was dropped. */
  done: 'line' | 'too_long' | 'ctrl_c' | '';
  text: string;
  /** What of the input is still to be edited. */
  rest: string;
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

/** Programs send them, not people: a NUL behind the CR of telnet and of a line that breaks, XON and XOFF of a terminal's flow control. */
const BETWEEN = '\x00\x11\x13';

/* @hot */
export function control(state: EditorState, byte: string, edit: Edit): void {
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
