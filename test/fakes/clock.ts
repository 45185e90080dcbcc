// The firmware's clock on timers that are moved by hand.

import { fired, steadyClock } from '../../firmware/kernel/steady.ts';
import type { Clock, PortClock } from '../../firmware/ports.ts';

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

export function fakeClock(): FakeClock {
  const port = fakePort();
  return { ...steadyClock(port, { last: port.nowMs(), passed: 0 }, fired), pass: port.pass, waiting: port.waiting };
}
