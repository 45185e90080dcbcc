// How long nobody is listened to after wrong proofs.

import { expect, it } from 'vitest';
import { MAX_WRONG_PROOFS } from '../../../firmware/runtime/boot/guard.ts';
import { LOCK_MAX_S, lockMs } from '../../../firmware/security/session/lock.ts';

it.each([
  [0, 0],
  [1, 2],
  [2, 4],
  [3, 8],
  [4, 16],
  [5, 32],
  [6, 60],
  [7, 60],
  [1000, 60],
])('%i wrong proofs lock for %i s', (wrong, seconds) => {
  expect(lockMs(wrong)).toBe(seconds * 1000);
});

it('counts no further than the longest lock needs', () => {
  expect(lockMs(MAX_WRONG_PROOFS)).toBe(LOCK_MAX_S * 1000);
  expect(lockMs(MAX_WRONG_PROOFS - 1)).toBeLessThan(LOCK_MAX_S * 1000);
});
