// The store on Storage files: the same promises, and an honest end when there is no room for a new file.

import { describe, expect, it } from 'vitest';
import { filesArea } from '../../firmware/storage/files-area.ts';
import { FALLBACK_PAGE_BYTES } from '../../firmware/storage/layout.ts';
import { save, writesLeft } from '../../firmware/storage/save.ts';
import type { Store } from '../../firmware/storage/store.ts';
import { CONFIG, load, openStore, SETUP_CODE } from '../../firmware/storage/store.ts';
import type { FakeFiles } from '../fakes/files.ts';
import { fakeFiles } from '../fakes/files.ts';
import { crc32 } from '../fakes/flash.ts';

const KB = 1024;
const open = (files: FakeFiles): Store => openStore(filesArea(files, 'wifiprov.', 2, FALLBACK_PAGE_BYTES), 2, crc32);
const value = (files: FakeFiles, kind = CONFIG): string | undefined => load(open(files), kind)?.payload;
const config = (n: number): string => JSON.stringify({ n: 10000 + n, pad: 'x'.repeat(250) });
const put = (files: FakeFiles, n: number): string => save(open(files), CONFIG, 2, config(n));

it('makes both files beforehand, and never one of another size', () => {
  const files = fakeFiles(32 * KB);
  open(files);
  expect(files.list()).toEqual(['wifiprov.0', 'wifiprov.1']);
  for (let n = 0; n < 60; n++) put(files, n);
  expect(files.list().map((name) => files.read(name)?.length)).toEqual([4096, 4096]);
  expect(value(files)).toBe(config(59));
});

it('counts writesLeft down to 0, then says full and never compacts by itself', () => {
  const files = fakeFiles(64 * KB);
  files.write('.bootcde', 'code', 0, 20 * KB);
  save(open(files), SETUP_CODE, 1, 'CODE');
  put(files, 0);
  let left = writesLeft(open(files));
  expect(left).toBeGreaterThan(50);
  for (let n = 1; left > 0; n++) {
    expect(put(files, n), `${left} left`).toBe('ok');
    expect(writesLeft(open(files))).toBe(--left);
  }
  const before = value(files);
  expect(put(files, -1)).toBe('full');
  expect([value(files), value(files, SETUP_CODE), files.compactions]).toEqual([before, 'CODE', 0]);
});

it('goes on after compaction', () => {
  const files = fakeFiles(32 * KB);
  for (let n = 0; put(files, n) === 'ok'; n++);
  expect(writesLeft(open(files))).toBe(0);
  const before = value(files);
  files.compact();
  expect(value(files)).toBe(before);
  expect(writesLeft(open(files))).toBeGreaterThan(20);
  expect(put(files, -1)).toBe('ok');
  expect(value(files)).toBe(config(-1));
});

it('survives a compaction that the application starts at any time', { timeout: 60_000 }, () => {
  const files = fakeFiles(40 * KB);
  for (let n = 0; n < 300; n++) {
    if (put(files, n) === 'full') files.compact();
    files.erase('app');
    files.write('app', `application data ${n}`, 0, 900);
    if (value(files) !== config(n)) expect(put(files, n)).toBe('ok');
    expect(value(files)).toBe(config(n));
  }
  expect(files.compactions).toBeGreaterThan(3);
});

describe('no room', () => {
  it.each([
    ['one byte less than a page and the reserve', -1, 'full'],
    ['a page and the reserve', 0, 'ok'],
  ])('for %s: the first save is %s', (_, over, result) => {
    const files = fakeFiles(32 * KB);
    files.write('app', 'x', 0, 32 * KB - 32 - (4096 + 32 + 4096) - over);
    expect(put(files, 1)).toBe(result);
  });
});

it.each(['', 'x'.repeat(4096), 'x'.repeat(4095), 'x'.repeat(5000)])(
  'takes a foreign file of its name for damage: %#',
  (text) => {
    const files = fakeFiles(64 * KB);
    if (text) files.write('wifiprov.0', text, 0, text.length);
    for (let n = 0; n < 40; n++) {
      expect(put(files, n)).toBe('ok');
      expect(value(files)).toBe(config(n));
    }
  },
);

it('survives a power cut at every byte of the saves that make a file anew', { timeout: 60000 }, () => {
  const files = fakeFiles(40 * KB);
  save(open(files), SETUP_CODE, 1, 'CODE');
  let cases = 0;
  for (let n = 0; n < 45; n++) {
    const before = files.flash.snapshot();
    const start = files.flash.ticks;
    expect(put(files, n)).toBe('ok');
    const cost = files.flash.ticks - start;
    const after = files.flash.snapshot();
    // Elsewhere a save is the same as on raw flash: there a few places are enough.
    for (let tick = 0; tick < cost; tick += cost > 320 ? 1 : 60) {
      files.flash.restore(before);
      files.flash.cutAfter(tick);
      expect(() => put(files, n)).toThrow('no power');
      files.flash.restart();
      expect([n ? config(n - 1) : undefined, config(n)], `save ${n}, tick ${tick}`).toContain(value(files));
      expect(value(files, SETUP_CODE)).toBe('CODE');
      expect(['ok', 'unchanged']).toContain(put(files, n));
      expect(value(files)).toBe(config(n));
      cases++;
    }
    files.flash.restore(after);
  }
  expect(cases).toBeGreaterThan(800);
});
