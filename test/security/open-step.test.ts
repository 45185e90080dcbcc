// The setup code as a key of the setup window: the contract's vector, and what is no proof.

import { describe, expect, it } from 'vitest';
import { isProof, lockedFault, NONCE_MS, offerOf, proofFault, proofFor } from '../../firmware/security/open-step.ts';
import { transcript } from '../../firmware/security/session/keys.ts';
import { ciphers } from '../fakes/ciphers.ts';
import { VECTOR } from './session/vector.ts';

const OPEN = {
  hash: '7b6c772db19745b32e059f52ac92c7304891e8b9db0a9bdaa3d68e1756f9bd73',
  proof: '553ccc77f92057cc8652a51423d70701',
};
const dn = ciphers.toHex(VECTOR.nonce);
const cn = ciphers.toHex(VECTOR.clientNonce);
const proof = { dn, cn, p: OPEN.proof };
const key = { salt: VECTOR.salt, psk: VECTOR.psk };
const offered = { nonce: VECTOR.nonce, endMs: NONCE_MS };
const wrong = (given: object, nowMs = 0, last = offered): object | undefined =>
  proofFault(ciphers, given as { [key: string]: unknown }, last, nowMs);

it('gives what the vector says', () => {
  expect(ciphers.toHex(transcript(ciphers, 'PROVOPEN', VECTOR))).toBe(OPEN.hash);
  expect(proofFor(ciphers, VECTOR.psk, VECTOR)).toBe(OPEN.proof);
  expect(isProof(ciphers, key, proof, VECTOR.nonce, VECTOR.id)).toBe(true);
});

it('does not take the proof of a sealed session, nor one of another device', () => {
  expect(isProof(ciphers, key, { ...proof, p: VECTOR.clientProof }, VECTOR.nonce, VECTOR.id)).toBe(false);
  expect(isProof(ciphers, key, proof, VECTOR.nonce, 'prov-1235')).toBe(false);
});

it('offers the salt, the rounds and the nonce, and no more', () => {
  const data = { id: VECTOR.id, salt: ciphers.toHex(VECTOR.salt), it: 10_000, dn };
  expect(offerOf(ciphers, VECTOR.salt, VECTOR.nonce, VECTOR.id)).toEqual({ ok: true, data });
});

describe('a proof', () => {
  it.each([
    ['right away', 0],
    ['in the last millisecond', NONCE_MS - 1],
  ])('%s can be checked', (_when, nowMs) => {
    expect(wrong(proof, nowMs)).toBeUndefined();
  });

  it.each([
    ['when the two minutes are over', NONCE_MS, proof, offered],
    ['a millisecond later', NONCE_MS + 1, proof, offered],
    ['for a nonce that was used', 0, proof, { nonce: '', endMs: NONCE_MS }],
    ['for another nonce', 0, { ...proof, dn: cn }, offered],
  ])('%s is bad_proof', (_when, nowMs, given, last) => {
    expect(wrong(given, nowMs, last)).toMatchObject({ code: 'bad_proof' });
  });

  it.each(['dn', 'cn', 'p'])('with a %s that is not 16 bytes in lower-case hex is invalid_value', (field) => {
    const hex = 'a'.repeat(32);
    for (const value of [undefined, 7, hex.slice(1), `${hex}a`, hex.toUpperCase(), 'g'.repeat(32)])
      expect(wrong({ ...proof, [field]: value })).toMatchObject({ code: 'invalid_value', field });
  });
});

it.each([
  [1, 1],
  [1_000, 1],
  [1_001, 2],
])('after wrong codes %i ms are told as %i s', (waitMs, s) => {
  expect(lockedFault(waitMs)).toMatchObject({ code: 'locked', s });
});
