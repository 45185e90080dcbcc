// The least release of Espruino that the firmware runs on; the boot guard, `wifiprov flash` and `wifiprov image` ask here.

/** The least that was run; firmware/docs/releases.md says which others were, and how far the end-to-end tests pass. */
export const LEAST_ESPRUINO = '2v27';

/** `2v27.45` is a build after 2v27. A version that cannot be read counts as too old, a newer one never. */
export function isTooOld(version: string): boolean {
  const numbers = version.split('v');
  const least = LEAST_ESPRUINO.split('v');
  const major = parseInt(numbers[0] as string, 10);
  const minLeast = parseInt(least[0] as string, 10);
  const isLater =
    major > minLeast || (major === minLeast && parseInt(numbers[1] || '', 10) >= parseInt(least[1] as string, 10));
  return !isLater;
}

/** The one sentence about a board that is too old. */
export function tooOldSentence(version: string): string {
  return `Espruino ${version} is too old for wifiprov; put Espruino ${LEAST_ESPRUINO} or newer on the board first`;
}
