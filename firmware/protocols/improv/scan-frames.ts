// Finds Improv frames in what the UART brings, byte for byte; everything else is typed text. Pure.
//
// Text is passed on at once, or every I that is typed would be late. When a frame turns out to have begun in text that
// was passed on (its header came in two bursts), that text is called back.

import { FRAME_EXTRA, HEAD_BYTES } from './frame.ts';

const WORD = 'IMPROV';
/**
 * Control bytes that a keyboard sends behind a word: Ctrl-C, Ctrl-E, backspace, TAB, line ends, Ctrl-U, Ctrl-W, ESC, DEL.
 * Ctrl-A is Improv's version 1.
 */
const KEYS = '\x03\x05\x08\t\n\r\x15\x17\x1b';

export interface FrameScan {
  /** A frame that has begun, its version included. */
  held: string;
  /** End of the text passed on last that may begin a frame. */
  tail: string;
  /** A frame has just ended: one newline behind it belongs to it. */
  ended: boolean;
}

interface Scanned {
  next: FrameScan;
  /** Text passed on before that belongs to a frame. */
  back: string;
  text: string;
  /** A whole frame, '' for none. */
  frame: string;
  /** What is still to be heard. */
  rest: string;
}

export function newFrameScan(): FrameScan {
  return { held: '', tail: '', ended: false };
}

/** A byte that no key sends and that does not begin a UTF-8 character. '' is none. */
function isVersion(byte: string): boolean {
  const code = byte.charCodeAt(0);
  if (code < 0x20) return KEYS.indexOf(byte) < 0;
  return (code >= 0x80 && code < 0xc2) || code > 0xf4;
}

/** Place of the next header, or -1. The port's indexOf may find only a half of the word at the text's end. */
function headAt(text: string): number {
  let at = text.indexOf(WORD);
  while (at >= 0 && text.slice(at, at + WORD.length) === WORD) {
    if (isVersion(text.charAt(at + WORD.length))) return at;
    at = text.indexOf(WORD, at + WORD.length);
  }
  return -1;
}

/** The word has one I: only the last can begin it at the text's end. */
function tailOf(text: string): string {
  const end = text.slice(-WORD.length);
  const at = end.lastIndexOf('I');
  const tail = at < 0 ? '' : end.slice(at);
  return WORD.slice(0, tail.length) === tail ? tail : '';
}

function hearText(state: FrameScan, bytes: string): Scanned {
  const given = state.ended && bytes.charAt(0) === '\n' ? bytes.slice(1) : bytes;
  const known = state.tail.length;
  const all = state.tail + given;
  const at = headAt(all);
  if (at < 0)
    return { next: { held: '', tail: tailOf(all), ended: false }, back: '', text: given, frame: '', rest: '' };
  const begun = at + WORD.length + 1;
  const isSplit = at < known;
  return {
    next: { held: all.slice(at, begun), tail: '', ended: false },
    back: isSplit ? state.tail : '',
    text: isSplit ? '' : all.slice(known, at),
    frame: '',
    rest: all.slice(begun),
  };
}

/** Hears up to the beginning or the end of a frame, or the end of the input. */
export function scanFrames(state: FrameScan, bytes: string): Scanned {
  if (!state.held) return hearText(state, bytes);
  const all = state.held + bytes;
  const size = all.length < HEAD_BYTES ? HEAD_BYTES + 1 : FRAME_EXTRA + all.charCodeAt(HEAD_BYTES - 1);
  const isWhole = all.length >= size;
  return {
    next: { held: isWhole ? '' : all, tail: '', ended: isWhole },
    back: '',
    text: '',
    frame: isWhole ? all.slice(0, size) : '',
    rest: isWhole ? all.slice(size) : '',
  };
}

/** A damaged frame has lost bytes: the next one may have begun in it. What is to be heard after it. */
export function again(frame: string, rest: string): string {
  const all = frame.slice(1) + rest;
  const at = headAt(all);
  return at >= 0 && at < frame.length - 1 ? all.slice(at) : rest;
}
