// Reads one HTTP/1.x request from bytes that come in any pieces. Pure.
//
//   line ──► head ──► body ──► whole        a line that is not HTTP, or too many lines: bad
//
// Lines are taken as they come, all that are there at once by native calls; those that are not needed are dropped, also
// while they still arrive.

import { takeChunks } from './chunks.ts';
import { bad, endHead, takeLine } from './head.ts';
import { areHeaders, isKept, keptOf } from './header.ts';
import { HEAD_MAX, type RequestState } from './request-state.ts';

/** Consumes `bytes` bytes of the head. */
function use(now: RequestState, bytes: number): void {
  now.size += bytes;
  now.rest = now.rest.slice(bytes);
}

/** Some clients send an empty line after the body of their last request. */
function takeFirstLine(now: RequestState): void {
  use(now, now.rest.length - now.rest.replace(/^[\r\n]*/, '').length);
  const room = HEAD_MAX - now.size;
  if (room < 0) return;
  // Bytes of something else, like TLS, may never have a line end.
  if (/^[^A-Za-z]/.test(now.rest)) return bad(now, 400);
  const end = now.rest.slice(0, room).indexOf('\n');
  if (end < 0) return;
  const line = now.rest.slice(0, end).replace(/\r$/, '');
  use(now, end + 1);
  takeLine(now, line);
}

/** Where the empty line begins, seen from the newline before `text`; -1: it is still to come. */
function endOf(text: string): number {
  // Over 4 KB indexOf takes the interpreter some hundred times as long as a pattern.
  const bare = /\n\n/.exec(text);
  const whole = /\n\r\n/.exec(text);
  const first = !bare || (whole && whole.index < bare.index) ? whole : bare;
  return first ? first.index : -1;
}

/** All header lines that are there, within the limit: what is beyond was never seen, however it came. */
function takeLines(now: RequestState): void {
  const text = `\n${now.rest.slice(0, HEAD_MAX - now.size)}`;
  const end = endOf(text);
  const last = end < 0 ? text.lastIndexOf('\n') : end;
  const lines = text.slice(0, last);
  if (!areHeaders(lines)) return bad(now, 400);
  now.head = keptOf(now.head + lines);
  use(now, end < 0 ? last : last + (text.charAt(end + 1) === '\r' ? 2 : 1));
  if (end >= 0) endHead(now);
}

/** Of an unfinished line that is not needed, only the name. */
function shorten(now: RequestState): void {
  const colon = now.rest.indexOf(':');
  if (colon < 0 || isKept(now.rest)) return;
  now.size += now.rest.length - colon - 1;
  now.rest = now.rest.slice(0, colon + 1);
}

/** The reading after these bytes; what comes after the body is dropped, since each connection has one request. */
export function readRequest(before: RequestState, bytes: string): RequestState {
  const now = Object.assign({}, before);
  now.rest += bytes;
  if (now.at === 'line') takeFirstLine(now);
  if (now.at === 'head') takeLines(now);
  if (now.at === 'line' || now.at === 'head') {
    if (now.size + now.rest.length > HEAD_MAX) bad(now, 431);
    else if (now.at === 'head') shorten(now);
  }
  if (now.at === 'body' && now.need < 0) takeChunks(now);
  else if (now.at === 'body' && now.rest.length >= now.need) {
    now.body = now.rest.slice(0, now.need);
    now.at = 'whole';
  }
  if (now.at === 'whole' || now.at === 'bad') now.rest = '';
  return now;
}

/** The client waits for a word before it sends the body. */
export function awaitsContinue(now: RequestState): boolean {
  return now.at === 'body' && now.waits && now.rest === '' && now.body === '';
}
