// The least release of Espruino that the firmware runs on; the boot guard, `wifiprov flash` and `wifiprov image` ask here.

import { isOlder } from '../../lib/release.ts';

/** The least that was run; firmware/docs/releases.md says which others were, and how far the end-to-end tests pass. */
export const LEAST_ESPRUINO = '2v27';

/** A version that cannot be read counts as too old, a newer one never. */
export function isTooOld(version: string): boolean {
  return isOlder(version, LEAST_ESPRUINO);
}

/** The one sentence about a board that is too old. */
export function tooOldSentence(version: string): string {
  return `Espruino ${version} is too old for wifiprov; put Espruino ${LEAST_ESPRUINO} or newer on the board first`;
}
