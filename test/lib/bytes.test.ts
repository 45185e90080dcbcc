// Numbers as bytes.

import { expect, it } from 'vitest';
import { word } from '../../firmware/lib/bytes.ts';

it.each([
  [0, '\0\0\0\0'],
  [0x01020304, '\x01\x02\x03\x04'],
  [10_000, '\0\0\x27\x10'],
  [0xffffffff, '\xff\xff\xff\xff'],
  [-1, '\xff\xff\xff\xff'],
])('%i is four bytes, the highest first', (value, bytes) => {
  expect(word(value)).toBe(bytes);
});
