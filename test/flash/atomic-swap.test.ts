// Which words of flash are cleared when the new firmware takes the old one's place.

import { describe, expect, it } from 'vitest';
import { type Change, type Head, swapOf, WAITING } from '../../tools/flash/atomic-swap.ts';

const GUARD: Change = { name: '.boot0', waits: '.bootp', size: 40 };
const CODE: Change = { name: '.bootcde', waits: '.bootcdm', size: 500 };
const head = (address: number, name: string, size = 10): Head => ({ address, name, size });
const NEW_GUARD = head(0x2000, '.bootp', 40);
const NEW_CODE = head(0x2100, '.bootcdm', 500);
const NAMED_GUARD = { address: 0x2008, word: 't0\0\0' };
const NAMED_CODE = { address: 0x2108, word: 'tcde' };
const cleared = (address: number): object => ({ address: address + 4, word: '\0\0\0\0' });

describe('the names under which files wait', () => {
  it.each(Object.entries(WAITING))('%s waits as %s, which has one bit more', (name, waits) => {
    const pairs = [...waits].map((letter, i) => [letter.charCodeAt(0), name.charCodeAt(i)]);
    expect(waits).toHaveLength(name.length);
    for (const [more = 0, less = 0] of pairs) expect(more & less).toBe(less);
    const bits = pairs.map(([more = 0, less = 0]) => (more ^ less).toString(2).replaceAll('0', '').length);
    expect(bits.reduce((sum, n) => sum + n)).toBe(1);
  });
});

describe('the words that are cleared', () => {
  it.each<[string, Head[], Change[], object[]]>([
    ['on a bare board: the names only', [NEW_GUARD, NEW_CODE], [GUARD, CODE], [NAMED_GUARD, NAMED_CODE]],
    [
      'over an old firmware: new names first, then the old ones go',
      [head(0, '.boot0'), head(0x100, '.bootcde'), NEW_GUARD, NEW_CODE],
      [GUARD, CODE],
      [NAMED_GUARD, NAMED_CODE, cleared(0), cleared(0x100)],
    ],
    ['with nothing new', [head(0, '.boot0'), head(0x100, '.bootcde')], [], []],
    ['code only', [head(0x100, '.bootcde'), NEW_CODE], [CODE], [NAMED_CODE, cleared(0x100)]],
    [
      'what a run before has left: the one in force goes last',
      [head(0x100, '.bootcde'), head(0x900, '.bootcde'), NEW_CODE],
      [CODE],
      [NAMED_CODE, cleared(0x900), cleared(0x100)],
    ],
    [
      'a new file that lies in front of the old one, in a hole',
      [head(0x2000, '.bootp', 40), head(0x3000, '.boot0')],
      [GUARD],
      [NAMED_GUARD, cleared(0x3000)],
    ],
    [
      'what would run in place of it, last',
      [head(0, '.bootrst'), head(0x40, '.varimg'), NEW_CODE],
      [CODE],
      [NAMED_CODE, cleared(0x40), cleared(0)],
    ],
  ])('%s', (_, heads, changes, writes) => {
    expect(swapOf(heads, changes, false)).toEqual({ writes, leavesOld: false });
  });

  it.each<[string, Head[]]>([
    ['nothing waits', [head(0, '.bootcde')]],
    ['it has another size', [head(0x2100, '.bootcdm', 499)]],
    ['there are two', [NEW_CODE, head(0x4000, '.bootcdm', 500)]],
  ])('are none when %s', (_, heads) => {
    expect(swapOf(heads, [CODE], false)).toBeUndefined();
  });
});

describe('what is left for ESP32.enableBLE, which erases the first .bootcde', () => {
  it.each<[string, Head[], object[], boolean]>([
    ['the old one', [head(0x100, '.bootcde'), NEW_CODE], [NAMED_CODE], true],
    [
      'one of two old ones',
      [head(0x100, '.bootcde'), head(0x200, '.bootcde'), head(0, '.bootrst'), NEW_CODE],
      [NAMED_CODE, cleared(0x200)],
      true,
    ],
    [
      'not the new one, should it be the first',
      [NEW_CODE, head(0x4000, '.bootcde')],
      [NAMED_CODE, cleared(0x4000)],
      false,
    ],
    ['nothing on a board without', [NEW_CODE], [NAMED_CODE], false],
  ])('%s', (_, heads, writes, leavesOld) => {
    expect(swapOf(heads, [CODE], true)).toEqual({ writes, leavesOld });
  });
});
