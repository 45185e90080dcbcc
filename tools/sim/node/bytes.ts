// What Espruino's native calls take for bytes: texts, numbers, lists, typed arrays, buffers, nested as they come.

import { isArrayBuffer } from './json.ts';

export function bytesOf(value: unknown): Buffer {
  if (typeof value === 'string') return Buffer.from(value, 'latin1');
  if (typeof value === 'number') return Buffer.from([value & 0xff]);
  if (value === undefined || value === null) return Buffer.alloc(0);
  if (isArrayBuffer(value)) return Buffer.from(new Uint8Array(value));
  if (ArrayBuffer.isView(value) && 'length' in value)
    return Buffer.from(Array.from(value as Uint8Array, (n) => n & 0xff));
  if (Array.isArray(value)) return Buffer.concat(value.map(bytesOf));
  if (typeof value === 'object' && 'data' in value && 'count' in value)
    return Buffer.concat(Array.from({ length: Number(value.count) }, () => bytesOf(value.data)));
  return Buffer.from(String(value), 'latin1');
}

/** What a native that wants text makes of a value. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : bytesOf(value).toString('latin1');
}

/** CRC-32 as in zlib, unsigned; `before` is that of what stands in front. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let crc = before ^ 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
