// What the loader (loader.ts) tells the firmware that it starts: where this firmware stands. The loader on a board is
// older than the firmware, so places in here keep their meaning for good.

/** For the boot guard. `.bootcde` hands it on to its bundle, so that a bundle which is a file of its own does not take it for its. */
export const NEXT_SLOT = 'wifiprovNext';
/** For the bundle. */
export const RUNNING_SLOT = 'wifiprovSlot';

/** So long a new firmware keeps its doors open before it counts as good. */
export const PROOF_MS = 60_000;
/** A new firmware that has not done so by then is started again, or left. */
export const TRIAL_MS = 180_000;

/** Places in RunningSlot. */
export const RUNS_FILE = 0;
// 1 and 2: offset and length of the bundle, which the frame of the bundle reads.
export const RUNS_PAGE = 3;
export const RUNS_AT = 4;
export const RUNS_TIMER = 5;
export const RUNS_LEFT = 6;
export const RUNS_JUST_LEFT = 7;

/**
 * The file; in it the offset of the bundle, its length, the offset of the page, and that of the slot; the timer that ends the
 * trial (0: none); the version of a newer firmware that was left for this one (''), and whether that was at this start. On a
 * board without slots the bundle is a file of its own, and only the first two are there.
 */
export type RunningSlot = [string, number, number?, number?, number?, number?, string?, boolean?];
