// The device's half of what makes a session new. The chip's generator repeats itself at every boot, so a nonce is made
// of a secret seed and two counters that never come back together; what the hardware gives is only mixed in.

import { word } from '../../lib/bytes.ts';
import type { Ciphers } from '../../platform/ports.ts';
import { mac } from './keys.ts';

export const NOISE_READS = 4;

interface NonceSource {
  /** 32 secret bytes that only this device has; the setup code does not reveal them. */
  seed: string;
  /** The number of this start, in flash before anything else was done. */
  start: number;
  /** Nonces made since then. */
  made: number;
  /** Reads of the hardware random register, and the time in microseconds. */
  noise: string;
}

export function nonceOf(ciphers: Ciphers, source: NonceSource): string {
  return mac(ciphers, source.seed, word(source.start) + word(source.made) + source.noise);
}
