// The part of protobuf's wire format that provisioning needs: varints and length-delimited fields, over byte strings.
//
//   message = field*    field = tag value    tag = varint(number << 3 | wire type)
//   wire type 0: varint, seven bits a byte, low ones first    2: varint length, then that many bytes
//
// Messages have few fields, so the one loop is over fields and over the bytes of a varint, never over texts.

/** A varint carries 64 bits. */
export const VARINT_MAX = 10;
/** Fields read of one message; the largest of a real client has four. More would only keep the chip busy. */
export const FIELDS_MAX = 16;
/** Bytes of the wire types that are skipped: 64 and 32 bits. */
const FIXED: { [wireType: number]: number } = { 1: 8, 5: 4 };

/** By field number: numbers and byte strings. Of a repeated field the last counts. */
export interface Fields {
  [field: number]: number | string;
}

interface Varint {
  value: number;
  /** Where the next field begins. */
  end: number;
}

function readVarint(bytes: string, begin: number): Varint | undefined {
  let value = 0;
  let factor = 1;
  for (let at = begin; at < bytes.length && at < begin + VARINT_MAX; at++) {
    const byte = bytes.charCodeAt(at);
    value += (byte & 127) * factor;
    if (byte < 128) return { value, end: at + 1 };
    factor *= 128;
  }
  return undefined;
}

/** Where the field's value begins and ends; undefined when it is not all there, or of a group. */
function extent(bytes: string, wireType: number, at: number): { begin: number; end: number } | undefined {
  const fixed = FIXED[wireType];
  const head = wireType === 2 ? readVarint(bytes, at) : { value: fixed || 0, end: at };
  if (!head || (wireType !== 2 && !fixed)) return undefined;
  const end = head.end + head.value;
  return end > bytes.length ? undefined : { begin: head.end, end };
}

/** undefined: not a message (cut short, a length beyond the end, a group), or one with too many fields. */
export function readFields(bytes: string): Fields | undefined {
  const fields: Fields = {};
  let at = 0;
  for (let count = 0; at < bytes.length; count++) {
    const tag = count < FIELDS_MAX ? readVarint(bytes, at) : undefined;
    if (!tag || tag.value < 8) return undefined;
    const wireType = tag.value % 8;
    const number = (tag.value - wireType) / 8;
    const plain = wireType ? undefined : readVarint(bytes, tag.end);
    const span = plain || extent(bytes, wireType, tag.end);
    if (!span) return undefined;
    at = span.end;
    if (plain) fields[number] = plain.value;
    else if (wireType === 2) fields[number] = bytes.slice((span as { begin: number }).begin, at);
  }
  return fields;
}

/** A field that is absent, or of another type than it should be, has its default. */
export function numberIn(fields: Fields, field: number): number {
  const value = fields[field];
  return typeof value === 'number' ? value : 0;
}

export function bytesIn(fields: Fields, field: number): string {
  const value = fields[field];
  return typeof value === 'string' ? value : '';
}

/** Up to 31 bits. */
export function varint(value: number): string {
  let out = '';
  let rest = value;
  while (rest > 127) {
    out += String.fromCharCode(128 | (rest & 127));
    rest >>= 7;
  }
  return out + String.fromCharCode(rest);
}

/** One of a `oneof`, which is there even when it is empty: 0 or ''. */
export function member(field: number, value: number | string): string {
  if (typeof value === 'number') return varint(field << 3) + varint(value);
  return varint((field << 3) | 2) + varint(value.length) + value;
}

/** proto3 leaves out what is 0 or empty. */
export function field(number: number, value: number | string): string {
  return value ? member(number, value) : '';
}
