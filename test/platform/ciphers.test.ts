// Cryptography that fails: the interpreter answers with nothing where it has no memory, and a build may lack the module.

import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Ciphers } from '../../firmware/platform/ports.ts';
import { platformCode } from '../fakes/platform-code.ts';

const KEY = 'k'.repeat(32);
const BYTES = 'b'.repeat(16);

/** Among globals of its own; `result` stands for what each native call gives back, undefined: there is no module. */
function ciphersOf(result: string | undefined): Ciphers {
  const crypto = {
    SHA256: () => '',
    PBKDF2: () => '',
    AES: { encrypt: () => '', decrypt: () => '' },
  };
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

describe('without the module', () => {
  it.each(CALLS.slice(0, 4))('%s is an exception, not an empty key', (_name, call) => {
    expect(() => call(ciphersOf(undefined))).toThrow();
  });
});
