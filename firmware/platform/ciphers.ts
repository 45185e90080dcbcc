// Ciphers and hashes by the interpreter's own modules, which are handed in, and checked for results that are short.

import type { Interpreter } from './chip.ts';
import type { CryptoModule } from './chip-crypto.ts';
import type { Ciphers } from './ports.ts';

/**
 * The interpreter gives its results in one block of memory. After hundreds of requests there may be none of 1 KB, though 3000
 * variables are free (seen on the chip's firmware): so long ones are worked out in parts, whole blocks of AES each.
 */
const PART_BYTES = 256;
const BLOCK_BYTES = 16;

/** A key must never be shorter than it should be: without memory for the result there is none. */
export function bytesOf(E: Interpreter, buffer: ArrayBuffer | undefined, length: number): string {
  let bytes = '';
  for (let at = 0; buffer && at < length; at += PART_BYTES)
    bytes += E.toString(new Uint8Array(buffer, at, at + PART_BYTES > length ? length - at : PART_BYTES)) || '';
  if (bytes.length !== length) throw new Error('crypto');
  return bytes;
}

/** AES-CBC: each part's vector is the ciphertext's last block before it. */
function inParts(
  E: Interpreter,
  crypto: CryptoModule,
  cipher: 'encrypt' | 'decrypt',
  bytes: string,
  key: string,
  iv: string,
): string {
  const aes = crypto.AES;
  let done = '';
  let vector = iv;
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    const part = bytes.slice(at, at + PART_BYTES);
    const result = bytesOf(E, aes[cipher](part, key, { mode: 'CBC', iv: vector }), part.length);
    done += result;
    vector = (cipher === 'encrypt' ? result : part).slice(-BLOCK_BYTES);
  }
  return done;
}

export function ciphersOf(E: Interpreter, crypto: CryptoModule): Ciphers {
  return {
    sha256: (bytes) => bytesOf(E, crypto.SHA256(bytes), 32),
    derive(key, message, iterations, length) {
      const options = { keySize: length / 4, iterations, hasher: 'SHA256' as const };
      return bytesOf(E, crypto.PBKDF2(key, message, options), length);
    },
    encrypt: (bytes, key, iv) => inParts(E, crypto, 'encrypt', bytes, key, iv),
    decrypt: (bytes, key, iv) => inParts(E, crypto, 'decrypt', bytes, key, iv),
    toHex(bytes) {
      const hex = new Uint8Array(2 * bytes.length);
      E.mapInPlace(E.toUint8Array(bytes), hex, E.toUint8Array('0123456789abcdef'), 4);
      return bytesOf(E, hex.buffer, hex.length);
    },
    fromHex(hex) {
      const view = new DataView(new ArrayBuffer(hex.length / 2));
      // No native call reads hex. A name of this function's own is found a third faster.
      const number = parseInt;
      const length = hex.length;
      for (let at = 0; at < length; at += 8) view.setUint32(at / 2, number(hex.substr(at, 8), 16));
      return bytesOf(E, view.buffer, hex.length / 2);
    },
  };
}
