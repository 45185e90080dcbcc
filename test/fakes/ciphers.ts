// What the chip's crypto module does for a session, on Node's.

import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import type { Ciphers } from '../../firmware/platform/ports.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const text = (...parts: Buffer[]): string => Buffer.concat(parts).toString('latin1');

export const ciphers: Ciphers = {
  sha256: (message) => text(createHash('sha256').update(bytes(message)).digest()),
  derive: (key, message, iterations, length) =>
    text(pbkdf2Sync(bytes(key), bytes(message), iterations, length, 'sha256')),
  encrypt(message, key, iv) {
    const cipher = createCipheriv('aes-256-cbc', bytes(key), bytes(iv)).setAutoPadding(false);
    return text(cipher.update(bytes(message)), cipher.final());
  },
  decrypt(message, key, iv) {
    const cipher = createDecipheriv('aes-256-cbc', bytes(key), bytes(iv)).setAutoPadding(false);
    return text(cipher.update(bytes(message)), cipher.final());
  },
  toHex: (message) => bytes(message).toString('hex'),
  fromHex: (hex) => (hex.match(/.{8}/gs) ?? []).map((part) => text(wordOf(part))).join(''),
};

/** As the chip reads it: what is no digit ends the number. */
function wordOf(hex: string): Buffer {
  const word = Buffer.alloc(4);
  word.writeUInt32BE((Number.parseInt(hex, 16) || 0) >>> 0);
  return word;
}
