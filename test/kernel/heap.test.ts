// How much of the IDF's heap connections may take.

import { expect, it } from 'vitest';
import { ACCEPT_MIN, admits, HEAP_MIN, hasRoomFor, SEND_MIN, VARS_MIN } from '../../firmware/kernel/heap.ts';

it.each([
  [ACCEPT_MIN - 1, 1, false],
  [ACCEPT_MIN, 1, true],
  [ACCEPT_MIN + 1, 1, true],
  [ACCEPT_MIN - 1, 0, true],
  [ACCEPT_MIN - 1, 5, false],
  [HEAP_MIN, 0, true],
  [0, 5, true],
])('with %i bytes free beside %i open connections one more is taken: %s', (free, open, taken) => {
  expect(admits(free, VARS_MIN, open)).toBe(taken);
});

it.each([
  [VARS_MIN - 1, 1, false],
  [VARS_MIN, 1, true],
  [VARS_MIN + 1, 1, true],
  [VARS_MIN - 1, 0, true],
])('with %i variables free beside %i open connections one more is taken: %s', (vars, open, taken) => {
  expect(admits(ACCEPT_MIN, vars, open)).toBe(taken);
});

/** One segment, or a byte more. */
it.each([
  [536, SEND_MIN + 536 + 183, false],
  [536, SEND_MIN + 536 + 184, true],
  [536, SEND_MIN + 536 + 185, true],
  [537, SEND_MIN + 537 + 2 * 184 - 1, false],
  [537, SEND_MIN + 537 + 2 * 184, true],
  [2048, 0, true],
])('%i bytes may be sent with %i free: %s', (bytes, free, may) => {
  expect(hasRoomFor(bytes, free)).toBe(may);
});
