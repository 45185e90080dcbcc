// After a wrong proof no client may try again for 2, 4, 8 ... 60 s.

export const LOCK_MAX_S = 60;

/** Two to that power is over LOCK_MAX_S. */
const WRONG_MAX = 6;

export function lockMs(wrong: number): number {
  return wrong ? Math.min(LOCK_MAX_S, 1 << Math.min(wrong, WRONG_MAX)) * 1000 : 0;
}
