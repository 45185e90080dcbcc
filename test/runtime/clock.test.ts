// The clock: time that never jumps, timers that can't be mistaken for one another.

import { expect, it } from 'vitest';
import { advance, STEP_MAX_MS } from '../../firmware/runtime/clock.ts';
import { fakeClock } from '../fakes/clock.ts';

it.each([
  ['forgets a timer before its work is done', () => undefined],
  ['forgets a timer that was replaced, too', (arm: () => void) => arm()],
])('%s: disarmed then, it does not take the next one, whose id is the same', (_what, before) => {
  const clock = fakeClock();
  const waiter = { timer: 0 };
  const done: string[] = [];
  before(() => clock.arm(waiter, 1, () => done.push('replaced')));
  clock.arm(waiter, 10, () => done.push('first'));
  clock.pass(10);
  clock.after(10, () => done.push('other'));
  clock.disarm(waiter);
  clock.pass(10);
  expect(done).toEqual(['first', 'other']);
});

it('lets a timer arm itself anew, and disarm what it has armed', () => {
  const clock = fakeClock();
  const waiter = { timer: 0 };
  let times = 0;
  const again = (): void => {
    times++;
    clock.arm(waiter, 10, again);
  };
  again();
  clock.pass(30);
  clock.disarm(waiter);
  clock.disarm(waiter);
  clock.pass(30);
  expect([times, waiter.timer, clock.waiting()]).toEqual([4, 0, 0]);
});

it.each([
  [0, 0],
  [1, 1],
  [STEP_MAX_MS - 1, STEP_MAX_MS - 1],
  [STEP_MAX_MS, STEP_MAX_MS],
  [STEP_MAX_MS + 1, 0],
  [-1, 0],
  [1e12, 0],
])('a step of %d ms of the port counts as %d', (step, counted) => {
  expect(advance({ last: 5, passed: 100 }, 5 + step)).toBe(100 + counted);
});
