// A head that a power cut has torn becomes the head of an erased file.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEAD_BYTES, repairHeader } from '../../tools/flash/repair-header.ts';

const END = 0x400000;
const AT = 0x3f0000;

const wordOf = (bytes: string): number => Buffer.from(bytes, 'latin1').readUInt32LE(0);

describe('a torn head', () => {
  it.each([
    ['with one byte of its size', 0xffffffa0, 0, 0xff000000],
    ['with two', 0xffffd3a0, 0, 0xff000000],
    ['with one bit cleared', 0xfffffffe, 0, 0xff000000],
    ['with bytes behind it', 0xffffffa0, 33, 0xff000080],
    ['with bytes behind it that just fit', 0xffffffa0, 0xa0, 0xff0000a0],
    ['with one byte more', 0xffffffa0, 0xa1, 0xff000100],
    ['without flags', 0x00ffd3a0, 0, 0x00000020],
  ])('%s becomes an erased file', (_, word, spoiled, mended) => {
    const writes = repairHeader({ address: AT, word, spoiled }, END);
    expect(writes?.map(({ address }) => address)).toEqual([AT + 4, AT]);
    expect(writes?.[0]?.word).toBe('\0\0\0\0');
    expect(wordOf(writes?.[1]?.word ?? '').toString(16)).toBe(mended.toString(16));
  });

  it.each([
    ['no bit is left', 0, 0, AT],
    ['no size covers what is behind it', 0x00000010, 17, AT],
    ['there is no room for it', 0xffffffff, 1, END - HEAD_BYTES],
  ])('stays when %s', (_, word, spoiled, address) => {
    expect(repairHeader({ address, word, spoiled }, END)).toBeUndefined();
  });

  it('is only ever cleared in bits that it has, and reads as a file', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 2048 }), (word, spoiled) => {
        const made = repairHeader({ address: AT, word, spoiled }, END);
        if (!made) return;
        const mended = wordOf(made[1]?.word ?? '');
        expect((mended & word) >>> 0).toBe(mended);
        expect(mended).toBeGreaterThan(0);
        expect(mended & 0xffffff).toBeGreaterThanOrEqual(spoiled);
        expect(AT + HEAD_BYTES + (mended & 0xffffff)).toBeLessThanOrEqual(END);
      }),
    );
  });
});
