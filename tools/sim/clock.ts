// Simulated time: timers run in order of their due time, driven by the host's clock times a speed, or by `advance`.

import { nextTurn } from './event-loop.ts';
import { hostMs } from './host-time.ts';

export interface SimClock {
  /** Simulated milliseconds since the simulation began; survives resets of the device. */
  now(): number;
  after(delayMs: number, fn: () => void): number;
  cancel(id: number): void;
  /** Runs everything due in the next `ms` in order, letting real sockets settle in between. */
  advance(ms: number): Promise<void>;
  stop(): void;
}

interface Timer {
  id: number;
  due: number;
  fn: () => void;
}

/** What the clock asks of the device whose time it is. */
export interface Timed {
  /** It has work for the next turns of the host's loop. */
  busy(): boolean;
  /** No host has a connection with it, so nobody waits for the loop's next turn. */
  isAlone(): boolean;
  /** Does its waiting work now; true when nobody outside can have noticed anything since the last call. */
  comesToRest(): boolean;
  /** Runs it under the time limit of the sandbox, once for many timers: each limit costs a thread of the host's. */
  limited(run: () => void): void;
}

interface State {
  speed: number;
  device: Timed;
  timers: Map<number, Timer>;
  nextId: number;
  simBase: number;
  realBase: number;
  /** Set while `advance` moves time by hand. */
  frozenAt: number | null;
  wake: NodeJS.Timeout | null;
  stopped: boolean;
  /** The last `advance`; the next one waits for it. */
  moving: Promise<void>;
}

/** Turns of the host's loop after each timer, enough for a reply to leave through a loopback socket. */
const SETTLE_TURNS = 3;
/** At the end of `advance`, so that what the last timer caused is visible to the next request. */
const FINAL_TURNS = 8;
/** A device that never comes to rest must not stop time for ever. */
const MAX_BUSY_TURNS = 2000;
/** A device that is alone may run so long before the host's loop turns. */
const ALONE_MS = 20;
/** A device without sandbox or sockets. */
const BARE: Timed = { busy: () => false, isAlone: () => false, comesToRest: () => false, limited: (run) => run() };
/** The host's setTimeout takes no longer delays. */
const MAX_HOST_DELAY_MS = 0x7fffffff;

/** `speed` simulated milliseconds pass in a real one; with 0 only `advance` moves time. */
export function createClock(speed: number, device = BARE): SimClock {
  const state: State = {
    speed,
    device,
    timers: new Map(),
    nextId: 1,
    simBase: 0,
    realBase: realMs(speed),
    frozenAt: null,
    wake: null,
    stopped: false,
    moving: Promise.resolve(),
  };
  return {
    now: () => now(state),
    after(delayMs, fn) {
      const timer = { id: state.nextId++, due: now(state) + Math.max(0, delayMs), fn };
      state.timers.set(timer.id, timer);
      arm(state);
      return timer.id;
    },
    cancel(id) {
      if (state.timers.delete(id)) arm(state);
    },
    advance(ms) {
      state.moving = state.moving.then(() => advance(state, ms));
      return state.moving;
    },
    stop() {
      state.stopped = true;
      state.timers.clear();
      if (state.wake) clearTimeout(state.wake);
    },
  };
}

/** Faster than real, a stall of the host's would be many seconds of the device's. */
function realMs(speed: number): number {
  return speed > 1 ? hostMs() : performance.now();
}

function now(state: State): number {
  return state.frozenAt ?? state.simBase + (realMs(state.speed) - state.realBase) * state.speed;
}

/** The timer that is due first, none later than `limit`; of equals the oldest. */
function earliest(state: State, limit: number): Timer | null {
  let first: Timer | null = null;
  for (const timer of state.timers.values()) {
    if (timer.due <= limit && (!first || timer.due < first.due)) first = timer;
  }
  return first;
}

function arm(state: State): void {
  if (state.wake) clearTimeout(state.wake);
  state.wake = null;
  if (state.stopped || state.speed === 0 || state.frozenAt !== null) return;
  const first = earliest(state, Number.POSITIVE_INFINITY);
  if (!first) return;
  const delay = Math.min(MAX_HOST_DELAY_MS, Math.max(0, Math.ceil((first.due - now(state)) / state.speed)));
  state.wake = setTimeout(() => runDue(state), delay);
}

function runDue(state: State): void {
  const limit = now(state);
  for (let timer = earliest(state, limit); timer && !state.stopped; timer = earliest(state, limit)) {
    state.timers.delete(timer.id);
    timer.fn();
  }
  arm(state);
}

async function advance(state: State, ms: number): Promise<void> {
  const target = now(state) + ms;
  state.frozenAt = now(state);
  await settle(state, FINAL_TURNS);
  for (let timer = earliest(state, target); timer && !state.stopped; timer = earliest(state, target)) {
    if (state.device.isAlone()) runAlone(state, timer, target);
    else run(state, timer);
    await settle(state, SETTLE_TURNS);
  }
  state.frozenAt = target;
  await settle(state, FINAL_TURNS);
  state.frozenAt = null;
  state.simBase = target;
  state.realBase = realMs(state.speed);
  arm(state);
}

function run(state: State, timer: Timer): void {
  state.timers.delete(timer.id);
  state.frozenAt = Math.max(state.frozenAt ?? 0, timer.due);
  timer.fn();
}

/** Timer after timer, as long as nobody can tell that the host's loop did not turn in between. */
function runAlone(state: State, first: Timer, target: number): void {
  const begun = performance.now();
  state.device.comesToRest();
  state.device.limited(() => {
    let timer: Timer | null = first;
    while (timer && !state.stopped) {
      run(state, timer);
      if (!state.device.comesToRest() || performance.now() - begun > ALONE_MS) return;
      timer = earliest(state, target);
    }
  });
}

async function settle(state: State, turns: number): Promise<void> {
  await nextTurn(turns);
  for (let i = 0; i < MAX_BUSY_TURNS && state.device.busy(); i++) await nextTurn();
}
