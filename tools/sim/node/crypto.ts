// require("crypto") of the sandbox: the port's hashes, PBKDF2 and AES, with the port's faults.

import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { type BootSession, natives, print } from './boot-session.ts';
import { bytesOf } from './bytes.ts';

const HASHES = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'];
const DEFAULT_KEY_WORDS = 4;
const BLOCK = 16;

interface Pbkdf2Options {
  keySize?: number;
  iterations?: number;
  hasher?: unknown;
}

interface AesOptions {
  mode?: unknown;
  iv?: unknown;
}

export function createCrypto(session: BootSession): Record<string, unknown> {
  const { realm } = session;
  const hashes = HASHES.map((name) => [
    name,
    (value: unknown) => realm.arrayBuffer(createHash(name.toLowerCase()).update(bytesOf(value)).digest()),
  ]);
  const module = natives(session, {
    ...Object.fromEntries(hashes),
    PBKDF2: (pass: unknown, salt: unknown, options?: Pbkdf2Options) => pbkdf2(session, pass, salt, options ?? {}),
  });
  const crypt = (encrypt: boolean) => (message: unknown, key: unknown, options?: AesOptions) =>
    aes(session, bytesOf(message), bytesOf(key), options ?? {}, encrypt);
  const aesObject = natives(session, { encrypt: crypt(true), decrypt: crypt(false) });
  Object.defineProperty(module, 'AES', { value: aesObject, enumerable: false });
  return module;
}

function pbkdf2(session: BootSession, pass: unknown, salt: unknown, options: Pbkdf2Options): unknown {
  const hasher = options.hasher === undefined ? 'SHA1' : String(options.hasher);
  if (!HASHES.includes(hasher)) throw session.realm.error(`Unknown Hasher ${JSON.stringify(hasher)}`);
  const words = Number(options.keySize) > 0 ? Math.trunc(Number(options.keySize)) : DEFAULT_KEY_WORDS;
  const rounds = Math.max(1, Math.trunc(Number(options.iterations) || 1));
  return session.realm.arrayBuffer(pbkdf2Sync(bytesOf(pass), bytesOf(salt), rounds, words * 4, hasher.toLowerCase()));
}

function aes(session: BootSession, message: Buffer, key: Buffer, options: AesOptions, encrypt: boolean): unknown {
  const mode = options.mode === undefined ? 'CBC' : String(options.mode);
  if (!['CBC', 'CFB', 'CTR', 'ECB', 'OFB'].includes(mode))
    throw session.realm.error(`Unknown Crypto mode ${JSON.stringify(mode)}`);
  if (mode === 'OFB') return complain(session, 'Feature unavailable');
  if (![16, 24, 32].includes(key.length)) return complain(session, 'Invalid key length');
  if (mode === 'CBC' && message.length % BLOCK !== 0) return complain(session, 'Invalid input length');
  const iv = Buffer.alloc(BLOCK);
  if (options.iv !== undefined) bytesOf(options.iv).copy(iv, 0, 0, BLOCK);
  return session.realm.arrayBuffer(run(mode, message, key, iv, encrypt));
}

function complain(session: BootSession, text: string): undefined {
  print(session, `ERROR: ${text}\r\n`);
}

function run(mode: string, message: Buffer, key: Buffer, iv: Buffer, encrypt: boolean): Buffer {
  const bits = key.length * 8;
  if (mode === 'CTR' || mode === 'CFB') {
    // The port ignores the iv of CTR, and decrypts both modes with the wrong key schedule: that result is useless
    // there and, with other bytes, here.
    const cipher = mode === 'CTR' ? `aes-${bits}-ctr` : `aes-${bits}-cfb8`;
    const start = mode === 'CTR' ? Buffer.alloc(BLOCK) : iv;
    const used = encrypt ? key : Buffer.from(key).reverse();
    return createCipheriv(cipher, used, start).update(message);
  }
  const name = mode === 'CBC' ? `aes-${bits}-cbc` : `aes-${bits}-ecb`;
  const start = mode === 'CBC' ? iv : null;
  const cipher = encrypt ? createCipheriv(name, key, start) : createDecipheriv(name, key, start);
  cipher.setAutoPadding(false);
  // ECB works on whole blocks and leaves the rest of the result zero.
  const whole = message.subarray(0, message.length - (message.length % BLOCK));
  return Buffer.concat([cipher.update(whole), Buffer.alloc(message.length - whole.length)]);
}
