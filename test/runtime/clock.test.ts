// The clock: time that never jumps, timers that can't be mistaken for one another.

import { describe, expect, it } from 'vitest';
import type { PortClock } from '../../firmware/platform/ports.ts';
import {
  advance,
  EVENT_LOOK_MS,
  EVENT_LOOKS,
  fired,
  ROOM_LOOK_MS,
  ROOM_LOOKS,
  STEP_MAX_MS,
  steadyClock,
} from '../../firmware/runtime/clock.ts';
import { fakeClock, fakePort, fakeTurns } from '../fakes/clock.ts';

it.each([
  ['forgets a timer before its work is done', () => undefined],
  ['forgets a timer that was replaced, too', (arm: () => void) => arm()],
])('%s: disarmed then, it does not take the next one, whose id is the same', (_what, before) => {
  const clock = fakeClock();
  const slot = { timer: 0 };
  const done: string[] = [];
  before(() => clock.arm(slot, 1, () => done.push('replaced')));
  clock.arm(slot, 10, () => done.push('first'));
  clock.pass(10);
  clock.after(10, () => done.push('other'));
  clock.disarm(slot);
  clock.pass(10);
  expect(done).toEqual(['first', 'other']);
});

it('lets a timer arm itself anew, and disarm what it has armed', () => {
  const clock = fakeClock();
  const slot = { timer: 0 };
  let times = 0;
  const again = (): void => {
    times++;
    clock.arm(slot, 10, again);
  };
  again();
  clock.pass(30);
  clock.disarm(slot);
  clock.disarm(slot);
  clock.pass(30);
  expect([times, slot.timer, clock.waiting()]).toEqual([4, 0, 0]);
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

describe('requests', () => {
  /** Turns come before the next timer, as in the port's idle loop. */
  function bench(hasRoom = () => true, isEventDue = () => false) {
    const port = fakePort();
    const order: string[] = [];
    const turn = fakeTurns();
    const soon = ((fn: (one?: unknown, two?: unknown) => void, one, two) =>
      turn(() => fn(one, two))) as PortClock['soon'];
    const clock = steadyClock(
      { ...port, soon },
      { last: 0, passed: 0 },
      { fired, turn: (fn) => fn() },
      { hasRoom, isEventDue },
    );
    return { port, clock, order };
  }

  it('begin one by one: all turns of the first come before the second', () => {
    const { port, clock, order } = bench();
    clock.turn(() => {
      for (const name of ['a', 'b', 'c'])
        clock.begin(() => {
          order.push(name);
          clock.turn(() => order.push(`${name} again`));
        });
    });
    expect(order).toEqual(['a', 'a again']);
    port.pass(1);
    expect(order).toEqual(['a', 'a again', 'b', 'b again', 'c', 'c again']);
    expect(port.waiting()).toBe(0);
  });

  it.each([
    [ROOM_LOOKS - 1, 'done'],
    [ROOM_LOOKS, 'busy'],
    [ROOM_LOOKS + 1, 'busy'],
  ])(
    'one for which there is no memory waits: after %d looks without any it is %s, and the next one begins',
    (none, end) => {
      let looks = 0;
      const { port, clock } = bench(() => looks++ >= none);
      const seen: string[] = [];
      clock.begin(
        () => seen.push('done'),
        (wrong) => seen.push(wrong.code),
      );
      clock.begin(
        () => seen.push('next'),
        (wrong) => seen.push(wrong.code),
      );
      port.pass((ROOM_LOOKS - 1) * ROOM_LOOK_MS - 1);
      expect(seen).toEqual([]);
      port.pass(3 * ROOM_LOOK_MS);
      expect(seen).toEqual([end, 'next']);
      expect(port.waiting()).toBe(0);
    },
  );

  it.each([
    [0, 0],
    [1, EVENT_LOOK_MS],
    [EVENT_LOOKS - 1, (EVENT_LOOKS - 1) * EVENT_LOOK_MS],
    [EVENT_LOOKS, EVENT_LOOKS * EVENT_LOOK_MS],
    [EVENT_LOOKS + 1, EVENT_LOOKS * EVENT_LOOK_MS],
  ])('one waits for an event of the radio: due for %d looks, it begins after %d ms', (due, ms) => {
    let looks = 0;
    const { port, clock } = bench(undefined, () => looks++ < due);
    const seen: string[] = [];
    clock.begin(() => seen.push('done'), undefined, true);
    port.pass(ms - 1);
    expect(seen).toEqual(ms ? [] : ['done']);
    port.pass(1);
    expect(seen).toEqual(['done']);
  });

  it('one that has waited as long as it may lets the next wait anew', () => {
    const { port, clock } = bench(undefined, () => true);
    const seen: string[] = [];
    for (const name of ['a', 'b']) clock.begin(() => seen.push(name), undefined, true);
    port.pass(EVENT_LOOKS * EVENT_LOOK_MS);
    expect(seen).toEqual(['a']);
    port.pass(EVENT_LOOKS * EVENT_LOOK_MS);
    expect(seen).toEqual(['a', 'b']);
  });

  it('one that changes something waits for no event, and neither do those before it', () => {
    const { port, clock } = bench(undefined, () => true);
    const seen: string[] = [];
    for (const name of ['a', 'b']) clock.begin(() => seen.push(name), undefined, true);
    clock.begin(() => seen.push('change'));
    clock.begin(() => seen.push('c'), undefined, true);
    port.pass(EVENT_LOOK_MS + 2);
    expect(seen).toEqual(['a', 'b', 'change']);
    port.pass(EVENT_LOOKS * EVENT_LOOK_MS);
    expect(seen).toEqual(['a', 'b', 'change', 'c']);
  });

  it('one that comes when the others are through begins at once', () => {
    const { port, clock, order } = bench();
    clock.begin(() => order.push('a'));
    port.pass(1);
    clock.begin(() => order.push('b'));
    expect(order).toEqual(['a', 'b']);
  });
});
