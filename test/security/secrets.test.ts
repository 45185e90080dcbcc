// The device's secrets: three of one pool of reads, and none while the register repeats itself.

import { expect, it } from 'vitest';
import type { Clock } from '../../firmware/platform/ports.ts';
import { makeSecrets, READ_EVERY_MS, READS_AT_ONCE, type Secrets } from '../../firmware/security/secrets.ts';
import { ciphers } from '../fakes/ciphers.ts';
import { rng } from '../fakes/flash.ts';

const MIN_READS = 64;

/** Draws with that register until `ms` have passed. */
function draw(hardwareRandom: () => number, ms: number, salt = 'salt'): Secrets | undefined {
  const waiting: (() => void)[] = [];
  let now = 0;
  let made: Secrets | undefined;
  const clock = {
    nowMs: () => now,
    after: (_ms: number, fn: () => void) => void waiting.push(fn),
    arm() {},
    disarm() {},
    turn: (fn: () => void) => fn(),
    begin: (fn: () => void) => fn(),
  };
  makeSecrets(
    clock,
    { hardwareRandom, sha256: ciphers.sha256 },
    salt,
    (secrets) => {
      made = secrets;
    },
    () => {},
  );
  for (; now < ms; now += READ_EVERY_MS) waiting.shift()?.();
  return made;
}

const words = (seed: number): (() => number) => {
  const random = rng(seed);
  return () => Math.floor(random() * 2 ** 32);
};
/** Reads come first at once, then every 50 ms. */
const ENOUGH_MS = (MIN_READS / READS_AT_ONCE - 1) * READ_EVERY_MS;

it.each([
  ['one round too few', ENOUGH_MS - READ_EVERY_MS, false],
  ['enough', ENOUGH_MS, true],
])('%s of random numbers, %i ms, makes secrets: %s', (_, ms, isMade) => {
  expect(draw(words(1), ms) !== undefined).toBe(isMade);
});

it('a register that repeats itself gives none, however long it is read', () => {
  expect(draw(() => 0x12345678, 100 * ENOUGH_MS)).toBeUndefined();
});

it('are a code, a salt of 16 bytes and a seed of 32, and none of them tells another', () => {
  const { code, salt, seed } = draw(words(1), ENOUGH_MS) as Secrets;
  expect([code.length, salt.length, seed.length]).toEqual([12, 16, 32]);
  expect(seed.startsWith(salt)).toBe(false);
});

it('are others with other reads, and with another salt', () => {
  const all = [draw(words(1), ENOUGH_MS), draw(words(2), ENOUGH_MS), draw(words(1), ENOUGH_MS, 'other')] as Secrets[];
  for (const key of ['code', 'salt', 'seed'] as const) expect(new Set(all.map((one) => one[key])).size).toBe(3);
});

it.each([
  ['a read that throws', (reads: number) => reads > MIN_READS / 2, () => {}],
  [
    'a keeper that throws',
    () => false,
    () => {
      throw new Error('bug');
    },
  ],
] as const)('%s ends it, and its caller is told', (_, isBroken, done) => {
  const waiting: (() => void)[] = [];
  const random = words(1);
  let reads = 0;
  let over = 0;
  const clock = { nowMs: () => 0, after: (_ms: number, fn: () => void) => void waiting.push(fn) };
  const hardwareRandom = (): number => {
    if (isBroken(++reads)) throw new Error('bug');
    return random();
  };
  const chip = { hardwareRandom, sha256: ciphers.sha256 };
  expect(makeSecrets(clock as unknown as Clock, chip, 'salt', done, () => over++)).toBe(true);
  expect(() => {
    for (let next = waiting.shift(); next; next = waiting.shift()) next();
  }).toThrow('bug');
  expect([over, waiting.length]).toEqual([1, 0]);
});
