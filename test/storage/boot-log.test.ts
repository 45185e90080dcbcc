// The event log: one byte an event, whatever the power does, and a count that never says a number twice.

import { describe, expect, it } from 'vitest';
import type { Events } from '../../firmware/storage/boot-log.ts';
import { append, openEvents, RECENT } from '../../firmware/storage/boot-log.ts';
import { filesArea } from '../../firmware/storage/files-area.ts';
import { fakeFiles } from '../fakes/files.ts';
import type { FakeFlash } from '../fakes/flash.ts';
import { crc32, ERASE_TICKS, fakeFlash } from '../fakes/flash.ts';

const FIRST = 1;
const PAGE = 512;
const open = (flash: FakeFlash): Events => openEvents(flash, FIRST, crc32);
const letter = (n: number): string => String.fromCharCode(65 + (n % 26));

it('knows nothing on a blank flash and writes nothing to find that out', () => {
  const flash = fakeFlash(3, PAGE);
  expect(open(flash)).toMatchObject({ recent: '', total: 0 });
  expect(flash.ticks).toBe(0);
});

it('costs one byte an event, and remembers the last 64 over restarts and pages', () => {
  const flash = fakeFlash(3, PAGE);
  let all = '';
  for (let n = 0; n < 3000; n++) {
    const before = flash.ticks;
    const events = open(flash);
    expect(append(events, letter(n))).toBe(true);
    all += letter(n);
    expect(events.recent).toBe(all.slice(-RECENT));
    expect(open(flash)).toMatchObject({ recent: all.slice(-RECENT), total: n + 1 });
    expect([1, 1 + 16 + ERASE_TICKS + Math.min(n, RECENT)]).toContain(flash.ticks - before);
  }
  expect(flash.erases[0]).toBe(0);
  expect(Math.abs((flash.erases[1] ?? 0) - (flash.erases[2] ?? 0))).toBeLessThanOrEqual(1);
});

it.each([
  [PAGE - 16 - 1, 1],
  [PAGE - 16, 1],
  [PAGE - 16 + 1, 2],
])('after %i events from blank, %i pages have been begun', (count, pages) => {
  const flash = fakeFlash(3, PAGE);
  for (let n = 0; n < count; n++) append(open(flash), letter(n));
  expect((flash.erases[1] ?? 0) + (flash.erases[2] ?? 0)).toBe(pages);
});

describe.each(['prefix', 'random'] as const)('power cut, %s erase', (mode) => {
  it('at every byte of three rounds: the log is as before, with the event, or with a letter that is none', () => {
    const flash = fakeFlash(3, PAGE);
    let cases = 0;
    for (let n = 0; n < 1500; n++) {
      const before = flash.snapshot();
      const old = open(flash);
      const start = flash.ticks;
      append(open(flash), 'p');
      const cost = flash.ticks - start;
      const after = flash.snapshot();
      for (let tick = 0; tick < cost; tick++) {
        flash.restore(before);
        flash.cutAfter(tick, mode);
        expect(append(open(flash), 'p')).toBe(false);
        flash.restart();
        const found = open(flash);
        const torn = found.total > old.total ? found.recent.slice(-1) : '';
        expect(found.recent).toBe((old.recent + torn).slice(-RECENT));
        expect(append(found, 'R')).toBe(true);
        expect(open(flash)).toMatchObject({ recent: `${(old.recent + torn).slice(1 - RECENT)}R` });
        expect(open(flash).total).toBeGreaterThan(old.total);
        cases++;
      }
      flash.restore(after);
    }
    expect(cases).toBeGreaterThan(1600);
  });
});

it.each([
  ['noise', 0xa5],
  ['zeros', 0],
])('starts anew where both pages are %s', (_, fill) => {
  const flash = fakeFlash(3, PAGE);
  flash.bytes.fill(fill);
  expect(open(flash)).toMatchObject({ recent: '', total: 0 });
  expect(append(open(flash), 'p')).toBe(true);
  expect(open(flash).recent).toBe('p');
});

it('skips a place that does not take the event, three times at most', () => {
  const flash = fakeFlash(3, PAGE);
  append(open(flash), 'p');
  const at = open(flash).at;
  flash.wearOut(at, at + 2);
  expect(append(open(flash), 'd')).toBe(true);
  expect(open(flash).recent.slice(-1)).toBe('d');
  flash.wearOut(at, 3 * PAGE);
  expect(append(open(flash), 'T')).toBe(false);
});

describe('on Storage', () => {
  it('writes each byte once, erases a full page for new events, and returns false when there is no space', {
    timeout: 60000,
  }, () => {
    const files = fakeFiles(12 * 1024);
    const events = (): Events => openEvents(filesArea(files, 'log', 2, 1024), 0, crc32);
    let written = 0;
    while (written < 9000 && append(events(), letter(written))) written++;
    // 12 KB less the reserve of 4 KB hold 7 pages of a good 900 events.
    expect(written).toBeGreaterThan(6 * 900);
    expect(written).toBeLessThan(8 * 1024);
    expect(files.compactions).toBe(0);
    expect(files.freeBytes()).toBeGreaterThanOrEqual(4096);
    const recent = events().recent;
    files.compact();
    expect(events().recent).toBe(recent);
    expect(append(events(), 'p')).toBe(true);
  });
});
