// The key of sealed sessions: what PBKDF2 makes of the setup code, once, since it takes seconds on the chip.

import type { Ciphers } from '../platform/ports.ts';

export const ROUNDS = 10_000;
export const SALT_BYTES = 16;
const KEY_BYTES = 32;

export interface SessionKey {
  salt: string;
  psk: string;
}

/** As it is kept in flash behind the code: when the code goes, the key goes with it. */
export function makeKey(ciphers: Pick<Ciphers, 'derive'>, code: string, salt: string): string {
  return salt + ciphers.derive(code, salt, ROUNDS, KEY_BYTES);
}

/** undefined: none is kept (a code that was written at flashing has none yet). */
export function readKey(kept: string): SessionKey | undefined {
  if (kept.length !== SALT_BYTES + KEY_BYTES) return undefined;
  return { salt: kept.slice(0, SALT_BYTES), psk: kept.slice(SALT_BYTES) };
}
