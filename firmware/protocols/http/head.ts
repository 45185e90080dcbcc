// What the head of a request means. Pure: each function works on a reading that is its caller's own.

import { CHUNKS } from './chunks.ts';
import { header } from './header.ts';
import { BODY_MAX, type RequestState } from './request-state.ts';

/** Digits of a length that the interpreter surely reads right. */
const DIGITS_MAX = 9;

export function bad(now: RequestState, status: number): void {
  now.at = 'bad';
  now.status = status;
}

/** Without :80 and the root's dot; undefined when it can't be a host. */
function hostOf(value: string): string | undefined {
  const host = value.toLowerCase().replace(/:80$/, '').replace(/\.$/, '');
  return /[^a-z0-9.:_\[\]-]/.test(host) ? undefined : host;
}

function takeTarget(now: RequestState, target: string): void {
  let path = target;
  if (/^http:\/\//i.test(target)) {
    // As sent to a proxy; its host counts, not the header's.
    const slash = target.indexOf('/', 7);
    const host = hostOf(target.slice(7, slash < 0 ? target.length : slash));
    if (!host) return bad(now, 400);
    now.host = host;
    path = slash < 0 ? '/' : target.slice(slash);
  } else if (target.charAt(0) !== '/' && now.method !== 'CONNECT' && target !== '*') return bad(now, 400);
  const mark = path.indexOf('?');
  now.path = mark < 0 ? path : path.slice(0, mark);
  now.query = mark < 0 ? '' : path.slice(mark + 1);
  now.at = 'head';
}

export function takeLine(now: RequestState, line: string): void {
  const words = line.split(' ');
  const method = words[0] as string;
  const version = words[2] || '';
  if (words.length !== 3 || /[^A-Za-z-]/.test(method) || /[^!-~]/.test(words[1] as string)) return bad(now, 400);
  if (!/^HTTP\/\d\.\d$/.test(version)) return bad(now, 400);
  if (version.charAt(5) !== '1') return bad(now, 505);
  now.method = method;
  now.minor = version.slice(-1);
  takeTarget(now, words[1] as string);
}

/** Bytes, or CHUNKS; undefined where it makes no sense. (Two lengths come as a list, which is no number.) */
function lengthOf(now: RequestState): number | undefined {
  const length = header(now.head, 'content-length');
  const coding = header(now.head, 'transfer-encoding');
  if (coding !== undefined) return length === undefined ? CHUNKS : undefined;
  if (length === undefined) return 0;
  if (length === '' || /[^\d]/.test(length)) return undefined;
  return length.length > DIGITS_MAX ? BODY_MAX + 1 : parseInt(length, 10);
}

/** What the body is to be: the status of a refusal, or 0. */
function judgeBody(now: RequestState): number {
  const length = lengthOf(now);
  if (length === undefined) return 400;
  if (length === CHUNKS && (header(now.head, 'transfer-encoding') !== 'chunked' || now.minor === '0')) return 411;
  now.need = length;
  if (now.need > BODY_MAX) return 413;
  const expected = now.minor === '0' ? undefined : header(now.head, 'expect');
  now.waits = expected !== undefined;
  return !now.waits || expected === '100-continue' ? 0 : 417;
}

export function endHead(now: RequestState): void {
  const given = header(now.head, 'host');
  const host = hostOf(given || '');
  if ((given === undefined && now.minor !== '0') || host === undefined) return bad(now, 400);
  if (!now.host) now.host = host;
  const status = judgeBody(now);
  if (status === 400) return bad(now, 400);
  now.status = status;
  now.at = status ? 'whole' : 'body';
}
