// The store finds the newest whole value of each kind, whatever else stands on the flash.

import { describe, expect, it } from 'vitest';
import { save } from '../../firmware/storage/save.ts';
import type { Store } from '../../firmware/storage/store.ts';
import { CONFIG, load, openStore, SEED, SETUP_CODE } from '../../firmware/storage/store.ts';
import type { FakeFlash } from '../fakes/flash.ts';
import { crc32, fakeFlash, rng } from '../fakes/flash.ts';

const PAGES = 4;
const open = (flash: FakeFlash): Store => openStore(flash, PAGES, crc32);
const value = (store: Store, kind: number): string | undefined => load(store, kind)?.payload;
/** Saves `count` configs after a code, and says where the last one stands. */
function filled(count: number): FakeFlash {
  const flash = fakeFlash(PAGES, 512);
  const store = open(flash);
  save(store, SETUP_CODE, 1, 'CODE');
  for (let i = 1; i <= count; i++) save(store, CONFIG, 2, `config ${i}`);
  return flash;
}
const offsetOf = (flash: FakeFlash, text: string): number =>
  Buffer.from(flash.bytes).lastIndexOf(text, undefined, 'latin1');

it('has nothing on a blank flash, no problem, and writes nothing to find that out', () => {
  const flash = fakeFlash(PAGES, 512);
  const store = open(flash);
  expect([value(store, CONFIG), store.problems, flash.writes]).toEqual([undefined, 0, 0]);
});

it('keeps several kinds over a restart, each with its version', () => {
  const flash = filled(3);
  const store = open(flash);
  expect(load(store, CONFIG)).toMatchObject({ version: 2, payload: 'config 3' });
  expect(load(store, SETUP_CODE)).toMatchObject({ version: 1, payload: 'CODE' });
});

it.each([1, 11, 12, 13, 14, 15, 30, 60, 200])('finds the newest of %i saves', (count) => {
  const store = open(filled(count));
  expect([value(store, CONFIG), value(store, SETUP_CODE)]).toEqual([`config ${count}`, 'CODE']);
});

describe('damage', () => {
  it('falls back to the value before, says so once, and still takes the next one', () => {
    const flash = filled(5);
    flash.bytes[offsetOf(flash, 'config 5')] = 0;
    const store = open(flash);
    expect([value(store, CONFIG), store.problems]).toEqual(['config 4', 1]);
    expect(open(flash).problems).toBe(0);
    expect(save(store, CONFIG, 2, 'config 6')).toBe('ok');
    expect(value(open(flash), CONFIG)).toBe('config 6');
  });

  it('finds what stands behind a damaged header', () => {
    const flash = filled(5);
    flash.bytes[offsetOf(flash, 'config 2') - 16] = 0;
    expect([value(open(flash), CONFIG), value(open(flash), SETUP_CODE)]).toEqual(['config 5', 'CODE']);
  });

  it('takes a kind that its page has lost from an older page, and then saves it for good', () => {
    const flash = filled(40);
    flash.bytes[offsetOf(flash, 'CODE')] = 0;
    // The newest page now has no code: which copy was the newest is what the next line finds.
    const store = open(flash);
    expect([value(store, SETUP_CODE), value(store, CONFIG)]).toEqual(['CODE', 'config 40']);
    for (let i = 0; i < 60; i++) expect(save(store, CONFIG, 2, `more ${i}`)).toBe('ok');
    expect(value(open(flash), SETUP_CODE)).toBe('CODE');
  });

  it('is not deceived by a sequence number with a bit too many in an old page', () => {
    const flash = filled(40);
    const first = Math.min(...[0, 1, 2, 3].map((page) => page * 512));
    flash.bytes[first + 8] = 0x7f;
    expect(value(open(flash), CONFIG)).toBe('config 40');
  });

  it('does not bring a forgotten value back when a later record is damaged', () => {
    const flash = filled(5);
    const store = open(flash);
    save(store, CONFIG, 2, '');
    save(store, SEED, 1, 'seed');
    flash.bytes[offsetOf(flash, 'seed')] = 0;
    expect([value(open(flash), CONFIG), value(open(flash), SEED)]).toEqual([undefined, undefined]);
  });

  it.each([
    ['random bytes', (random: () => number) => Math.floor(random() * 256)],
    ['zeros', () => 0],
    ['text', () => 0x41],
  ])('works on an area full of foreign %s', (_, fill) => {
    const flash = fakeFlash(PAGES, 512);
    const random = rng(3);
    flash.bytes.forEach((_old, i) => {
      flash.bytes[i] = fill(random);
    });
    const store = open(flash);
    expect(value(store, CONFIG)).toBeUndefined();
    expect(save(store, CONFIG, 2, 'mine')).toBe('ok');
    expect(value(open(flash), CONFIG)).toBe('mine');
  });

  type Damage = (bytes: Uint8Array, at: number, below: (limit: number) => number) => void;
  it.each<[string, Damage]>([
    ['a flipped bit', (bytes, at, below) => bytes.set([(bytes[at] ?? 0) ^ (1 << below(8))], at)],
    [
      'a burst of noise',
      (bytes, at, below) =>
        bytes.set(
          bytes.slice(at, at + 40).map(() => below(256)),
          at,
        ),
    ],
    ['a blank stretch', (bytes, at, below) => bytes.fill(0xff, at, at + below(600))],
    ['a truncated image', (bytes, at) => bytes.fill(0xff, at)],
    [
      'pieces of other pages',
      (bytes, at, below) => bytes.copyWithin(at & ~3, below(2000) & ~3, (below(2000) & ~3) + 40),
    ],
  ])('of %s, 1500 times, never yields a payload that was not saved', { timeout: 60000 }, (_, damage) => {
    const random = rng(11);
    const below = (limit: number): number => Math.floor(random() * limit);
    for (let round = 0; round < 1500; round++) {
      const flash = filled(1 + below(60));
      damage(flash.bytes, below(flash.bytes.length - 40), below);
      const store = open(flash);
      expect(value(store, CONFIG) ?? 'config 0').toMatch(/^config \d+$/);
      expect([undefined, 'CODE']).toContain(value(store, SETUP_CODE));
      expect(save(store, CONFIG, 2, 'after')).toBe('ok');
      expect(value(open(flash), CONFIG), `round ${round}`).toBe('after');
    }
  });
});
