// The sealed session as a state machine: (session, message) -> (session, what to say and do). Pure.
//
//   none ──hello──► greeted ──right proof──► authorized ──frames──► authorized
//    ▲   ◄─wrong proof──┘ ◄─a newer hello, any's────┘  │
//    └──── connection gone, ten minutes, a box that is not the next one ◄──┘
//
// There is one session at a time. The client proves first, so that who only connects gets nothing to guess at.

import type { Ciphers } from '../../platform/ports.ts';
import type { SessionKey } from '../key.ts';
import { ROUNDS } from '../key.ts';
import { type Message, seal, unseal } from './frame.ts';
import { CLIENT_PROOF, DEVICE_PROOF, frameKeys, isSame, keysOf, proofOf, transcript } from './keys.ts';

export const SESSION_MS = 600_000;
const VERSION = 1;
const NONCE_HEX = 32;

export interface Session {
  phase: 'none' | 'greeted' | 'authorized';
  /** The number of the connection that it belongs to. */
  owner: number;
  /** Greeted: the transcript's hash. Proved: the keys. */
  secret: string;
  /** Boxes that have come and gone. */
  received: number;
  sent: number;
  endMs: number;
}

/** What the step cannot know by itself. */
export interface Facts {
  owner: number;
  nowMs: number;
  /** Until then all clients are refused. */
  lockedMs: number;
  id: string;
  /** undefined: not made yet. */
  key: SessionKey | undefined;
  /** A new one at each call, '' while there cannot be one. */
  nonce(): string;
}

export interface Step {
  next: Session;
  /** A line to send, without its end. */
  reply?: string;
  /** What was in the box. */
  request?: string;
  /** How a proof turned out. */
  proof?: 'right' | 'wrong';
}

export const NO_SESSION: Session = { phase: 'none', owner: 0, secret: '', received: 0, sent: 0, endMs: 0 };

/** `locked` and `busy` may be over later; the others are the client's fault. */
type Refusal = 'locked' | 'busy' | 'hello' | 'proof' | 'mac' | 'state' | 'json';

/* @rare */
function refusal(error: Refusal, seconds: number): string {
  return JSON.stringify(seconds ? { t: 'err', e: error, s: seconds } : { t: 'err', e: error });
}

function refuse(next: Session, error: Refusal): Step {
  return { next, reply: refusal(error, 0) };
}

/** Has this connection an authorized session? */
export function isAuthorized(session: Session, owner: number, nowMs: number): boolean {
  return session.phase === 'authorized' && session.owner === owner && nowMs < session.endMs;
}

/** The client's nonce; '' for anything but 16 bytes in lower-case hex. */
function clientNonce(message: Message, ciphers: Ciphers): string {
  const hex = message['cn'];
  if (message['v'] !== VERSION || typeof hex !== 'string' || hex.length !== NONCE_HEX) return '';
  const nonce = ciphers.fromHex(hex);
  return ciphers.toHex(nonce) === hex ? nonce : '';
}

function greet(session: Session, message: Message, facts: Facts, ciphers: Ciphers): Step {
  if (isAuthorized(session, session.owner, facts.nowMs))
    return refuse(session, session.owner === facts.owner ? 'state' : 'busy');
  const waitMs = facts.lockedMs - facts.nowMs;
  if (waitMs > 0) return { next: session, reply: refusal('locked', Math.ceil(waitMs / 1000)) };
  const theirs = clientNonce(message, ciphers);
  if (!theirs) return refuse(session, 'hello');
  const nonce = facts.key ? facts.nonce() : '';
  if (!facts.key || !nonce) return refuse(session, 'busy');
  const salt = facts.key.salt;
  const secret = transcript(ciphers, 'PROVLAN1', { salt, clientNonce: theirs, nonce, id: facts.id });
  const next: Session = { phase: 'greeted', owner: facts.owner, secret, received: 0, sent: 0, endMs: 0 };
  const hello = { t: 'hello', v: VERSION, id: facts.id, salt: ciphers.toHex(salt), it: ROUNDS };
  return { next, reply: JSON.stringify(Object.assign(hello, { dn: ciphers.toHex(nonce) })) };
}

function prove(session: Session, message: Message, facts: Facts, ciphers: Ciphers): Step {
  if (session.phase !== 'greeted' || session.owner !== facts.owner || !facts.key) return refuse(session, 'state');
  const keys = keysOf(ciphers, facts.key.psk, session.secret);
  if (!isSame(proofOf(ciphers, keys, CLIENT_PROOF, session.secret), message['p']))
    return { next: NO_SESSION, reply: refusal('proof', 0), proof: 'wrong' };
  const reply = `{"t":"proof","p":"${proofOf(ciphers, keys, DEVICE_PROOF, session.secret)}"}`;
  const authorized = { phase: 'authorized' as const, secret: frameKeys(keys), endMs: facts.nowMs + SESSION_MS };
  return { next: Object.assign({}, session, authorized), reply, proof: 'right' };
}

function open(session: Session, message: Message, facts: Facts, ciphers: Ciphers): Step {
  if (!isAuthorized(session, facts.owner, facts.nowMs)) return refuse(session, 'state');
  const request = unseal(ciphers, session.secret, session.received, message);
  if (request === undefined) return refuse(NO_SESSION, 'mac');
  return { next: Object.assign({}, session, { received: session.received + 1 }), request };
}

/** One line with key `t`. */
export function step(session: Session, message: Message, facts: Facts, ciphers: Ciphers): Step {
  const type = message['t'];
  if (type === 'hello') return greet(session, message, facts, ciphers);
  if (type === 'proof') return prove(session, message, facts, ciphers);
  if (type === 'box') return open(session, message, facts, ciphers);
  return refuse(session, 'json');
}

/** Something for the owner, in the next box. */
export function sealNext(session: Session, text: string, ciphers: Ciphers): { next: Session; reply: string } {
  const reply = seal(ciphers, session.secret, session.sent, text);
  return { next: Object.assign({}, session, { sent: session.sent + 1 }), reply };
}
