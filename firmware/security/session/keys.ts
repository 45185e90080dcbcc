// The secrets of one session: eight keys from the setup code's key and all that both sides have said in the open.

import { word } from '../../lib/bytes.ts';
import type { Ciphers } from '../../platform/ports.ts';
import { ROUNDS } from '../key.ts';

const KEY_BYTES = 32;
const KEYS = 8;
export const MAC_BYTES = 16;

/** Their places in what `keysOf` gives; an authorized session keeps the first six. */
export const FROM_CLIENT = 0;
export const TO_CLIENT = 2;
export const MAC = 1;
export const IV_FROM_CLIENT = 4;
export const IV_TO_CLIENT = 5;
export const CLIENT_PROOF = 6;
export const DEVICE_PROOF = 7;

export function keyAt(keys: string, place: number): string {
  return keys.substr(place * KEY_BYTES, KEY_BYTES);
}

/** Both nonces, and who the device is. */
export interface Exchange {
  salt: string;
  clientNonce: string;
  nonce: string;
  id: string;
}

/** What both sides must have seen alike. `purpose`: a proof for one purpose is none for another. */
export function transcript(ciphers: Ciphers, purpose: string, seen: Exchange): string {
  return ciphers.sha256(`${purpose}${word(ROUNDS)}${seen.salt}${seen.clientNonce}${seen.nonce}${seen.id}`);
}

export function keysOf(ciphers: Ciphers, psk: string, hash: string): string {
  return ciphers.derive(psk, hash, 1, KEYS * KEY_BYTES);
}

/** M(k, m) of the specification. */
export function mac(ciphers: Ciphers, key: string, message: string): string {
  return ciphers.derive(key, message, 1, MAC_BYTES);
}

/** In hex, as it goes over the wire. */
export function proofOf(ciphers: Ciphers, keys: string, place: number, hash: string): string {
  return ciphers.toHex(mac(ciphers, keyAt(keys, place), hash));
}

/** The keys that are still needed after the proofs. */
export function frameKeys(keys: string): string {
  return keys.slice(0, CLIENT_PROOF * KEY_BYTES);
}

/** Takes as long for a wrong text as for the right one. Only the length is not secret. */
export function isSame(mine: string, theirs: unknown): boolean {
  if (typeof theirs !== 'string' || theirs.length !== mine.length) return false;
  let differing = 0;
  for (let i = 0; i < mine.length; i++) differing |= mine.charCodeAt(i) ^ theirs.charCodeAt(i);
  return differing === 0;
}
