// A clock that never jumps: the port's time leaps when somebody sets the date (SNTP, setTime), deadlines must not.

import type { Clock } from '../ports.ts';

/** A step between two readings outside 0..this is somebody setting the clock; a reading is made at least this often. */
export const STEP_MAX_MS = 60_000;
export const READING_MS = 20_000;

export function steadyClock(port: Clock): Clock {
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
  return { nowMs, after: port.after, cancel: port.cancel };
}
