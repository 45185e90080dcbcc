// Simulated time: what a busy host does to it.

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClock, type SimClock } from '../../tools/sim/clock.ts';
import { BEAT_MS, STALL_MS } from '../../tools/sim/host-time.ts';

const SPEED = 20;
const STALLED_MS = 10 * STALL_MS;

let hostNow = 0;
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  vi.spyOn(performance, 'now').mockImplementation(() => hostNow);
});
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

let clock: SimClock;
afterEach(() => clock.stop());

/** The host's loop does not turn for so long. */
const stall = (ms: number): number => (hostNow += ms);

/** The host's loop turns for so long. */
function turn(ms: number): void {
  for (let i = 0; i < ms; i++) {
    hostNow += 1;
    vi.advanceTimersByTime(1);
  }
}

describe('a device that runs faster than real', () => {
  it.each([
    [STALL_MS - 1, STALL_MS - 1],
    [STALL_MS, STALL_MS],
    [STALL_MS + 1, STALL_MS],
    [STALLED_MS, STALL_MS],
  ])('of a stall of %i ms lives through %i', (ms, counted) => {
    clock = createClock(SPEED);
    for (let i = 0; i < 3; i++) {
      turn(BEAT_MS);
      const before = clock.now();
      stall(ms);
      expect(clock.now() - before).toBe(counted * SPEED);
    }
  });

  it('has its timers run in order when a stall is over, and never sees time go back', () => {
    clock = createClock(SPEED);
    const seen: number[] = [];
    const ran: number[] = [];
    for (const ms of [3000, 1000, 2000]) clock.after(ms, () => ran.push(ms));
    for (let i = 0; i < 20; i++) {
      seen.push(clock.now());
      stall(STALLED_MS);
      seen.push(clock.now());
      turn(BEAT_MS);
    }
    expect(ran).toEqual([1000, 2000, 3000]);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
});

it('a device in real time lives through all of a stall: others wait for it by their own clocks', () => {
  clock = createClock(1);
  const before = clock.now();
  stall(STALLED_MS);
  expect(clock.now() - before).toBe(STALLED_MS);
});
