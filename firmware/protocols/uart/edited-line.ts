// The line that is being typed: what a change of it shows on the terminal. Pure.

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
export function sizeBefore(line: string): number {
  let size = line ? 1 : 0;
  while (size > 0 && size < 4 && size < line.length && follows(line, line.length - size)) size++;
  return size;
}

function sizeBehind(tail: string): number {
  let size = tail ? 1 : 0;
  while (size > 0 && size < 4 && follows(tail, size)) size++;
  return size;
}

export function type(state: EditorState, text: string): string {
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

/** Erases this many bytes in front of the cursor. */
export function erase(state: EditorState, bytes: number): string {
  if (!bytes) return '';
  const gone = width(state.line.slice(-bytes)) || 1;
  state.line = state.line.slice(0, -bytes);
  return state.tail ? '\b'.repeat(gone) + tailEcho(state, ' '.repeat(gone)) : '\b \b'.repeat(gone);
}

/** Back to a blank that has a word behind it. */
export function wordBefore(line: string): number {
  let at = line.length;
  while (at > 0 && line.charAt(at - 1) === ' ') at--;
  return line.length - 1 - line.slice(0, at).lastIndexOf(' ');
}

export function toStart(state: EditorState): string {
  const back = '\b'.repeat(width(state.line));
  state.tail = state.line + state.tail;
  state.line = '';
  return back;
}

export function toEnd(state: EditorState): string {
  const shown = drawn(state.tail);
  state.line += state.tail;
  state.tail = '';
  return shown;
}

export function left(state: EditorState): string {
  const at = state.line.length - sizeBefore(state.line);
  if (at === state.line.length) return '';
  state.tail = state.line.slice(at) + state.tail;
  state.line = state.line.slice(0, at);
  return '\b';
}

export function right(state: EditorState): string {
  const size = sizeBehind(state.tail);
  const passed = state.tail.slice(0, size);
  state.line += passed;
  state.tail = state.tail.slice(size);
  return drawn(passed);
}

export function deleteBehind(state: EditorState): string {
  if (!state.tail) return '';
  state.tail = state.tail.slice(sizeBehind(state.tail));
  return tailEcho(state, ' ');
}

export function replaceLine(state: EditorState, line: string): string {
  const end = toEnd(state);
  const back = '\b \b'.repeat(width(state.line));
  state.line = line;
  return end + back + drawn(line);
}
