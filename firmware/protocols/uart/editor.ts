// The line editor: bytes typed to echo and finished lines. Pure; a burst is cut natively at its control bytes.

import { control, type Edit } from './control-bytes.ts';
import { type EditorState, type } from './edited-line.ts';
import { CONTROL, escaped } from './escape-sequences.ts';

/** What is typed in front of a long line is echoed with all that is behind it: a burst of that could fill the memory. */
export const ECHO_MAX = 1024;

export function newEditor(): EditorState {
  return { line: '', tail: '', over: false, escape: '', lastByte: '', lines: [], at: 0 };
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

/** Edits up to the end of a line, a Ctrl-C, the end of the input, or an echo that is long enough. */
export function edit(state: EditorState, input: string): Edit {
  const next = Object.assign({}, state);
  const result: Edit = { next, echo: '', done: '', text: '', rest: input };
  while (result.rest && !result.done && result.echo.length < ECHO_MAX) editPart(next, result);
  return result;
}
