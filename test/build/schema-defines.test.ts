// What the build finds in the schema, so that a new row need not be repeated.

import { expect, it } from 'vitest';
import { slowFields } from '../../tools/build/schema-defines.mjs';

const rows = "  mode: { path: 'mode', kind: 'int' },\n  'AP.ch': { path: 'AP.ch', kind: 'int' },\n";

it.each([
  ['both have a line in the fast path', "isMode(now.mode) && config['AP.ch'] === 1", []],
  ['one has none', 'isMode(now.mode)', ['AP.ch']],
  ['neither has one', '', ['mode', 'AP.ch']],
])('%s: the rest is left to the full check', (_what, fastPath, slow) => {
  expect(slowFields(rows, fastPath)).toEqual(slow);
});

it('a schema without rows ends the build', () => {
  expect(() => slowFields('', '')).toThrow('where are the rows of the table?');
});
