// Bluetooth off: byte for byte what ESP-IDF's own generator writes into the first page for the same two rows.

import { expect, it } from 'vitest';
import { bluetoothOff } from '../../tools/image/nvs.ts';

/**
 * Worked out by the statements of nvs_partition_gen.py (ESP-IDF 4, layout version 2) for
 * `nvs,namespace,,` and `bleStatus,data,u32,0`: header, map, namespace, value.
 */
const GENERATED = [
  'feffffff00000000feffffffffffffffffffffffffffffffffffffff842dbab9',
  'faffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  '000101ff79357f476e76730000000000000000000000000001ffffffffffffff',
  '010401ff8c2b45e8626c655374617475730000000000000000000000ffffffff',
];

it('has the rows of the generator', () => {
  expect(bluetoothOff().toString('hex', 0, 128).match(/.{64}/g)).toEqual(GENERATED);
});

it('is as long as the partition, and blank behind the rows', () => {
  const image = bluetoothOff();
  expect(image).toHaveLength(0x3000);
  expect(image.subarray(128).every((byte) => byte === 0xff)).toBe(true);
});
