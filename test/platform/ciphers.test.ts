// Cryptography that fails: the interpreter answers with nothing where it has no memory, and a build may lack the module.

import { createCipheriv, createDecipheriv } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Ciphers } from '../../firmware/platform/ports.ts';
import { platformCode } from '../fakes/platform-code.ts';

const KEY = 'k'.repeat(32);
const BYTES = 'b'.repeat(16);
/** What the interpreter is asked for at once. */
const PART = 256;

/** Among globals of its own; `result` stands for what each native call gives back, undefined: there is no module. */
function ciphersOf(result: string | undefined): Ciphers {
  const memory = (): ArrayBuffer => new ArrayBuffer(32);
  const crypto = { SHA256: memory, PBKDF2: memory, AES: { encrypt: memory, decrypt: memory } };
  const globals = {
    require: () => (result === undefined ? undefined : crypto),
    E: { toString: () => result, toUint8Array: () => new Uint8Array(), mapInPlace: () => undefined },
  };
  return (runInNewContext(`${platformCode};hal`, globals) as { espruinoCiphers(): Ciphers }).espruinoCiphers();
}

const CALLS: [name: string, call: (ciphers: Ciphers) => string][] = [
  ['sha256', (ciphers) => ciphers.sha256(BYTES)],
  ['derive', (ciphers) => ciphers.derive(KEY, BYTES, 1, 32)],
  ['encrypt', (ciphers) => ciphers.encrypt(BYTES, KEY, BYTES)],
  ['decrypt', (ciphers) => ciphers.decrypt(BYTES, KEY, BYTES)],
  ['toHex', (ciphers) => ciphers.toHex(BYTES)],
  ['fromHex', (ciphers) => ciphers.fromHex('00'.repeat(16))],
];

describe.each(CALLS)('%s', (_name, call) => {
  it.each(['', 'x', 'x'.repeat(31)])('never gives less than it should: a result of "%s" is an exception', (result) => {
    expect(() => call(ciphersOf(result))).toThrow('crypto');
  });
});

it('gives what is as long as it should be', () => {
  expect(ciphersOf('x'.repeat(32)).derive(KEY, BYTES, 1, 32)).toBe('x'.repeat(32));
});

/** Node's AES under the platform's code. The interpreter has no memory for a result of more than a part. */
function realCiphers(): Ciphers {
  type Run = (bytes: string, key: string, options: { iv: string }) => ArrayBuffer | undefined;
  const aes =
    (make: typeof createCipheriv | typeof createDecipheriv): Run =>
    (bytes, key, { iv }) => {
      if (bytes.length > PART) return undefined;
      const cipher = make('aes-256-cbc', Buffer.from(key, 'latin1'), Buffer.from(iv, 'latin1')).setAutoPadding(false);
      return new Uint8Array(Buffer.concat([cipher.update(bytes, 'latin1'), cipher.final()])).buffer;
    };
  const crypto = { AES: { encrypt: aes(createCipheriv), decrypt: aes(createDecipheriv) } };
  const E = { toString: (view: Uint8Array) => Buffer.from(view).toString('latin1') };
  const code = runInNewContext(`${platformCode};hal`, { require: () => crypto, E }) as { espruinoCiphers(): Ciphers };
  return code.espruinoCiphers();
}

describe('AES in parts', () => {
  it.each([16, PART - 16, PART, PART + 16, 2 * PART, 1_008])('gives %i bytes as in one go', (length) => {
    const bytes = Array.from({ length }, (_, i) => String.fromCharCode((i * 7) & 255)).join('');
    const whole = createCipheriv('aes-256-cbc', KEY, BYTES).setAutoPadding(false);
    const expected = whole.update(bytes, 'latin1', 'latin1') + whole.final('latin1');
    const ciphers = realCiphers();
    expect(ciphers.encrypt(bytes, KEY, BYTES)).toBe(expected);
    expect(ciphers.decrypt(expected, KEY, BYTES)).toBe(bytes);
  });
});

describe('without the module', () => {
  it.each(CALLS.slice(0, 4))('%s is an exception, not an empty key', (_name, call) => {
    expect(() => call(ciphersOf(undefined))).toThrow();
  });
});
