// The setup code: never without 64 different reads, no character preferred, and forgiving to who types it.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { normaliseCode } from '../../firmware/lib/setup-code.ts';
import { addRead, CODE_LENGTH, codeFrom, drawSecret, formatCode } from '../../firmware/security/code.ts';
import { rng } from '../fakes/flash.ts';

const sha256 = (bytes: string): string => createHash('sha256').update(bytes, 'latin1').digest().toString('latin1');
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function pool(reads: number[]): string {
  return reads.reduce(addRead, '');
}
const different = (count: number, seed = 1): number[] => {
  const random = rng(seed);
  return Array.from({ length: count }, () => Math.floor(random() * 2 ** 32));
};

describe('drawing', () => {
  it.each([
    ['63 different reads', false, different(63)],
    ['64', true, different(64)],
    ['65', true, different(65)],
    ['a stuck register', false, new Array<number>(1000).fill(0x12345678)],
    ['one that is all ones', false, new Array<number>(1000).fill(0xffffffff)],
    ['two values in turn', false, Array.from({ length: 1000 }, (_, i) => i % 2)],
    ['63 values over and over', false, Array.from({ length: 1000 }, (_, i) => (i % 63) * 0x01010101)],
  ])('%s give a secret: %s', (_, enough, reads) => {
    expect(drawSecret(pool(reads), sha256, 'code') !== undefined).toBe(enough);
  });

  it('can be fed at several moments, and keeps no more than it needs', () => {
    const reads = different(64);
    expect(reads.slice(40).reduce(addRead, pool(reads.slice(0, 40)))).toBe(pool(reads));
    expect(pool(different(500)).length).toBe(256);
  });

  it('gives another secret for each single read, and for each salt', () => {
    const reads = different(64);
    const secrets = reads.map((read, i) => {
      const changed = reads.slice();
      changed[i] = (read ^ 1) >>> 0;
      return drawSecret(pool(changed), sha256, 'code');
    });
    secrets.push(drawSecret(pool(reads), sha256, 'code'), drawSecret(pool(reads), sha256, 'seed'));
    expect(new Set(secrets).size).toBe(66);
  });

  it('prefers no character at any of the 12 places (chi-square, 20 000 codes, fixed seed)', () => {
    const counts = Array.from({ length: CODE_LENGTH }, () => new Map<string, number>());
    const base = different(63);
    const rounds = 20000;
    for (let i = 0; i < rounds; i++) {
      const code = codeFrom(drawSecret(pool([...base, i]), sha256, 'code') ?? '');
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
      counts.forEach((count, place) => {
        count.set(code[place] ?? '', (count.get(code[place] ?? '') ?? 0) + 1);
      });
    }
    for (const count of counts) {
      const expected = rounds / 32;
      const chi = [...ALPHABET].reduce((sum, c) => sum + ((count.get(c) ?? 0) - expected) ** 2 / expected, 0);
      // 31 degrees of freedom: 61.1 is exceeded once in a thousand.
      expect(chi).toBeLessThan(61.1);
    }
  });
});

it('is shown in groups of four', () => {
  expect(formatCode('ABCD0123WXYZ')).toBe('ABCD-0123-WXYZ');
});

it('reads back every code it shows', () => {
  for (let i = 0; i < 500; i++) {
    const code = codeFrom(sha256(`${i}`));
    expect(normaliseCode(formatCode(code).toLowerCase())).toBe(code);
  }
});
