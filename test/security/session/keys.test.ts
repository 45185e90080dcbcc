// From the setup code to the keys of a session: the specification's test vector, step by step.

import { expect, it } from 'vitest';
import { makeKey, ROUNDS, readKey, SALT_BYTES } from '../../../firmware/security/key.ts';
import {
  CLIENT_PROOF,
  DEVICE_PROOF,
  frameKeys,
  IV_FROM_CLIENT,
  isSame,
  keyAt,
  keysOf,
  mac,
  proofOf,
  transcript,
} from '../../../firmware/security/session/keys.ts';
import { ciphers } from '../../fakes/ciphers.ts';
import { KEYS, VECTOR } from './vector.ts';

const { code, salt, psk, hash } = VECTOR;

it.each([
  ['PSK', () => makeKey(ciphers, code, salt).slice(SALT_BYTES), psk],
  ['the salt before it', () => makeKey(ciphers, code, salt).slice(0, SALT_BYTES), salt],
  ['TH', () => transcript(ciphers, 'PROVLAN1', VECTOR), hash],
  ['K0 to K7', () => keysOf(ciphers, psk, hash), KEYS],
  ['K3', () => ciphers.toHex(keyAt(KEYS, 3)), VECTOR.keys[3]],
  ['the keys that boxes need', () => frameKeys(KEYS), KEYS.slice(0, 6 * 32)],
  ['the client’s proof', () => proofOf(ciphers, KEYS, CLIENT_PROOF, hash), VECTOR.clientProof],
  ['the device’s proof', () => proofOf(ciphers, KEYS, DEVICE_PROOF, hash), VECTOR.deviceProof],
  ['the iv of box 0', () => ciphers.toHex(mac(ciphers, keyAt(KEYS, IV_FROM_CLIENT), '\x01\0\0\0\0')), VECTOR.iv],
])('%s is as specified', (_, made, expected) => {
  expect(made()).toBe(expected);
});

it('takes the 10 000 iterations of the vector', () => {
  expect(ROUNDS).toBe(10_000);
});

it.each([
  ['salt and key', salt + psk, { salt, psk }],
  ['a code that was written at flashing', '', undefined],
  ['one byte too few', (salt + psk).slice(1), undefined],
  ['one byte too many', `${salt + psk}\0`, undefined],
])('reads from flash: %s', (_, kept, key) => {
  expect(readKey(kept)).toEqual(key);
});

it.each([
  ['the same', 'abcd', 'abcd', true],
  ['another first', 'abcd', 'bbcd', false],
  ['another last', 'abcd', 'abce', false],
  ['a beginning', 'abcd', 'abc', false],
  ['a longer one', 'abcd', 'abcde', false],
  ['nothing', 'abcd', '', false],
  ['no text', 'abcd', undefined, false],
  ['an array of the same', 'abcd', ['abcd'], false],
])('compares: %s', (_, mine, theirs, same) => {
  expect(isSame(mine, theirs)).toBe(same);
});

it('looks at every character, whatever the first ones were', () => {
  const looked: number[] = [];
  const watched = {
    length: 32,
    charCodeAt: (i: number) => {
      looked.push(i);
      return 'a'.charCodeAt(0);
    },
  } as unknown as string;
  isSame(watched, 'b'.repeat(32));
  expect(looked).toEqual([...Array(32).keys()]);
});
