// The firmware's clock on timers that are moved by hand.

import { fault } from '../../firmware/lib/result.ts';
import type { Clock, PortClock } from '../../firmware/platform/ports.ts';
import { fired, steadyClock } from '../../firmware/runtime/clock.ts';

interface Hand {
  /** Moves on, and calls what is due on the way. */
  pass(ms: number): void;
  waiting(): number;
}

export type FakeClock = Clock & Hand;

/** As the interpreter numbers its timers: one more than the last of those that are there, the one that runs with them. */
export function fakePort(): PortClock & Hand {
  let now = 0;
  let timers: { id: number; atMs: number; fn: () => void }[] = [];
  return {
    nowMs: () => now,
    after(delayMs, fn, one?, two?) {
      const id = Math.max(0, ...timers.map((timer) => timer.id)) + 1;
      timers.push({ id, atMs: now + delayMs, fn: () => fn(one as never, two as never) });
      return id;
    },
    soon: (fn, one?, two?) => fn(one as never, two as never),
    cancel(id) {
      timers = timers.filter((timer) => timer.id !== id);
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const due = timers.filter((timer) => timer.atMs <= end).sort((a, b) => a.atMs - b.atMs)[0];
        if (!due) break;
        now = due.atMs;
        due.fn();
        timers = timers.filter((timer) => timer !== due);
      }
      now = end;
    },
    waiting: () => timers.length,
  };
}

/** Turns one after the other, at once: whoever asks for the first gets back when all are over. */
export function fakeTurns(): Clock['turn'] {
  const queue: (() => void)[] = [];
  let isRunning = false;
  return (fn, failed) => {
    queue.push(() => {
      try {
        fn();
      } catch (error) {
        if (!failed) throw error;
        failed(fault('internal', String(error)));
      }
    });
    if (isRunning) return;
    isRunning = true;
    try {
      for (let next = queue.shift(); next; next = queue.shift()) next();
    } finally {
      isRunning = false;
    }
  };
}

const ADMITTED = { hasRoom: () => true, isEventDue: () => false };

export function fakeClock(): FakeClock {
  const port = fakePort();
  const clock = steadyClock(port, { last: port.nowMs(), passed: 0 }, { fired, turn: (fn) => fn() }, ADMITTED);
  const turn = fakeTurns();
  return { ...clock, turn, begin: turn, pass: port.pass, waiting: port.waiting };
}
