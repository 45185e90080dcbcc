// What the chip's crypto module does for a session, on Node's.

import { type Cipher, createCipheriv, createDecipheriv, createHash, type Decipher, pbkdf2Sync } from 'node:crypto';
import type { Ciphers } from '../../firmware/platform/ports.ts';
import { bytesOf } from '../sim/node/bytes.ts';

const whole = (cipher: Cipher | Decipher, text: string): string => {
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(bytesOf(text)), cipher.final()]).toString('latin1');
};
export const ciphers: Ciphers = {
  sha256: (text) => createHash('sha256').update(bytesOf(text)).digest().toString('latin1'),
  derive: (key, text, rounds, size) =>
    pbkdf2Sync(bytesOf(key), bytesOf(text), rounds, size, 'sha256').toString('latin1'),
  encrypt: (text, key, iv) => whole(createCipheriv('aes-256-cbc', bytesOf(key), bytesOf(iv)), text),
  decrypt: (text, key, iv) => whole(createDecipheriv('aes-256-cbc', bytesOf(key), bytesOf(iv)), text),
  toHex: (text) => bytesOf(text).toString('hex'),
  // Like the port: a character that is not a digit gives wrong bytes, not an error.
  fromHex: (hex) =>
    (hex.match(/.{2}/gs) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16) & 255)).join(''),
};
