// A firmware file (build/firmware.bin) as an update sends it: what it says of itself, and whether it is whole.

import { BODY_AT, HEAD_MAX } from '../../firmware/storage/slots.ts';
import { deviceError } from './errors.ts';

const HEAD_BEGIN = 0x1e;
const NEWLINE = 0x0a;

export interface FirmwareFile {
  /** The text of the head, as the device takes it. */
  header: string;
  product: string;
  version: string;
  /** The least Espruino. */
  espruino: string;
  bytes: Uint8Array;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

const unusable = (message: string): Error => deviceError('usage', 'not_firmware', message);

function headIn(bytes: Uint8Array): { header: string; head: { [key: string]: unknown } } {
  const end = bytes.subarray(0, HEAD_MAX).indexOf(NEWLINE);
  if (bytes[0] !== HEAD_BEGIN || end < 0) throw unusable('this is no wifiprov firmware file (build/firmware.bin)');
  const header = new TextDecoder().decode(bytes.subarray(1, end));
  try {
    return { header, head: JSON.parse(header) };
  } catch {
    throw unusable('the head of the firmware file is damaged');
  }
}

/** Throws a DeviceError of the kind `usage` for anything that no device should get. */
export function readFirmwareFile(bytes: Uint8Array): FirmwareFile {
  const { header, head } = headIn(bytes);
  if (head['size'] !== bytes.length)
    throw unusable(`the firmware file has ${bytes.length} bytes, and its head says ${head['size']}: it is not whole`);
  if (head['crc'] !== crc32(bytes.subarray(BODY_AT)))
    throw unusable('the firmware file is damaged: its CRC-32 is wrong');
  const { product, version, espruino } = head;
  return { header, product: String(product), version: String(version), espruino: String(espruino), bytes };
}
