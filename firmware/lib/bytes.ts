// Numbers as bytes, for what is hashed or kept in flash.

/** Four bytes, the highest first. */
export function word(value: number): string {
  return String.fromCharCode((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}
