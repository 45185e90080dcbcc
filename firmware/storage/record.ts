// One record on flash: a header of 16 bytes and a payload, believed only when its CRC-32 agrees.
//
//    0         2       3      4         6        8          12       16
//   +---------+-------+------+---------+--------+----------+--------+------------------------------+
//   | 0x1e 'w'| noted | kind | version | length | sequence | CRC-32 | payload, next one at 4 bytes |
//   +---------+-------+------+---------+--------+----------+--------+------------------------------+
//
// Numbers are big-endian. The CRC covers bytes 3..11 and the payload. `noted` is 0xff until a damaged place has
// been reported, then 0x00: clearing one byte needs no erase, and Storage allows it too (the byte was 0xff).
// 0x1e is a control character, so no JSON text can hold what looks like a record.

import type { FlashArea } from '../platform/ports.ts';

export type Crc32 = (bytes: string) => number;

export interface FlashRecord {
  kind: number;
  version: number;
  /** Counts up with every record written, over all pages. */
  sequence: number;
  payload: string;
}

/** What stands at or behind a place: the next record and its offset, or null and where writing may go on. */
interface Step {
  at: number;
  record: FlashRecord | null;
  /** Damaged places passed on the way. */
  damaged: number;
  /** Those of them that had not been reported before. */
  fresh: number;
}

export const HEADER_BYTES = 16;
const MAGIC = '\x1ew';
const NOTED_AT = 2;
const BLANK_HEADER = '\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff';
// Half a kilobyte is about 40 variables while it is searched.
const SEARCH_BYTES = 512;
// A page of nothing but record beginnings would block the chip for seconds: after this many the page is given up.
const MAX_DAMAGED = 32;

function word(value: number): string {
  return String.fromCharCode(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

function wordAt(bytes: string, at: number): number {
  const low = (bytes.charCodeAt(at + 1) << 16) | (bytes.charCodeAt(at + 2) << 8) | bytes.charCodeAt(at + 3);
  return bytes.charCodeAt(at) * 0x1000000 + low;
}

/** Room that a payload takes on flash with its header. */
export function recordBytes(payload: string): number {
  return HEADER_BYTES + ((payload.length + 3) & ~3);
}

/** The largest payload: see the kinds in store.ts, which must fit on one page together. */
export function maxPayload(pageSize: number): number {
  return pageSize / 4 - HEADER_BYTES;
}

export function encodeRecord(record: FlashRecord, crc32: Crc32): string {
  const payload = record.payload;
  const sizes = word(record.version * 0x10000 + payload.length);
  const covered = String.fromCharCode(record.kind) + sizes + word(record.sequence);
  return `${MAGIC}\xff${covered}${word(crc32(covered + payload))}${payload}`;
}

/** The record whose header begins at `at`, or null: nothing of a damaged one is believed, its length least of all. */
export function readRecord(area: FlashArea, at: number, header: string, crc32: Crc32): FlashRecord | null {
  if (!header.startsWith(MAGIC)) return null;
  const sizes = wordAt(header, 4);
  const length = sizes & 0xffff;
  if (length > maxPayload(area.pageSize)) return null;
  if ((at % area.pageSize) + HEADER_BYTES + length > area.pageSize) return null;
  const payload = length > 0 ? area.read(at + HEADER_BYTES, length) : '';
  if (word(crc32(header.substr(3, 9) + payload)) !== header.substr(12, 4)) return null;
  return { kind: header.charCodeAt(3), version: sizes >>> 16, sequence: wordAt(header, 8), payload };
}

/** Where the next header may begin: found by native search, since a damaged length leads anywhere. */
function searchHeader(area: FlashArea, from: number, end: number): number {
  for (let at = from; at < end; at += SEARCH_BYTES) {
    const bytes = area.read(at, Math.min(SEARCH_BYTES, end - at));
    let hit = bytes.indexOf(MAGIC);
    // Espruino also finds a beginning of MAGIC at the very end, from any place at or behind it: never ask there again.
    while (hit >= 0 && hit & 3) hit = hit + 1 < bytes.length ? bytes.indexOf(MAGIC, hit + 1) : -1;
    if (hit >= 0) return at + hit;
  }
  return end;
}

/** The next whole record at or behind `from` in the page that ends at `end`. Damaged places are noted and passed. */
export function nextRecord(area: FlashArea, from: number, end: number, crc32: Crc32): Step {
  let at = from;
  let damaged = 0;
  let fresh = 0;
  while (at + HEADER_BYTES <= end && damaged < MAX_DAMAGED) {
    const header = area.read(at, HEADER_BYTES);
    const record = readRecord(area, at, header, crc32);
    if (record) return { at, record, damaged, fresh };
    const isBlank = header === BLANK_HEADER;
    // A page that begins blank is blank. Later, a gap with records behind it is damage like any other.
    const next = isBlank && at % area.pageSize === 0 ? end : searchHeader(area, at + 4, end);
    if (isBlank && next >= end) return { at, record: null, damaged, fresh };
    damaged++;
    if (header.charAt(NOTED_AT) !== '\0') {
      fresh++;
      try {
        area.write(at + NOTED_AT, '\0');
      } catch {
        // Storage refuses where something else stands: then it is reported at every start.
      }
    }
    at = next;
  }
  return { at: end, record: null, damaged, fresh };
}
