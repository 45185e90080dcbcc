// After a wrong proof no client may try again for 2, 4, 8 ... 60 s.

export const LOCK_MAX_S = 60;

export function lockMs(wrong: number): number {
  return wrong ? Math.min(LOCK_MAX_S, 2 ** wrong) * 1000 : 0;
}
