// Makes the setup code while the radio is on: reads of the hardware random register, spread over time.

import type { Clock, Randomness } from '../ports.ts';
import { addRead, codeFrom, drawSecret } from './code.ts';

/** A few reads at a time, so that the noise between them differs and nothing blocks. */
export const READS_AT_ONCE = 4;
export const READ_EVERY_MS = 50;

/** `done` gets 12 characters. It never does while the register repeats itself: no code is better than a weak one. */
export function makeCode(clock: Clock, chip: Randomness, salt: string, done: (code: string) => void): void {
  let pool = '';
  function read(): void {
    for (let i = 0; i < READS_AT_ONCE; i++) pool = addRead(pool, chip.hardwareRandom());
    const secret = drawSecret(pool, chip.sha256, `code ${salt} ${clock.nowMs()}`);
    if (secret) done(codeFrom(secret));
    else clock.after(READ_EVERY_MS, read);
  }
  read();
}
