// The least release of Espruino: one constant, and every page and tool says the same.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isTooOld, LEAST_ESPRUINO } from '../../../firmware/runtime/boot/least.ts';

it.each<[string, boolean]>([
  ['1v99', true],
  ['2v04', true],
  ['2v26', true],
  ['2v26.117', true],
  ['2v27', false],
  ['2v27.1', false],
  ['2v28', false],
  ['2v29.277', false],
  ['2v100', false],
  ['3v01', false],
  ['nonsense', true],
  ['', true],
])('Espruino "%s" is too old: %s', (version, isOld) => {
  expect(isTooOld(version)).toBe(isOld);
});

it.each([
  'README.md',
  'tools/docs/makers.md',
  'tools/docs/flash.md',
  'tools/docs/image.md',
  'firmware/docs/releases.md',
])('%s names the least release and no other as the least', (page) => {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8').replace(/\s+/g, ' ');
  const named = [...text.matchAll(/(\d+v\d+) (?:or newer|on\))/g)].map((match) => match[1]);
  expect(new Set(named)).toEqual(new Set([LEAST_ESPRUINO]));
});
