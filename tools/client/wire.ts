// Bytes, hex and numbers as PROVLAN1 writes them.

export type Bytes = Uint8Array<ArrayBuffer>;

export function toHex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** undefined for anything but whole bytes in lower-case hex, and for another length where one is asked for. */
export function fromHex(text: unknown, length?: number): Bytes | undefined {
  if (typeof text !== 'string' || !/^(?:[0-9a-f]{2})*$/.test(text)) return undefined;
  if (length !== undefined && text.length !== 2 * length) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

export function utf8(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text));
}

/** Four bytes, the highest first. */
export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export function join(...parts: Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Takes as long for wrong bytes as for the right ones. */
export function isSame(a: Bytes, b: Bytes): boolean {
  let differing = a.length ^ b.length;
  for (let i = 0; i < Math.min(a.length, b.length); i++) differing |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return differing === 0;
}
