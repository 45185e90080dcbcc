// The wire format: what is read, what is skipped, what is refused, and the bytes that are written.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesIn,
  FIELDS_MAX,
  field,
  member,
  numberIn,
  readFields,
  VARINT_MAX,
  varint,
} from '../../../firmware/protocols/espressif/protobuf.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { hex, unhex } from '../../fakes/esp-device.ts';
import { onInterpreters } from '../../interpreters.ts';

describe('varint', () => {
  it.each([
    [0, '00'],
    [1, '01'],
    [127, '7f'],
    [128, '8001'],
    [300, 'ac02'],
    [0x7fffffff, 'ffffffff07'],
  ])('%d is %s', (value, digits) => {
    expect(hex(varint(value))).toBe(digits);
  });
});

describe('a message', () => {
  it.each([
    ['is empty', '', {}],
    ['has numbers and bytes', '0802 120548656c6c6f', { 1: 2, 2: 'Hello' }],
    ['has an empty member', '5200', { 10: '' }],
    ['has unknown fields', '0801 9a0603414243 a83f07', { 1: 1, 99: 'ABC', 1013: 7 }],
    ['has fixed32 and fixed64, which are skipped', '0d01020304 110102030405060708 1807', { 3: 7 }],
    ['repeats a field: the last counts', '0801 0802', { 1: 2 }],
    ['has a number of 64 bits', '08ffffffffffffffffff01', { 1: 2 ** 64 }],
    ['writes a number longer than it need be', '08818000', { 1: 1 }],
  ])('that %s is read', (_what, digits, fields) => {
    expect(readFields(unhex(digits))).toEqual(fields);
  });

  it.each([
    ['ends after a tag', '08'],
    ['ends within a varint', '0880'],
    ['ends within a tag', '0801 80'],
    ['has a length beyond its end', '120548656c6c'],
    ['has a length of 64 bits', '12ffffffffffffffffff01 00'],
    ['ends within a fixed32', '0d010203'],
    ['ends within a fixed64', '1101020304050607'],
    ['begins a group', '0b'],
    ['ends a group', '0c'],
    ['has wire type 6', '0e00'],
    ['has wire type 7', '0f00'],
    ['has field number 0', '0001'],
    ['has a varint of 11 bytes', `08${'80'.repeat(VARINT_MAX)}01`],
  ])('that %s is refused', (_what, digits) => {
    expect(readFields(unhex(digits))).toBeUndefined();
  });

  it.each([
    [VARINT_MAX - 1, true],
    [VARINT_MAX, true],
    [VARINT_MAX + 1, false],
  ])('with a varint of %d bytes: %s', (size, isRead) => {
    expect(readFields(unhex(`08${'80'.repeat(size - 1)}01`)) !== undefined).toBe(isRead);
  });

  it.each([
    [FIELDS_MAX - 1, true],
    [FIELDS_MAX, true],
    [FIELDS_MAX + 1, false],
  ])('with %d fields: %s', (count, isRead) => {
    expect(readFields(unhex('0801'.repeat(count))) !== undefined).toBe(isRead);
  });

  it('of random bytes never throws, and bytes in it are bytes of the message', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some).toString('latin1'));
    fc.assert(
      fc.property(bytes, (some) => {
        const fields = readFields(some) ?? {};
        for (const value of Object.values(fields)) expect(typeof value === 'number' || some.includes(value)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('that was written is read again', () => {
    const value = fc.oneof(
      fc.integer({ min: 0 }),
      fc.uint8Array({ maxLength: 200 }).map((some) => Buffer.from(some).toString('latin1')),
    );
    const pairs = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 21 }), value), {
      maxLength: FIELDS_MAX,
      selector: (pair) => pair[0],
    });
    fc.assert(
      fc.property(pairs, (fields) => {
        const text = fields.map(([number, some]) => member(number, some)).join('');
        expect(readFields(text)).toEqual(Object.fromEntries(fields));
      }),
    );
  });
});

describe('in the real interpreter', () => {
  const module = 'firmware/protocols/espressif/protobuf.ts';

  onInterpreters((path) => {
    it('a message is read, or refused, as in Node', { timeout: 60_000 }, async () => {
      const whole = [
        '0802120548656c6c6f',
        '5200',
        '08019a0603414243a83f07',
        '0d010203041101020304050607081807',
        '0880808001',
      ];
      const cut = ['0880', '120548656c6c', '12ffffffffffffffffff0100', '0b', '0f00', '0001', `08${'80'.repeat(10)}01`];
      // Short noise often is a message; its numbers have at most seven bytes, which a double holds.
      const noise = fc.sample(fc.uint8Array({ maxLength: 8 }), { seed: 3, numRuns: 150 });
      const rows = [...whole, ...cut].map(unhex).concat(noise.map((some) => Buffer.from(some).toString('latin1')));
      const chip = await eachOnChip(path, module, 'm.readFields(row) || 0', rows);
      const node = rows.map((row) => JSON.parse(JSON.stringify(readFields(row) ?? 0)) as unknown);
      expect(chip.map((given, i) => [hex(rows[i] ?? ''), given])).toEqual(
        node.map((want, i) => [hex(rows[i] ?? ''), want]),
      );
      expect(node.filter((want) => want !== 0).length).toBeGreaterThan(20);
    });
  });

  onInterpreters((path) => {
    it('a number is written as in Node', { timeout: 60_000 }, async () => {
      const numbers = [0, 1, 127, 128, 300, 16383, 16384, 0x7fffffff];
      expect(await eachOnChip(path, module, 'm.member(21, row)', numbers)).toEqual(
        numbers.map((number) => member(21, number)),
      );
    });
  });
});

describe('a field', () => {
  it('that is absent or of another type has its default', () => {
    expect(numberIn({ 1: 'x' }, 1)).toBe(0);
    expect(numberIn({}, 1)).toBe(0);
    expect(bytesIn({ 1: 7 }, 1)).toBe('');
    expect(bytesIn({}, 1)).toBe('');
  });

  it.each([
    [field(1, 0), ''],
    [field(1, ''), ''],
    [field(3, 7), '1807'],
    [field(1, 'Hi'), '0a024869'],
    [member(10, 0), '5000'],
    [member(21, ''), 'aa0100'],
  ])('%j is written as %s: what is 0 or empty only in a oneof', (bytes, digits) => {
    expect(hex(bytes)).toBe(digits);
  });
});
