// One record: what is written is read back, what is damaged is never believed.

import { expect, it } from 'vitest';
import type { FlashRecord } from '../../firmware/storage/record.ts';
import {
  encodeRecord,
  HEADER_BYTES,
  maxPayload,
  nextRecord,
  readRecord,
  recordBytes,
} from '../../firmware/storage/record.ts';
import { crc32, fakeFlash, rng } from '../fakes/flash.ts';

const record: FlashRecord = { kind: 1, version: 2, sequence: 0xfedcba98, payload: '{"SSID":"Caf\xc3\xa9"}' };
const at = (flash: ReturnType<typeof fakeFlash>, from: number) =>
  readRecord(flash, from, flash.read(from, HEADER_BYTES), crc32);

it('reads back what it wrote, with a sequence number beyond 2^31 and bytes beyond ASCII', () => {
  const flash = fakeFlash(1, 512);
  flash.write(0, encodeRecord(record, crc32));
  expect(at(flash, 0)).toEqual(record);
});

it.each([0, 1, 2, 3, 4, 5])('puts the record behind a payload of %i bytes on a multiple of 4', (length) => {
  const flash = fakeFlash(1, 512);
  const first = { ...record, payload: 'x'.repeat(length) };
  flash.write(0, encodeRecord(first, crc32));
  flash.write(recordBytes(first.payload), encodeRecord(record, crc32));
  expect(recordBytes(first.payload) % 4).toBe(0);
  const step = nextRecord(flash, recordBytes(first.payload), 512, crc32);
  expect(step).toMatchObject({ record, damaged: 0 });
});

it('refuses every record with one flipped bit, but for the byte that is cleared when damage is reported', () => {
  const bytes = Buffer.from(encodeRecord(record, crc32), 'latin1');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flash = fakeFlash(1, 512);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    flash.write(0, bytes.toString('latin1'));
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(at(flash, 0), `bit ${bit}`).toEqual(bit >> 3 === 2 ? record : null);
  }
});

it.each([
  ['limit - 1', -1, true],
  ['limit', 0, true],
  ['limit + 1', 1, false],
])('believes a payload of the %s: %#', (_, over, good) => {
  const flash = fakeFlash(1, 512);
  const big = { ...record, payload: 'x'.repeat(maxPayload(512) + over) };
  flash.write(0, encodeRecord(big, crc32));
  expect(at(flash, 0) !== null).toBe(good);
});

it('finds the record behind a damaged one whose length leads anywhere, and notes the damage once', () => {
  const flash = fakeFlash(1, 512);
  flash.write(0, encodeRecord({ ...record, payload: 'damaged in the middle' }, crc32));
  flash.bytes[7] = 99;
  const behind = recordBytes('damaged in the middle');
  flash.write(behind, encodeRecord(record, crc32));
  expect(nextRecord(flash, 0, 512, crc32)).toEqual({ at: behind, record, damaged: 1, fresh: 1 });
  expect(nextRecord(flash, 0, 512, crc32)).toEqual({ at: behind, record, damaged: 1, fresh: 0 });
});

it('closes a page that ends in damage, and goes on in one that ends blank', () => {
  const flash = fakeFlash(2, 512);
  flash.write(0, encodeRecord(record, crc32));
  flash.write(512, encodeRecord(record, crc32));
  const end = recordBytes(record.payload);
  flash.write(512 + end, '\x1e');
  expect(nextRecord(flash, end, 512, crc32)).toMatchObject({ record: null, at: end });
  expect(nextRecord(flash, 512 + end, 1024, crc32)).toMatchObject({ record: null, at: 1024 });
});

it('gives a page of nothing but record beginnings up after 32 of them', () => {
  const flash = fakeFlash(1, 4096);
  let reads = 0;
  const read = flash.read;
  flash.read = (offset, length) => {
    reads++;
    return read(offset, length);
  };
  flash.write(0, '\x1ew\xff\x01\x00\x02\x00\x04'.repeat(512));
  expect(nextRecord(flash, 0, 4096, crc32)).toMatchObject({ record: null, at: 4096, damaged: 32 });
  expect(reads).toBeLessThan(100);
});

it('never leaves the page and never throws, whatever stands there', () => {
  const random = rng(7);
  for (let round = 0; round < 300; round++) {
    const flash = fakeFlash(1, 512);
    flash.bytes.forEach((_, i) => {
      flash.bytes[i] =
        random() < 0.3 ? ([0x1e, 0x77, 0xff, 0][Math.floor(random() * 4)] ?? 0) : Math.floor(random() * 256);
    });
    expect(nextRecord(flash, 0, 512, crc32)).toMatchObject({ record: null, at: 512 });
  }
});
