// The handshake of Security 0, and the cookie by which a client's requests belong together.

import { type Fields, member, numberIn, readFields } from './protobuf.ts';

/** What is remembered between requests. */
interface Session {
  id: number;
  /** The network that any client applied last: the status reports its result. '' for none. */
  applied: string;
  /** Set, and not applied yet. */
  ssid: string;
  psk: string;
}

/** The cookie is a number of 32 bits. */
export const ID_MAX = 0x7fffffff;

/** Kept as one text: an object would hold ten variables. */
export function packSession(session: Session): string {
  return JSON.stringify([session.id, session.applied, session.ssid, session.psk]);
}

export function unpackSession(text: string): Session {
  const state = (text ? JSON.parse(text) : [0, '', '', '']) as [number, string, string, string];
  return { id: state[0], applied: state[1], ssid: state[2], psk: state[3] };
}

export function cookieOf(session: Session): string {
  return `session=${session.id}`;
}

export function hasCookie(session: Session, header: string): boolean {
  const cookies = header.match(/session=[0-9]*/g);
  return !!cookies && cookies.indexOf(cookieOf(session)) >= 0;
}

/**
 * The session that a request belongs to. Older clients keep to their connection and know no cookies, so that a request
 * without one goes on with what there is; only a handshake begins anew. What another client has set is dropped.
 */
export function sessionFor(now: Session, header: string, isHandshake: boolean, nowMs: number): Session {
  const isRight = hasCookie(now, header);
  if (now.id && (isRight || !header) && !isHandshake) return now;
  const id = isRight ? now.id : ((now.id || Math.floor(nowMs)) % ID_MAX) + 1;
  return { id, applied: now.applied, ssid: '', psk: '' };
}

/** SessionData {sec_ver: 0, sec0: {msg: 0, sc: {}}} -> {sec0: {msg: 1, sr: {}}}; '' for any other scheme. */
export function handshake(request: Fields): string {
  const sec0 = typeof request[10] === 'string' && readFields(request[10]);
  return sec0 && !numberIn(request, 2) && !numberIn(sec0, 1) ? member(10, member(1, 1) + member(21, '')) : '';
}
