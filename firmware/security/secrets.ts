// Makes the device's secrets while the radio is on: reads of the hardware random register, spread over time.

import type { Clock, Randomness } from '../platform/ports.ts';
import { addRead, codeFrom, drawSecret } from './code.ts';
import { SALT_BYTES } from './key.ts';

/** A few reads at a time, so that the noise between them differs and nothing blocks. */
export const READS_AT_ONCE = 4;
export const READ_EVERY_MS = 50;

export interface Secrets {
  /** The setup code, 12 characters. */
  code: string;
  /** Goes with the code into the key of sealed sessions. */
  salt: string;
  /** The seed of nonces. */
  seed: string;
}

/**
 * `done` is never called while the register repeats itself: no secret is better than a weak one. True: it goes on, until
 * `over` is called, whatever was thrown.
 */
export function makeSecrets(
  clock: Clock,
  chip: Randomness,
  salt: string,
  done: (secrets: Secrets) => void,
  over: () => void,
): boolean {
  let pool = '';
  function draw(purpose: string): string {
    return drawSecret(pool, chip.sha256, `${purpose} ${salt} ${clock.nowMs()}`) || '';
  }
  function read(): boolean {
    for (let i = 0; i < READS_AT_ONCE; i++) pool = addRead(pool, chip.hardwareRandom());
    const secret = draw('code');
    if (secret) done({ code: codeFrom(secret), salt: draw('salt').slice(0, SALT_BYTES), seed: draw('seed') });
    else clock.after(READ_EVERY_MS, later);
    return !secret;
  }
  function later(): void {
    let goesOn = false;
    try {
      goesOn = read();
    } finally {
      if (!goesOn) over();
    }
  }
  return read();
}
