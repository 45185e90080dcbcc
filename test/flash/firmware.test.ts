// The files of a build that go to the board, and what is wrong with a folder that has none.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readFirmware } from '../../tools/flash/firmware.ts';

const FILES = ['boot0.js', 'bootcde.js', 'page.bin', 'page.json'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wifiprov-build-'));
  for (const file of FILES) cpSync(join('build', file), join(folder, file));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('are guard, code and page, by their names in Storage', () => {
  const { boot, page } = readFirmware(folder);
  expect(boot.map(({ name }) => name)).toEqual(['.boot0', '.bootcde']);
  expect(page?.name).toMatch(/^wifiprov\.[0-9a-f]{8}$/);
  expect(boot[1]?.bytes.includes(String(page?.name))).toBe(true);
});

it('are those of this package when no folder is named', () => {
  // Not by toEqual: telling what differs in 200 KB takes minutes.
  expect(isDeepStrictEqual(readFirmware(), readFirmware('build'))).toBe(true);
});

it('have no page when the code knows none, or another', () => {
  writeFileSync(join(folder, 'bootcde.js'), 'print("none")');
  expect(readFirmware(folder).page).toBeUndefined();
});

it.each(FILES.slice(0, 3))('are told when %s is missing', (file) => {
  rmSync(join(folder, file));
  expect(() => readFirmware(folder)).toThrow(`can't read ${join(folder, file)} (ENOENT)`);
});

it.each(['boot0.js', 'bootcde.js'])('are told when %s is empty', (file) => {
  writeFileSync(join(folder, file), '');
  expect(() => readFirmware(folder)).toThrow('is empty');
});

it('are told when page.json is none', () => {
  writeFileSync(join(folder, 'page.json'), '{');
  expect(() => readFirmware(folder)).toThrow('page.json');
});
