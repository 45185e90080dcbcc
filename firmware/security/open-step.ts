// The setup code as a key of the setup window: the device gives a nonce, and takes one proof for it. Pure.

import { type Fault, fault, fieldFault } from '../lib/result.ts';
import type { Ciphers } from '../platform/ports.ts';
import { ROUNDS, type SessionKey } from './key.ts';
import { CLIENT_PROOF, type Exchange, isSame, keysOf, proofOf, transcript } from './session/keys.ts';

/** A nonce serves for so long, and for one proof, right or wrong. */
export const NONCE_MS = 120_000;
const HEX = 32;

/** What a client sends; each is 16 bytes in hex. */
export interface Proof {
  [key: string]: unknown;
}

interface Offered {
  /** The nonce that was given last; '' when none is, or it has been used. */
  nonce: string;
  endMs: number;
}

/** After a wrong proof; `s` is when to try again. */
export function lockedFault(waitMs: number): Fault & { s: number } {
  const s = Math.ceil(waitMs / 1000);
  return Object.assign(fault('locked', `after a wrong setup code the device waits; try again in ${s} s`), { s });
}

/** All that a client needs for the proof, but the code. */
export function offerOf(ciphers: Ciphers, salt: string, nonce: string, id: string): object {
  return { ok: true, data: { id, salt: ciphers.toHex(salt), it: ROUNDS, dn: ciphers.toHex(nonce) } };
}

/** undefined: it can be checked. A nonce that is not the last one tells nothing about the code. */
export function proofFault(ciphers: Ciphers, proof: Proof, offered: Offered, nowMs: number): Fault | undefined {
  const bad = ['dn', 'cn', 'p'].filter((name) => {
    const hex = proof[name];
    return typeof hex !== 'string' || hex.length !== HEX || /[^0-9a-f]/.test(hex);
  })[0];
  if (bad) return fieldFault('invalid_value', bad, `${bad} must be ${HEX} hex digits in lower case`);
  if (offered.nonce && proof['dn'] === ciphers.toHex(offered.nonce) && nowMs < offered.endMs) return undefined;
  return fault('bad_proof', 'this dn was used, or is over 2 minutes old; GET /api/open gives a new one');
}

/** The proof that the client must have sent. */
export function proofFor(ciphers: Ciphers, psk: string, seen: Exchange): string {
  const hash = transcript(ciphers, 'PROVOPEN', seen);
  return proofOf(ciphers, keysOf(ciphers, psk, hash), CLIENT_PROOF, hash);
}

export function isProof(ciphers: Ciphers, key: SessionKey, proof: Proof, nonce: string, id: string): boolean {
  const clientNonce = ciphers.fromHex(proof['cn'] as string);
  return isSame(proofFor(ciphers, key.psk, { salt: key.salt, clientNonce, nonce, id }), proof['p']);
}
