// Boxes: text in AES-256-CBC under a MAC, each with the next number of its direction.

import { word } from '../../lib/bytes.ts';
import type { Ciphers } from '../../platform/ports.ts';
import { FROM_CLIENT, IV_FROM_CLIENT, IV_TO_CLIENT, isSame, keyAt, MAC, mac, TO_CLIENT } from './keys.ts';

export interface Message {
  [key: string]: unknown;
}

const HEAD_FROM_CLIENT = '\x01';
const HEAD_TO_CLIENT = '\x02';
const BLOCK = 16;

/** The device's box number `count`, one JSON line without its end. */
export function seal(ciphers: Ciphers, keys: string, count: number, text: string): string {
  const head = HEAD_TO_CLIENT + word(count);
  const fill = BLOCK - (text.length % BLOCK);
  const padded = text + String.fromCharCode(fill).repeat(fill);
  const iv = mac(ciphers, keyAt(keys, IV_TO_CLIENT), head);
  const sealed = ciphers.encrypt(padded, keyAt(keys, TO_CLIENT), iv);
  const tag = mac(ciphers, keyAt(keys, TO_CLIENT + MAC), head + sealed);
  return `{"t":"box","n":${count},"c":"${ciphers.toHex(sealed)}","m":"${ciphers.toHex(tag)}"}`;
}

/** What is in the client's box number `count`; undefined when it is another one, or not the client's. */
export function unseal(ciphers: Ciphers, keys: string, count: number, box: Message): string | undefined {
  const hex = box['c'];
  if (box['n'] !== count || typeof hex !== 'string' || !hex || hex.length % (2 * BLOCK)) return undefined;
  const sealed = ciphers.fromHex(hex);
  const head = HEAD_FROM_CLIENT + word(count);
  const tag = mac(ciphers, keyAt(keys, FROM_CLIENT + MAC), head + sealed);
  // Written again it must be the same text: of one box there are no two spellings.
  if (!isSame(ciphers.toHex(tag), box['m']) || ciphers.toHex(sealed) !== hex) return undefined;
  const iv = mac(ciphers, keyAt(keys, IV_FROM_CLIENT), head);
  const text = ciphers.decrypt(sealed, keyAt(keys, FROM_CLIENT), iv);
  const fill = text.charCodeAt(text.length - 1);
  return fill >= 1 && fill <= BLOCK ? text.slice(0, text.length - fill) : undefined;
}
