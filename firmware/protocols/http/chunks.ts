// A body in chunks: `<size in hex>[;extension]`, that many bytes, ..., a chunk of no bytes, trailers, an empty line.
// Pure: takeChunks() works on a reading that is its caller's own.

import { BODY_MAX, HEAD_MAX, type RequestState } from './request-state.ts';

/** Longest line of a size, and its digits. */
const SIZE_LINE_MAX = 64;
const DIGITS_MAX = 6;
/** `need` of a body in chunks: a size is awaited; the last chunk has come. */
export const CHUNKS = -1;
const TRAILERS = -2;

function end(now: RequestState, at: 'whole' | 'bad', status: number): void {
  now.at = at;
  now.status = status;
  if (status) now.body = '';
}

/** Lines behind the last chunk are dropped; they count like those of the head. */
function takeTrailer(now: RequestState, at: number): void {
  const line = now.rest.slice(0, at).replace(/\r$/, '');
  now.size += at + 1;
  now.rest = now.rest.slice(at + 1);
  if (line === '') end(now, 'whole', 0);
  else if (now.size > HEAD_MAX) end(now, 'whole', 431);
}

function sizeOf(line: string): number {
  const found = /^[ \t]*([0-9a-fA-F]+)[ \t\r]*$/.exec(line.split(';')[0] as string);
  const digits = found ? (found[1] as string) : '';
  return digits === '' || digits.length > DIGITS_MAX ? -1 : parseInt(digits, 16);
}

/** A chunk that is there whole. False: it is still to come, or the body is over. */
function takeChunk(now: RequestState, at: number): boolean {
  const size = sizeOf(now.rest.slice(0, at));
  if (size < 0) end(now, 'bad', 400);
  else if (now.body.length + size > BODY_MAX) end(now, 'whole', 413);
  else if (size === 0) {
    now.need = TRAILERS;
    now.rest = now.rest.slice(at + 1);
    return true;
  } else {
    const from = at + 1;
    const tail = now.rest.charAt(from + size) === '\r' ? 2 : 1;
    if (now.rest.length < from + size + tail) return false;
    if (now.rest.charAt(from + size + tail - 1) !== '\n') end(now, 'bad', 400);
    now.body += now.rest.slice(from, from + size);
    now.rest = now.rest.slice(from + size + tail);
  }
  return now.at === 'body';
}

export function takeChunks(now: RequestState): void {
  let goesOn = true;
  while (goesOn && now.at === 'body') {
    const at = now.rest.indexOf('\n');
    const isLong = at > SIZE_LINE_MAX || (at < 0 && now.rest.length > SIZE_LINE_MAX);
    if (now.need === CHUNKS && isLong) end(now, 'bad', 400);
    else if (now.need === TRAILERS && at < 0 && now.size + now.rest.length > HEAD_MAX) end(now, 'whole', 431);
    else if (at < 0) goesOn = false;
    else if (now.need === TRAILERS) takeTrailer(now, at);
    else goesOn = takeChunk(now, at);
  }
}
