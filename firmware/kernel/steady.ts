// A clock that never jumps, with timers that can't be mistaken for one another: the port's time leaps when somebody sets
// the date (SNTP, setTime), and it gives the id of a timer that is over to the next one.

import type { Clock, PortClock, Waiter } from '../ports.ts';

/** A step between two readings outside 0..this is somebody setting the clock; a reading is made at least this often. */
export const STEP_MAX_MS = 60_000;
export const READING_MS = 20_000;

export function steadyClock(port: PortClock): Clock {
  let last = port.nowMs();
  let passed = 0;
  function nowMs(): number {
    const reading = port.nowMs();
    const step = reading - last;
    last = reading;
    if (step > 0 && step <= STEP_MAX_MS) passed += step;
    return passed;
  }
  function read(): void {
    nowMs();
    port.after(READING_MS, read);
  }
  read();
  function disarm(waiter: Waiter): void {
    port.cancel(waiter.timer);
    waiter.timer = 0;
  }
  function arm(waiter: Waiter, delayMs: number, fn: () => void): void {
    disarm(waiter);
    waiter.timer = port.after(delayMs, () => {
      waiter.timer = 0;
      fn();
    });
  }
  return { nowMs, after: port.after, arm, disarm };
}
