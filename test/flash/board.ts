// The one board of a test: it is stopped when the test is over.

import { afterEach } from 'vitest';
import type { HarnessOptions } from '../../tools/sim/harness.ts';
import { type Rig, startBoard } from './rig.ts';

/** Of a board without firmware: no file that Espruino starts. */
export const NO_FIRMWARE = { '.boot0': '', '.bootcde': '' };

export let rig: Rig;
afterEach(() => rig?.stop());

export async function board(options: HarnessOptions): Promise<Rig> {
  rig = await startBoard(options);
  return rig;
}
