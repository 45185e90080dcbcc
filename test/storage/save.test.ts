// Saving: written, read back, counted; nothing written without need; wear spread over the ring.

import { describe, expect, it } from 'vitest';
import { save, writesLeft } from '../../firmware/storage/save.ts';
import type { Store } from '../../firmware/storage/store.ts';
import { CONFIG, load, NAMES, openStore, SEED, SETUP_CODE } from '../../firmware/storage/store.ts';
import type { FakeFlash } from '../fakes/flash.ts';
import { crc32, fakeFlash } from '../fakes/flash.ts';

const RING = 14;
const open = (flash: FakeFlash, pages = flash.pages): Store => openStore(flash, pages, crc32);
const value = (store: Store, kind: number): string | undefined => load(store, kind)?.payload;
const MAX = 4096 / 4 - 16;

describe('no needless write', () => {
  it.each([
    ['the same value again', 'unchanged', 2, 'one'],
    ['another value', 'ok', 2, 'two'],
    ['the same text of another version', 'ok', 3, 'one'],
    ['forgetting', 'ok', 2, ''],
  ] as const)('%s answers %s', (_, result, version, payload) => {
    const flash = fakeFlash(4, 4096);
    save(open(flash), CONFIG, 2, 'one');
    const before = flash.ticks;
    expect(save(open(flash), CONFIG, version, payload)).toBe(result);
    expect(flash.ticks > before).toBe(result === 'ok');
  });

  it('forgetting what was never there, or twice, writes nothing', () => {
    const flash = fakeFlash(4, 4096);
    const store = open(flash);
    expect([save(store, CONFIG, 2, ''), flash.ticks]).toEqual(['unchanged', 0]);
    save(store, CONFIG, 2, 'one');
    expect([save(store, CONFIG, 2, ''), save(store, CONFIG, 2, '')]).toEqual(['ok', 'unchanged']);
    expect([value(store, CONFIG), value(open(flash), CONFIG)]).toEqual([undefined, undefined]);
  });
});

describe('limits', () => {
  it.each([
    [MAX - 1, 'ok'],
    [MAX, 'ok'],
    [MAX + 1, 'failed'],
  ])('a payload of %i bytes: %s', (length, result) => {
    const flash = fakeFlash(3, 4096);
    expect(save(open(flash), CONFIG, 2, 'x'.repeat(length))).toBe(result);
    expect(value(open(flash), CONFIG)?.length).toBe(result === 'ok' ? length : undefined);
  });

  it('holds all four kinds at their largest at once, over any number of pages', () => {
    const flash = fakeFlash(3, 4096);
    const store = open(flash);
    const kinds = [CONFIG, SETUP_CODE, SEED, NAMES];
    for (let round = 0; round < 20; round++) {
      for (const kind of kinds) expect(save(store, kind, 1, String.fromCharCode(97 + round).repeat(MAX))).toBe('ok');
    }
    expect(kinds.map((kind) => value(open(flash), kind))).toEqual(kinds.map(() => 't'.repeat(MAX)));
  });

  it.each([
    [-4, 0, 'fits with room left'],
    [0, 0, 'fits exactly'],
    [4, 1, 'begins the next page'],
  ])('a record %i bytes larger than what is left of the page: %i erases (%s)', (over, erases) => {
    const flash = fakeFlash(3, 4096);
    const store = open(flash);
    save(store, SEED, 1, 'a'.repeat(MAX));
    save(store, SEED, 1, 'b'.repeat(MAX));
    save(store, SEED, 1, 'c'.repeat(MAX));
    save(store, SEED, 1, 'd'.repeat(MAX - 200));
    expect(4096 - store.end).toBe(200);
    expect(save(store, CONFIG, 1, 'x'.repeat(200 - 16 + over))).toBe('ok');
    expect(flash.erases[1]).toBe(erases);
    expect(value(open(flash), SEED)).toBe('d'.repeat(MAX - 200));
  });
});

describe('flash that fails', () => {
  it.each([
    ['the rest of the newest page', 'ok', 4096],
    ['that and one page more', 'ok', 8192],
    ['that and two pages more', 'ok', 12288],
    ['that and three pages more', 'failed', 16384],
  ] as const)('%s worn out: %s', (_, result, wornTo) => {
    const flash = fakeFlash(6, 4096);
    const store = open(flash);
    save(store, CONFIG, 2, 'old');
    flash.wearOut(20, wornTo);
    expect(save(store, CONFIG, 2, 'new')).toBe(result);
    expect(value(store, CONFIG)).toBe(result === 'ok' ? 'new' : 'old');
    expect(value(open(flash), CONFIG)).toBe(result === 'ok' ? 'new' : 'old');
  });

  it('two pages only: tries the other one again, and keeps the old value', () => {
    const flash = fakeFlash(2, 4096);
    const store = open(flash);
    save(store, CONFIG, 2, 'old');
    flash.wearOut(20, 8192);
    expect(save(store, CONFIG, 2, 'new')).toBe('failed');
    expect([flash.erases, value(open(flash), CONFIG)]).toEqual([[1, 3], 'old']);
  });

  it('a value that only an older page still has is not erased with that page, wherever the power fails', () => {
    const flash = fakeFlash(3, 512);
    const store = open(flash);
    save(store, SETUP_CODE, 1, 'CODE');
    for (let i = 0; i < 40; i++) save(store, CONFIG, 2, `config ${i} ${'.'.repeat(80)}`);
    const next = (store.page + 1) % 3;
    // The copies on the other two pages are damaged: the page to be erased next has the last one.
    for (const page of [0, 1, 2].filter((p) => p !== next)) flash.bytes[page * 512 + 17] = 0;
    const before = flash.snapshot();
    for (let tick = 0; tick < 600; tick++) {
      flash.restore(before);
      const opened = open(flash);
      opened.end = (opened.page + 1) * 512;
      flash.cutAfter(tick, tick % 2 ? 'random' : 'prefix');
      try {
        save(opened, CONFIG, 2, 'new');
      } catch {
        // The power failed while reading.
      }
      flash.restart();
      expect(value(open(flash), SETUP_CODE), `tick ${tick}`).toBe('CODE');
    }
  });

  it('a save that was called failed never hides a later one, even if it stands on the flash after all', () => {
    const flash = fakeFlash(6, 4096);
    const store = open(flash);
    save(store, CONFIG, 2, 'old');
    const { read, write } = flash;
    let isFirst = true;
    flash.write = (offset, bytes) => {
      if (!isFirst) write(offset, bytes);
      isFirst = false;
    };
    // The port writes the next pages well but reads them back wrong.
    flash.read = (offset, length) => (offset % 4096 === 0 && length > 16 ? '' : read(offset, length));
    expect(save(store, CONFIG, 2, 'failed')).toBe('failed');
    flash.read = read;
    expect(save(store, CONFIG, 2, 'later')).toBe('ok');
    expect(value(open(flash), CONFIG)).toBe('later');
  });

  it('an erase that did nothing in silence brings no old value back', () => {
    const flash = fakeFlash(2, 512);
    const store = open(flash);
    for (let i = 0; i < 9; i++) save(store, CONFIG, 2, `config ${i} ${'.'.repeat(90)}`);
    flash.erase = () => undefined;
    for (let i = 9; i < 20; i++) save(store, CONFIG, 2, `config ${i} ${'.'.repeat(90)}`);
    expect(value(open(flash), CONFIG)).toBe(value(store, CONFIG));
  });
});

describe('wear', () => {
  const config = (i: number): string => JSON.stringify({ n: 100000 + i, text: 'x'.repeat(220) });

  it('takes over 200 saves of a usual config before a page is erased a second time', () => {
    const flash = fakeFlash(16, 4096);
    const store = open(flash, RING);
    save(store, SETUP_CODE, 1, 'A'.repeat(12));
    save(store, SEED, 1, 's'.repeat(32));
    let saves = 0;
    while (Math.max(...flash.erases) < 2) save(store, CONFIG, 2, config(saves++));
    expect(saves).toBeGreaterThan(200);
    expect(flash.erases.slice(RING)).toEqual([0, 0]);
  });

  it('erases every page as often as the others, and restarts do not change that', () => {
    const flash = fakeFlash(RING, 4096);
    for (let i = 0; i < 1000; i++) save(open(flash), CONFIG, 2, config(i));
    expect(Math.max(...flash.erases) - Math.min(...flash.erases)).toBeLessThanOrEqual(1);
    expect(Math.min(...flash.erases)).toBeGreaterThan(3);
  });

  it('counts writesLeft down with every save, from millions', () => {
    const store = open(fakeFlash(RING, 4096));
    save(store, CONFIG, 2, config(0));
    const before = writesLeft(store);
    save(store, CONFIG, 2, config(1));
    expect(before).toBeGreaterThan(10e6);
    expect(writesLeft(store)).toBe(before - 1);
  });
});
