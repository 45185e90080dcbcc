// The cryptography of PROVLAN1 on WebCrypto, which browsers and Node have alike.

import { type Bytes, isSame, join, u32, utf8 } from './wire.ts';

const subtle = globalThis.crypto.subtle;
const MAC_BYTES = 16;
const KEY_BYTES = 32;

/** Named after their use: c the client, d the device. */
export interface Keys {
  seal: Direction;
  open: Direction;
  clientProof: Bytes;
  deviceProof: Bytes;
}

export interface Direction {
  head: number;
  key: Bytes;
  mac: Bytes;
  iv: Bytes;
}

export function randomBytes(length: number): Bytes {
  return globalThis.crypto.getRandomValues(new Uint8Array(length));
}

async function pbkdf2(secret: Bytes, salt: Bytes, iterations: number, length: number): Promise<Bytes> {
  const key = await subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return new Uint8Array(await subtle.deriveBits(how, key, 8 * length));
}

/** PSK: what the code is worth on this device. `code` without hyphens, upper case. */
export function pskOf(code: string, salt: Bytes, iterations: number): Promise<Bytes> {
  return pbkdf2(utf8(code), salt, iterations, KEY_BYTES);
}

/** M(k, m): the device has no HMAC, but PBKDF2 with one iteration is one, over m and 00000001. */
export async function mac(key: Bytes, message: Bytes): Promise<Bytes> {
  const hmac = await subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', hmac, join(message, u32(1)))).slice(0, MAC_BYTES);
}

export interface Hello {
  salt: Bytes;
  iterations: number;
  clientNonce: Bytes;
  nonce: Bytes;
  id: string;
}

/** TH: what both sides must have seen alike. */
export async function transcript(hello: Hello): Promise<Bytes> {
  const { salt, iterations, clientNonce, nonce, id } = hello;
  const all = join(utf8('PROVLAN1'), u32(iterations), salt, clientNonce, nonce, utf8(id));
  return new Uint8Array(await subtle.digest('SHA-256', all));
}

export async function keysOf(psk: Bytes, hash: Bytes): Promise<Keys> {
  const all = await pbkdf2(psk, hash, 1, 8 * KEY_BYTES);
  const at = (place: number): Bytes => all.slice(place * KEY_BYTES, (place + 1) * KEY_BYTES);
  return {
    seal: { head: 1, key: at(0), mac: at(1), iv: at(4) },
    open: { head: 2, key: at(2), mac: at(3), iv: at(5) },
    clientProof: at(6),
    deviceProof: at(7),
  };
}

interface Sealed {
  bytes: Bytes;
  tag: Bytes;
}

function headOf(way: Direction, count: number): Bytes {
  return join(Uint8Array.of(way.head), u32(count));
}

/** WebCrypto pads as PKCS#7, which is what the device does by hand. */
export async function seal(way: Direction, count: number, text: string): Promise<Sealed> {
  const head = headOf(way, count);
  const key = await subtle.importKey('raw', way.key, 'AES-CBC', false, ['encrypt']);
  const iv = await mac(way.iv, head);
  const bytes = new Uint8Array(await subtle.encrypt({ name: 'AES-CBC', iv }, key, utf8(text)));
  return { bytes, tag: await mac(way.mac, join(head, bytes)) };
}

/** undefined when it is not box number `count` of this direction. Nothing is decrypted before that is known. */
export async function unseal(way: Direction, count: number, box: Sealed): Promise<string | undefined> {
  const head = headOf(way, count);
  if (!isSame(await mac(way.mac, join(head, box.bytes)), box.tag)) return undefined;
  const key = await subtle.importKey('raw', way.key, 'AES-CBC', false, ['decrypt']);
  const iv = await mac(way.iv, head);
  const bytes = await subtle.decrypt({ name: 'AES-CBC', iv }, key, box.bytes);
  return new TextDecoder().decode(bytes);
}
