// Nonces of a chip without randomness: unique by counting, unpredictable by the seed.

import { expect, it } from 'vitest';
import { nonceOf } from '../../../firmware/security/session/nonce.ts';
import { ciphers } from '../../fakes/ciphers.ts';

const SEED = 's'.repeat(32);
/** What is mixed in, at its worst: the same at every boot. */
const source = { seed: SEED, start: 1, made: 0, noise: '' };

it('is 16 bytes', () => {
  expect(nonceOf(ciphers, source)).toHaveLength(16);
});

it('never comes again, over 50 starts with 50 nonces each, without any noise', () => {
  const seen = new Set<string>();
  for (let start = 1; start <= 50; start++)
    for (let made = 0; made < 50; made++) seen.add(nonceOf(ciphers, { ...source, start, made }));
  expect(seen.size).toBe(2500);
});

it.each([
  ['the seed', { seed: `${SEED.slice(1)}t` }],
  ['the start', { start: 256 }],
  ['the count', { made: 1 }],
  ['the noise', { noise: '\0' }],
  ['start and count exchanged', { start: 0, made: 1 }],
])('is another one with another %s', (_, change) => {
  expect(nonceOf(ciphers, { ...source, ...change })).not.toBe(nonceOf(ciphers, source));
});
