// The firmware's session machine with the test vector's client, nothing between them.

import { type Facts, NO_SESSION, type Session, type Step, step } from '../../../firmware/security/session/step.ts';
import { keysOf } from '../../../tools/client/crypto.ts';
import { sealedLine } from '../../../tools/client/sealed-frame.ts';
import { ciphers } from '../../fakes/ciphers.ts';
import { VECTOR } from './vector.ts';

export const OWNER = 1;
export const OTHER = 2;
export const HELLO = { t: 'hello', v: 1, cn: ciphers.toHex(VECTOR.clientNonce) };
export const PROOF = { t: 'proof', p: VECTOR.clientProof };
export const WRONG = { t: 'proof', p: '0'.repeat(32) };
export const NOW_MS = 1_000;

export function take(session: Session, message: object, change: Partial<Facts> = {}): Step {
  const key = { salt: VECTOR.salt, psk: VECTOR.psk };
  const facts = { owner: OWNER, nowMs: NOW_MS, lockedMs: 0, id: VECTOR.id, key, nonce: () => VECTOR.nonce };
  return step(session, message as { [key: string]: unknown }, { ...facts, ...change }, ciphers);
}

export const GREETED: Session = take(NO_SESSION, HELLO).next;
export const PROVED: Session = take(GREETED, PROOF).next;

export function errorOf(done: Step): string {
  const { t, e } = JSON.parse(done.reply ?? '{}');
  return t === 'err' ? e : '';
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** The client's box with that number. */
export async function boxOf(count: number, text = VECTOR.request): Promise<object> {
  const keys = await keysOf(bytes(VECTOR.psk), bytes(VECTOR.hash));
  return JSON.parse(await sealedLine(keys.seal, count, text));
}
