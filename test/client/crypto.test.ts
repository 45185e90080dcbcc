// The client's cryptography: the specification's test vector, on WebCrypto.

import { expect, it } from 'vitest';
import { keysOf, mac, pskOf, seal, transcript, unseal } from '../../tools/client/crypto.ts';
import { LINE_MAX, readSealed, sealedLine } from '../../tools/client/sealed-frame.ts';
import { type Bytes, fromHex, isSame, toHex } from '../../tools/client/wire.ts';
import { VECTOR } from '../security/session/vector.ts';

const bytes = (text: string): Bytes => Uint8Array.from(text, (c) => c.charCodeAt(0));
const hexOf = (text: string): string => toHex(bytes(text));
const salt = bytes(VECTOR.salt);
const hash = bytes(VECTOR.hash);
const keys = await keysOf(bytes(VECTOR.psk), hash);
const hello = {
  salt,
  iterations: 10_000,
  clientNonce: bytes(VECTOR.clientNonce),
  nonce: bytes(VECTOR.nonce),
  id: VECTOR.id,
};

it.each([
  ['PSK', () => pskOf(VECTOR.code, salt, 10_000), hexOf(VECTOR.psk)],
  ['TH', () => transcript(hello), hexOf(VECTOR.hash)],
  ['K0', async () => keys.seal.key, VECTOR.keys[0]],
  ['K1', async () => keys.seal.mac, VECTOR.keys[1]],
  ['K2', async () => keys.open.key, VECTOR.keys[2]],
  ['K3', async () => keys.open.mac, VECTOR.keys[3]],
  ['K4', async () => keys.seal.iv, VECTOR.keys[4]],
  ['K5', async () => keys.open.iv, VECTOR.keys[5]],
  ['K6', async () => keys.clientProof, VECTOR.keys[6]],
  ['K7', async () => keys.deviceProof, VECTOR.keys[7]],
  ['the client’s proof', () => mac(keys.clientProof, hash), VECTOR.clientProof],
  ['the device’s proof', () => mac(keys.deviceProof, hash), VECTOR.deviceProof],
])('%s is as specified', async (_, made, expected) => {
  expect(toHex(await made())).toBe(expected);
});

it('box 0 is as specified', async () => {
  const line = await sealedLine(keys.seal, 0, VECTOR.request);
  expect(line).toBe(`{"t":"box","n":0,"c":"${VECTOR.sealed}","m":"${VECTOR.tag}"}`);
});

it.each([
  ['its own direction', 'seal', 0, true],
  ['the other direction', 'open', 0, false],
  ['another number', 'seal', 1, false],
] as const)('a box opens only as what it is: %s', async (_, way, count, opens) => {
  const sealed = await seal(keys.seal, 0, 'caf\u00e9');
  expect(await unseal(keys[way], count, sealed)).toBe(opens ? 'caf\u00e9' : undefined);
});

it('opens no box with a bit of any byte turned', async () => {
  const sealed = await seal(keys.open, 0, '{"ok":true}');
  for (const part of ['bytes', 'tag'] as const) {
    for (let at = 0; at < sealed[part].length; at++) {
      const turned = { bytes: sealed.bytes.slice(), tag: sealed.tag.slice() };
      turned[part][at] = (turned[part][at] ?? 0) ^ 0x10;
      expect(await unseal(keys.open, 0, turned)).toBeUndefined();
    }
  }
});

it.each<[string, object]>([
  ['a plain reply', { ok: true }],
  ['a plain event', { event: 'state', state: 'online' }],
  ['no object', {}],
  ['no text', { t: 'box', n: 0, c: '', m: '00'.repeat(16) }],
  ['half a block', { t: 'box', n: 0, c: '00'.repeat(8), m: '00'.repeat(16) }],
  ['another number', { t: 'box', n: 1, c: '00'.repeat(16), m: '00'.repeat(16) }],
  ['a short tag', { t: 'box', n: 0, c: '00'.repeat(16), m: '00' }],
])('takes %s for nothing that the device has sent', async (_, message) => {
  await expect(readSealed(keys.open, 0, message as { [key: string]: unknown })).rejects.toMatchObject({
    code: 'tampered',
  });
});

it('takes a box with its own number only', async () => {
  const box = JSON.parse(await sealedLine(keys.open, 0, '{"ok":true}'));
  expect(await readSealed(keys.open, 0, box)).toEqual({ ok: true });
  for (const n of [1, '0', undefined])
    await expect(readSealed(keys.open, 0, { ...box, n })).rejects.toMatchObject({ code: 'tampered' });
});

it.each([
  ['{"t":"err","e":"state"}', 'ended', 0],
  ['{"t":"err","e":"mac"}', 'tampered', 0],
  ['{"t":"err","e":"proof"}', 'bad_proof', 0],
  ['{"t":"err","e":"busy"}', 'busy', 0],
  ['{"t":"err","e":"locked","s":4}', 'locked', 4],
  ['{"t":"err","e":"hello"}', 'protocol', 0],
  ['{"t":"err","e":"constructor"}', 'protocol', 0],
  ['{"t":"err"}', 'protocol', 0],
])('%s means %s', async (line, code, seconds) => {
  await expect(readSealed(keys.open, 0, JSON.parse(line))).rejects.toMatchObject({ code, seconds });
});

it('sends no line that the device would not take', async () => {
  const most = 976 - 17;
  expect((await sealedLine(keys.seal, 0, 'x'.repeat(most))).length).toBeLessThanOrEqual(LINE_MAX);
  await expect(sealedLine(keys.seal, 0, 'x'.repeat(2000))).rejects.toMatchObject({ code: 'too_large' });
});

it.each([
  ['00ff', [0, 255]],
  ['', []],
  ['0', undefined],
  ['0g', undefined],
  ['FF', undefined],
  [255, undefined],
])('reads hex %j', (text, expected) => {
  const read = fromHex(text);
  expect(read && [...read]).toEqual(expected);
});

it.each([
  [[1, 2], [1, 2], true],
  [[1, 2], [1, 3], false],
  [[1, 2], [3, 2], false],
  [[1, 2], [1], false],
  [[1], [1, 0], false],
  [[0], [], false],
])('%j and %j are the same: %s', (a, b, same) => {
  expect(isSame(Uint8Array.from(a), Uint8Array.from(b))).toBe(same);
});
