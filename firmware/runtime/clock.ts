// A clock that never jumps, with timers that can't be mistaken for one another: the port's time jumps when
// the date is set (SNTP, setTime), and it gives the id of a timer that is over to the next one.

import { type Fault, fault } from '../lib/result.ts';
import type { Clock, PortClock, TimerSlot } from '../platform/ports.ts';

/** A step between two readings outside 0..this means that the clock was set. */
export const STEP_MAX_MS = 60_000;

/** The port's time at the last reading, and milliseconds since the first. */
export interface Time {
  last: number;
  passed: number;
}

/** Milliseconds since the first reading. There must be one at least every STEP_MAX_MS. */
export function advance(time: Time, reading: number): number {
  const step = reading - time.last;
  time.last = reading;
  if (step > 0 && step <= STEP_MAX_MS) time.passed += step;
  return time.passed;
}

/** What a slot's timer calls: from now on its id is invalid. */
export function fired(slot: TimerSlot, fn: () => void): void {
  slot.timer = 0;
  fn();
}

/** What the timers hold, longer than the clock is there: each answers for what its function throws. */
interface TimerCallbacks {
  fired: typeof fired;
  turn(fn: () => void, failed?: (fault: Fault) => void): void;
}

/** Between two looks whether there is memory for the next request. */
export const ROOM_LOOK_MS = 100;
/** So often it is looked; then the request is answered `busy`. */
export const ROOM_LOOKS = 20;

/** Between two looks whether the radio's event has come, which a request waits for. */
export const EVENT_LOOK_MS = 250;
/** So often it is looked. A phone asks anew after some seconds, and attempts follow each other. */
export const EVENT_LOOKS = 12;

interface Admission {
  /** Is there memory for one more request? */
  hasRoom(): boolean;
  /** May an event of the radio's come at any moment? */
  isEventDue(): boolean;
}

export function steadyClock(port: PortClock, time: Time, callbacks: TimerCallbacks, admission: Admission): Clock {
  function disarm(slot: TimerSlot): void {
    port.cancel(slot.timer);
    slot.timer = 0;
  }
  function arm(slot: TimerSlot, delayMs: number, fn: () => void): void {
    disarm(slot);
    slot.timer = port.after(delayMs, callbacks.fired, slot, fn);
  }
  function after(delayMs: number, fn: () => void): void {
    port.after(delayMs, callbacks.turn, fn);
  }
  function turn(fn: () => void, failed?: (fault: Fault) => void): void {
    port.soon(callbacks.turn, fn, failed);
  }
  return {
    nowMs: () => advance(time, port.nowMs()),
    after,
    arm,
    disarm,
    turn,
    begin: oneByOne(turn, after, admission),
  };
}

interface Waiting {
  fn: () => void;
  failed: ((fault: Fault) => void) | undefined;
  canWait: boolean | undefined;
}

export const BUSY = 'the device is short of memory; try again in a second';

/**
 * A timer comes when no turn is due any more: then the next may begin, as soon as there is memory for it. The first begins
 * at once. One that can wait does so while an event of the radio's is due, unless one behind it can't: the port's own task
 * takes variables for the event from the interpreter's list without a lock. With a phone and a client that asked beside
 * trials, the chip's firmware ran out of memory or panicked in the first or second (seen in the emulator).
 */
function oneByOne(turn: Clock['turn'], after: Clock['after'], admission: Admission): Clock['begin'] {
  let waiting: Waiting[] = [];
  let hasBegun = false;
  let held = 0;
  function isHeld(one: Waiting): boolean {
    return !!one.canWait && held < EVENT_LOOKS && waiting.every((other) => other.canWait) && admission.isEventDue();
  }
  function start(one: Waiting, looks: number): void {
    hasBegun = true;
    const failed = one.failed;
    if (isHeld(one)) {
      held++;
      return after(EVENT_LOOK_MS, () => start(one, looks));
    }
    held = 0;
    if (failed && looks && !admission.hasRoom()) return after(ROOM_LOOK_MS, () => start(one, looks - 1));
    after(0, next);
    if (failed && !looks) turn(() => failed(fault('busy', BUSY)));
    else turn(one.fn, failed);
  }
  function next(): void {
    const first = waiting[0];
    hasBegun = false;
    waiting = waiting.slice(1);
    if (first) start(first, ROOM_LOOKS);
  }
  return (fn, failed, canWait) => {
    const one = { fn, failed, canWait };
    if (hasBegun) waiting.push(one);
    else start(one, ROOM_LOOKS);
  };
}
