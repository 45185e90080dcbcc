// Cuts a TCP stream into requests: JSON values, `apply,` lines of the original's phone app, and faults. Pure.
//
//   text ──► { or [ : readJson ──► value | wait | fault, then lines are dropped up to one that begins { or apply,
//        ──► apply, : a line
//        ──► else   : a scalar's line: whole JSON is invalid_request, anything else bad_json, then up to the newline

import { readJson } from '../../lib/json/read.ts';

/** From the `{` to the `}` of one request. */
export const REQUEST_MAX = 2048;
const APPLY = 'apply,';

/** Some programs put it before all that they send; RFC 8259 section 8.1 lets it be skipped. */
const BYTE_ORDER_MARK = '\xef\xbb\xbf';

export interface FrameState {
  text: string;
  /**
   * 'start': a byte order mark, if the stream begins with one. After a fault: '' nothing is dropped, 'line' up to the
   * newline, 'object' up to a line that begins a request.
   */
  drop: '' | 'start' | 'line' | 'object';
}

export type Frame =
  | { type: 'json'; text: string; keys: number }
  | { type: 'apply'; text: string }
  | { type: 'fault'; code: 'bad_json' | 'too_deep' | 'too_large' | 'invalid_request'; offset: number }
  /** Nothing whole yet. `quiet`: an `apply` line that 200 ms of silence will end. */
  | { type: 'wait'; begun: boolean; quiet: boolean };

interface Cut {
  frame: Frame;
  rest: FrameState;
}

const IDLE: Frame = { type: 'wait', begun: false, quiet: false };

/** Between requests; C programs send the NUL that ends their strings, telnet one behind each CR. */
function trimmed(text: string): string {
  const found = /[^ \t\r\n\x00]/.exec(text);
  return found ? text.slice(found.index) : '';
}

function state(text: string, drop: FrameState['drop']): FrameState {
  return { text, drop };
}

/** Drops lines until one begins a request; a line that may still become one is held back with its newline. */
function dropLines(now: FrameState): FrameState {
  let newline = now.text.indexOf('\n');
  while (newline >= 0) {
    const text = now.text.slice(newline + 1);
    const line = trimmed(text);
    if (now.drop === 'line' || line.charAt(0) === '{' || line.slice(0, APPLY.length) === APPLY) return state(text, '');
    if (APPLY.startsWith(line)) return state(`\n${line}`, now.drop);
    newline = now.text.indexOf('\n', newline + 1);
  }
  return state('', now.drop);
}

function cutFault(text: string, code: 'bad_json' | 'too_deep' | 'too_large', offset: number): Cut {
  const drop = text.charAt(0) === '{' || text.charAt(0) === '[' ? 'object' : 'line';
  return { frame: { type: 'fault', code, offset }, rest: state(text.slice(offset), drop) };
}

function cutJson(text: string): Cut {
  const reading = readJson(text.length > REQUEST_MAX ? text.slice(0, REQUEST_MAX + 1) : text);
  if (reading.at === 'whole' && reading.end <= REQUEST_MAX) {
    const frame: Frame = { type: 'json', text: text.slice(0, reading.end), keys: reading.keys };
    return { frame, rest: { text: text.slice(reading.end), drop: '' } };
  }
  if (reading.at === 'fault') return cutFault(text, reading.code, reading.offset);
  if (text.length > REQUEST_MAX) return cutFault(text, 'too_large', REQUEST_MAX);
  return { frame: { type: 'wait', begun: true, quiet: false }, rest: state(text, '') };
}

/** Without what may stand behind a line. */
function bare(line: string): string {
  const nul = line.indexOf('\x00');
  const isEnd = nul >= 0 && !/[^\r\x00]/.test(line.slice(nul));
  return (isEnd ? line.slice(0, nul) : line).replace(/\r$/, '');
}

function cutLine(text: string, ended: boolean): { line: string; rest: string } | undefined {
  const newline = text.indexOf('\n');
  if (newline < 0 && !ended) return undefined;
  const end = newline < 0 ? text.length : newline;
  return { line: bare(text.slice(0, end)), rest: text.slice(end + 1) };
}

/** However it came: in one piece with its newline, or byte by byte. */
function isOver(text: string): boolean {
  return text.length > REQUEST_MAX && text.slice(0, REQUEST_MAX + 1).indexOf('\n') < 0;
}

function cutApply(text: string, ended: boolean): Cut {
  if (isOver(text)) return cutFault(text, 'too_large', REQUEST_MAX);
  const cut = cutLine(text, ended);
  if (cut) return { frame: { type: 'apply', text: cut.line }, rest: state(cut.rest, '') };
  return { frame: { type: 'wait', begun: true, quiet: text.length >= APPLY.length }, rest: state(text, '') };
}

/** Neither object nor array nor apply: legal JSON of another kind, or no JSON at all. */
function cutScalar(text: string, ended: boolean): Cut {
  const cut = cutLine(text, ended);
  const reading = readJson((cut ? `${cut.line}\n` : bare(text)).slice(0, REQUEST_MAX + 1));
  if (reading.at === 'fault') return cutFault(text, reading.code, reading.offset);
  if (isOver(text)) return cutFault(text, 'too_large', REQUEST_MAX);
  if (cut) return { frame: { type: 'fault', code: 'invalid_request', offset: 0 }, rest: state(cut.rest, '') };
  return { frame: { type: 'wait', begun: true, quiet: false }, rest: state(text, '') };
}

/** Nothing of the stream was read yet. */
function atStart(text: string, ended: boolean): Cut {
  if (text && !ended && text.length < BYTE_ORDER_MARK.length && BYTE_ORDER_MARK.startsWith(text))
    return { frame: { type: 'wait', begun: true, quiet: false }, rest: state(text, 'start') };
  const isMarked = text.startsWith(BYTE_ORDER_MARK);
  if (text) return nextFrame(state(isMarked ? text.slice(BYTE_ORDER_MARK.length) : text, ''), ended);
  return { frame: IDLE, rest: state('', 'start') };
}

/** The next frame of the stream; call again with `rest` until it says wait. `ended`: nothing more will come. */
/* @hot */
export function nextFrame(now: FrameState, ended: boolean): Cut {
  if (!now.drop && now.text.charAt(0) === '{') return cutJson(now.text);
  if (now.drop === 'start') return atStart(now.text, ended);
  const left = now.drop ? dropLines(now) : now;
  if (left.drop) return { frame: IDLE, rest: left };
  const text = trimmed(left.text);
  if (!text) return { frame: IDLE, rest: state('', '') };
  const first = text.charAt(0);
  if (first === '{' || first === '[') return cutJson(text);
  if (text.slice(0, APPLY.length) === APPLY || APPLY.startsWith(text)) return cutApply(text, ended);
  return cutScalar(text, ended);
}
