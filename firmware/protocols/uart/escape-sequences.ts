// A terminal's escape sequences, byte by byte: arrow keys, Home, End, Delete; the rest are dropped.

import { control, type Edit } from './control-bytes.ts';
import { deleteBehind, type EditorState, left, replaceLine, right, toEnd, toStart, type } from './edited-line.ts';

export const CONTROL = /[\x00-\x1f\x7f]/;

/** Home and End have two numbers each, by the terminal. */
const NUMBERED: { [number: string]: string } = { '1': 'H', '7': 'H', '4': 'F', '8': 'F', '3': 'del' };
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
export function escaped(state: EditorState, byte: string, edit: Edit): void {
  const kind = state.escape.charAt(0);
  if (CONTROL.test(byte)) aborted(state, byte, edit);
  else if (kind === '\x1b') edit.echo += afterEscape(state, byte);
  else if (kind === '[') edit.echo += inCsi(state, byte);
  else if (kind === 'O' && !/[0-9;]/.test(byte)) {
    state.escape = '';
    edit.echo += key(state, byte, '');
  }
}
