// Parts through the chip's ROM, one behind the other as a board has them: none harms its neighbours.

import { expect, it } from 'vitest';
import { openRom } from '../../tools/flash/rom/loader.ts';
import { BLOCK_BYTES, blocksOf, PLAIN_MAX } from '../../tools/flash/rom/put.ts';
import type { Wire } from '../../tools/flash/rom/wire.ts';
import { createRom, type Rom } from '../../tools/sim/rom/rom.ts';

/** A line without control signals, whose other end is the ROM. */
function wireTo(): { wire: Wire; rom: Rom } {
  let take: (bytes: Uint8Array) => void = () => {};
  const rom = createRom(
    (bytes) => queueMicrotask(() => take(bytes)),
    () => {},
  );
  const wire: Wire = {
    write: async (bytes) => rom.write(bytes),
    onData: (listener) => (take = listener),
    onClose() {},
    close() {},
  };
  return { wire, rom };
}

/** Bytes that do not repeat. */
function noise(length: number, seed: number): Buffer {
  let value = seed;
  return Buffer.from(
    Uint8Array.from({ length }, () => {
      value = (Math.imul(value, 1_103_515_245) + 12_345) >>> 0;
      return value >>> 16;
    }),
  );
}

it.each([PLAIN_MAX - 1, PLAIN_MAX, PLAIN_MAX + 1, 0x18000, 0x1a2c0])(
  'a program of %d bytes and what stands before it are in flash as they were sent',
  { timeout: 60_000 },
  async (length) => {
    const { wire, rom } = wireTo();
    const parts = [
      { name: 'storage', offset: 0x320000, bytes: noise(0xe0000, 5) },
      { name: 'records', offset: 0x310000, bytes: noise(0x10000, 6) },
      { name: 'app', offset: 0x10000, bytes: noise(length, 1) },
      { name: 'otadata', offset: 0xc000, bytes: Buffer.alloc(0x2000, 0xff) },
      { name: 'nvs', offset: 0x9000, bytes: noise(0x3000, 2) },
      { name: 'partitions', offset: 0x8000, bytes: noise(0xc00, 3) },
      { name: 'bootloader', offset: 0x1000, bytes: noise(0x4a50, 4) },
    ];
    const opened = await openRom(wire, 115_200, 1);
    for (const part of parts) await opened.put(part, () => {});
    const wrong = parts.filter(({ offset, bytes }) => !rom.flash.subarray(offset, offset + bytes.length).equals(bytes));
    expect(wrong.map(({ name }) => name)).toEqual([]);
  },
);

it.each([
  ['nothing', [], 0],
  ['only what is erased', Array(BLOCK_BYTES).fill(0xff), 0],
  ['a byte', [0], 1],
  ['a block', Array(BLOCK_BYTES).fill(0), 1],
  ['a block and a byte', Array(BLOCK_BYTES + 1).fill(0), 2],
  ['a block and what is erased', [...Array(BLOCK_BYTES).fill(0), ...Array(BLOCK_BYTES).fill(0xff)], 1],
])('%s takes as many blocks as have something in them', (_, bytes, blocks) => {
  expect(blocksOf(Uint8Array.from(bytes))).toBe(blocks);
});
