// An image of the NVS partition that says "Bluetooth off", which leaves the chip more than twice the free variables.
//
// `ESP32.enableBLE(false)` can't be used once the firmware is on the board: it deletes `.bootcde`. So the flag is
// written from outside, as Espruino keeps it (namespace `nvs`, key `bleStatus`, 32 bits) and in the layout of ESP-IDF's
// NVS: a page header, a map of two bits an entry, entries of 32 bytes. The other two pages stay blank.

import { crc32 } from '../sim/node/bytes.ts';

export const NVS_START = 0x9000;
const NVS_BYTES = 0x3000;

const ENTRY_BYTES = 32;
/** State "in use", sequence number 0, layout version 2; the CRC follows. */
const PAGE_HEADER = Buffer.from('feffffff00000000fe'.padEnd(64, 'f'), 'hex');
/** An entry is "written" when the lower bit of its two is cleared: entries 0 and 1. */
const TWO_WRITTEN = 0xfa;
const [U8, U32] = [0x01, 0x04];
const NO_CHUNK = 0xff;
/** ESP-IDF begins its CRCs there. */
const CRC_START = 0xffffffff;

/** `space` 0 is the list of namespaces itself: the value is the number of the namespace. */
function entry(space: number, type: number, key: string, value: number): Buffer {
  const bytes = Buffer.alloc(ENTRY_BYTES, 0xff);
  bytes.set([space, type, 1, NO_CHUNK]);
  bytes.fill(0, 8, 24).write(key, 8, 'latin1');
  if (type === U8) bytes.writeUInt8(value, 24);
  else bytes.writeUInt32LE(value, 24);
  const covered = Buffer.concat([bytes.subarray(0, 4), bytes.subarray(8)]);
  bytes.writeUInt32LE(crc32(covered, CRC_START), 4);
  return bytes;
}

export function bluetoothOff(): Buffer {
  const image = Buffer.alloc(NVS_BYTES, 0xff);
  PAGE_HEADER.copy(image);
  image.writeUInt32LE(crc32(image.subarray(4, 28), CRC_START), 28);
  image[ENTRY_BYTES] = TWO_WRITTEN;
  const space = 1;
  const entries = [entry(0, U8, 'nvs', space), entry(space, U32, 'bleStatus', 0)];
  for (const [i, bytes] of entries.entries()) bytes.copy(image, (2 + i) * ENTRY_BYTES);
  return image;
}
