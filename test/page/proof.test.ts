// The home page's own SHA-256, HMAC and proof, against Node's and against the contract's vector.

import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyFor, proofOf } from '../../firmware/protocols/http/page/home/proof.ts';
import { digest, hmac, keyed, toHex } from '../../firmware/protocols/http/page/home/sha256.ts';
import { VECTOR } from '../security/session/vector.ts';

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
const OFFER = { id: VECTOR.id, salt: hex(VECTOR.salt), it: 10_000, dn: hex(VECTOR.nonce) };
const PROOF = '553ccc77f92057cc8652a51423d70701';
const nothing = (): Promise<void> => Promise.resolve();

describe('SHA-256 and HMAC', () => {
  it.each([0, 1, 54, 55, 56, 63, 64, 65, 119, 120, 1000])('of %i bytes are those of Node', (length) => {
    const message = Buffer.from(Array.from({ length }, (_, i) => (i * 7 + length) & 255));
    expect(toHex(digest(message.toString('hex')))).toBe(createHash('sha256').update(message).digest('hex'));
    const key = Buffer.from(VECTOR.code);
    const mac = createHmac('sha256', key).update(message).digest('hex');
    expect(toHex(hmac(keyed(key.toString('hex')), message.toString('hex')))).toBe(mac);
  });
});

describe('the proof', () => {
  it('is the vector’s, and the key on the way to it, too', async () => {
    const key = await keyFor(VECTOR.code, OFFER, nothing);
    expect(key).toBe(hex(VECTOR.psk));
    expect(proofOf(key ?? '', OFFER, hex(VECTOR.clientNonce))).toBe(PROOF);
  });

  it('tells how far it is, again and again', async () => {
    const shares: number[] = [];
    await keyFor(VECTOR.code, OFFER, async (share) => void shares.push(share));
    expect(shares.length).toBeGreaterThan(20);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThan(1);
  });

  it.each([
    ['4999 iterations', { it: 4_999 }, false],
    ['5000 iterations', { it: 5_000 }, true],
    ['5001 iterations', { it: 5_001 }, true],
    ['199 999 iterations', { it: 199_999 }, true],
    ['200 000 iterations', { it: 200_000 }, true],
    ['200 001 iterations', { it: 200_001 }, false],
    ['no number', { it: Number.NaN }, false],
    ['a salt of 15 bytes', { salt: '00'.repeat(15) }, false],
    ['a salt of 17 bytes', { salt: '00'.repeat(17) }, false],
  ])('for %s is made: %j %s', (_what, change, isMade) => {
    // The first slice ends it.
    const made = keyFor(VECTOR.code, { ...OFFER, ...change }, () => Promise.reject(new Error('enough')));
    made?.catch(() => {});
    expect(made !== undefined).toBe(isMade);
  });
});
