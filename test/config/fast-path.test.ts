// The fast path gives the config that the full check gives (judgeChanges, which has no fast path), or it leaves the request alone.

import { describe, expect, it } from 'vitest';
import { type Changes, validateChanges } from '../../firmware/config/check.ts';
import { quickChanges } from '../../firmware/config/fast-path.ts';
import { type Config, defaultConfig, FIELDS } from '../../firmware/config/schema.ts';
import { isFault } from '../../firmware/lib/result.ts';

function stored(): Config {
  return Object.assign(defaultConfig('PROV_000110'), {
    'STA.SSID': 'Home',
    'STA.PWD': 'correct horse',
    'AP.PWD': 'lamp pass',
  });
}

const nested = (path: string, value: unknown): Changes => {
  const [block, key] = path.split('.') as [string, string | undefined];
  return key === undefined ? { [block]: value } : { [block]: { [key]: value } };
};

const TEXTS = [
  '',
  'a',
  'Home',
  '12345678',
  'x'.repeat(31),
  'x'.repeat(32),
  'x'.repeat(62),
  'x'.repeat(63),
  'f'.repeat(64),
];
const ODD = ['********', 'a"b"c"d"e', 'back\\slash', 'tab\there 8', 'caf\xc3\xa9 1234', '\x7f1234567', 'GEN', 'USA'];
const NUMBERS = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 1.5];
const OTHERS = [true, null, [], {}, ['x']];

describe('plain settings', () => {
  for (const path of Object.keys(FIELDS))
    it(`${path}: the fast path takes only values of which the full check makes the same config, without a warning`, () => {
      let taken = 0;
      for (const value of [...TEXTS, ...ODD, ...NUMBERS, ...OTHERS]) {
        const changes = nested(path, value);
        const fast = quickChanges(changes, stored());
        if (!fast) continue;
        taken++;
        const full = validateChanges(changes, stored());
        expect(isFault(full), `${path}=${JSON.stringify(value)}`).toBe(false);
        expect(full).toEqual({ config: fast, warnings: [] });
      }
      // A field without a line of its own there is always left to the full check.
      if (BUILD_SLOW_FIELDS.includes(`,${path},`)) expect(taken).toBe(0);
      else expect(taken).toBeGreaterThan(0);
    });

  it.each([
    ['an unknown field', { nope: 1 }],
    ['a field of an object', { constructor: 1 }],
    ['a path instead of a block', { 'STA.SSID': 'Home' }],
    ['an empty block', { STA: {} }],
    ['nothing', {}],
    ['an inherited name in a block', { STA: { toString: 'x' } }],
    ['another spelling', { sta: { ssid: 'Home' } }],
    ['a null block', { STA: null }],
  ])('the fast path leaves %s to the full check', (_what, changes) => {
    expect(quickChanges(changes as Changes, stored())).toBeUndefined();
  });

  it('the fast path takes a network and its password', () => {
    expect(quickChanges({ STA: { SSID: 'x'.repeat(31), PWD: 'y'.repeat(63) } }, stored())).toMatchObject({
      'STA.SSID': 'x'.repeat(31),
      'STA.PWD': 'y'.repeat(63),
    });
  });
});
