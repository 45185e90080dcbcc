// Power fails at every single byte of whole rounds of the ring: afterwards every kind is old or new, and whole.

import { expect, it } from 'vitest';
import { save } from '../../firmware/storage/save.ts';
import type { Store } from '../../firmware/storage/store.ts';
import { CONFIG, load, openStore, SEED, SETUP_CODE } from '../../firmware/storage/store.ts';
import type { FakeFlash } from '../fakes/flash.ts';
import { crc32, ERASE_TICKS, fakeFlash } from '../fakes/flash.ts';

const KINDS = [CONFIG, SETUP_CODE, SEED];
const PAGE = 512;
const open = (flash: FakeFlash): Store => openStore(flash, flash.pages, crc32);
const values = (store: Store): (string | undefined)[] => KINDS.map((kind) => load(store, kind)?.payload);

/** The n-th change: mostly configs of changing length, now and then a code, a seed or a forgotten config. */
function change(n: number): [number, string] {
  if (n % 11 === 3) return [SETUP_CODE, `CODE${n}`];
  if (n % 13 === 5) return [SEED, `\x1ew\xff seed ${n}`];
  if (n % 7 === 6) return [CONFIG, ''];
  return [CONFIG, `{"n":${n},"pad":"${'x'.repeat((n * 17) % 80)}"}`];
}

const safely = <T>(act: () => T): T | undefined => {
  try {
    return act();
  } catch {
    return undefined;
  }
};

it.each([
  [2, 'prefix', 30],
  [2, 'random', 30],
  [3, 'prefix', 40],
  [3, 'random', 40],
  [5, 'random', 60],
] as const)(
  'a power cut at any byte leaves the old values or the new: ring of %i pages, %s erase, %i changes',
  { timeout: 60000 },
  (pages, mode, changes) => {
    const flash = fakeFlash(pages, PAGE);
    let cases = 0;
    let tornErases = 0;
    for (let n = 0; n < changes; n++) {
      const [kind, payload] = change(n);
      const before = flash.snapshot();
      const old = values(open(flash));
      const start = flash.ticks;
      const startErases = flash.erases.reduce((sum, e) => sum + e, 0);
      expect(save(open(flash), kind, 1, payload)).not.toBe('failed');
      const cost = flash.ticks - start;
      if (flash.erases.reduce((sum, e) => sum + e, 0) > startErases) tornErases += ERASE_TICKS;
      const after = flash.snapshot();
      const wanted = values(open(flash));
      for (let tick = 0; tick < cost; tick++) {
        flash.restore(before);
        flash.cutAfter(tick, mode);
        safely(() => save(open(flash), kind, 1, payload));
        expect(flash.isOff()).toBe(true);
        flash.restart();
        const store = open(flash);
        const found = values(store);
        expect([old, wanted], `change ${n}, tick ${tick}`).toContainEqual(found);
        // Life goes on: the same change again succeeds and stands.
        expect(save(store, kind, 1, payload), `change ${n}, tick ${tick}`).toBe(
          found[KINDS.indexOf(kind)] === (payload || undefined) ? 'unchanged' : 'ok',
        );
        expect(values(open(flash))).toEqual(wanted);
        cases++;
      }
      flash.restore(after);
    }
    expect(Math.min(...flash.erases)).toBeGreaterThanOrEqual(2);
    expect(tornErases).toBeGreaterThanOrEqual(4 * ERASE_TICKS);
    expect(cases).toBeGreaterThan(1500);
  },
);

it('survives a second power cut at every byte of the repair after the first', { timeout: 60000 }, () => {
  const flash = fakeFlash(3, PAGE);
  for (let n = 0; n < 20; n++) save(open(flash), ...withVersion(change(n)));
  while (PAGE - (open(flash).end % PAGE) > 100) save(open(flash), SEED, 1, `${flash.ticks}`);
  const before = flash.snapshot();
  const old = values(open(flash));
  const big = 'y'.repeat(100);
  for (let first = 0; first < 170; first += 7) {
    for (let second = 0; second < 170; second++) {
      flash.restore(before);
      for (const tick of [first, second]) {
        flash.cutAfter(tick, 'random');
        safely(() => save(open(flash), CONFIG, 1, big));
        flash.restart();
      }
      const found = values(open(flash));
      expect([old, [big, old[1], old[2]]], `${first}, ${second}`).toContainEqual(found);
    }
  }
});

function withVersion([kind, payload]: [number, string]): [number, number, string] {
  return [kind, 1, payload];
}

it('at the real size: every byte of a save that turns the page', () => {
  const flash = fakeFlash(14, 4096);
  save(open(flash), SETUP_CODE, 1, 'ABCDEFGHJKMN');
  save(open(flash), SEED, 1, 's'.repeat(32));
  const config = (n: number): string => JSON.stringify({ n: 1000 + n, pad: 'x'.repeat(250) });
  let n = 0;
  while (flash.erases[0] !== 2) {
    if (open(flash).page === 13 && 4096 - (open(flash).end % 4096) < 290) break;
    save(open(flash), CONFIG, 1, config(n++));
  }
  const before = flash.snapshot();
  const start = flash.ticks;
  save(open(flash), CONFIG, 1, config(n));
  const cost = flash.ticks - start;
  expect(cost).toBeGreaterThan(ERASE_TICKS + 300);
  for (let tick = 0; tick < cost; tick++) {
    flash.restore(before);
    flash.cutAfter(tick, tick % 2 ? 'random' : 'prefix');
    safely(() => save(open(flash), CONFIG, 1, config(n)));
    flash.restart();
    const [found, code, seed] = values(open(flash));
    expect([config(n - 1), config(n)], `tick ${tick}`).toContain(found);
    expect([code, seed]).toEqual(['ABCDEFGHJKMN', 's'.repeat(32)]);
  }
});
