// One life of the sandbox, from a reset to the next: its idle loop, its way to end, and what becomes of exceptions.

import { CAUSE_WATCHDOG, type Machine } from './machine.ts';
import { createRealm, type Realm, type SandboxFunction } from './realm.ts';

/** Thrown to unwind JavaScript that must not go on. The firmware may catch it, but no native answers it any more. */
export const DEAD = { dead: true };

export interface Life {
  machine: Machine;
  realm: Realm;
  bornAt: number;
  cause: number;
  alive: boolean;
  /** Name of the device that has the console; null: none. */
  console: string | null;
  process: object;
  watchdogSeconds: number;
  queued: Array<() => void>;
  /** Timers of the machine's clock that belong to this life. */
  timers: Set<number>;
  /** Run once in each turn of the idle loop; true asks for another turn. */
  pollers: Set<() => boolean>;
  /** Run at the end of this life. */
  atEnd: Array<() => void>;
  /** By object: called when a listener is added to it. */
  onListened: Map<object, (event: string) => void>;
  looping: boolean;
  /** Variables that the port has taken and will never give back. */
  lostVars: number;
}

export function createLife(machine: Machine, cause: number): Life {
  const realm = createRealm({
    queue: (fn, self, args) => queueCall(life, fn, self, args),
    listened: (target, event) => life.onListened.get(target)?.(event),
    now: () => machine.clock.now() - life.bornAt,
  });
  const life: Life = {
    machine,
    realm,
    bornAt: machine.clock.now(),
    cause,
    alive: true,
    console: 'Serial1',
    process: {},
    watchdogSeconds: 0,
    queued: [],
    timers: new Set(),
    pollers: new Set(),
    atEnd: [],
    onListened: new Map(),
    looping: false,
    lostVars: 0,
  };
  return life;
}

/** Ends a life at once: its timers, callbacks and sockets never act again. */
export function endLife(life: Life): void {
  if (!life.alive) return;
  life.alive = false;
  life.queued = [];
  // A dead life must not be kept in memory by a timer that is due in an hour.
  for (const timer of life.timers) life.machine.clock.cancel(timer);
  for (const end of life.atEnd) end();
}

/** Methods of the sandbox that do nothing any more once the device is off. */
export function natives(
  life: Life,
  methods: Record<string, (...args: never[]) => unknown>,
  target?: object,
): Record<string, unknown> {
  const guarded = Object.entries(methods).map(([name, fn]) => [name, guard(life, fn)]);
  return life.realm.natives(Object.fromEntries(guarded), target);
}

function guard(life: Life, fn: (...args: never[]) => unknown): (...args: never[]) => unknown {
  return function (this: unknown, ...args: never[]): unknown {
    if (!life.alive) throw DEAD;
    const result = fn.apply(this, args);
    // A native that ended this life must not return into it.
    if (!life.alive) throw DEAD;
    return result;
  };
}

export function after(life: Life, ms: number, fn: () => void): number {
  const timer = life.machine.clock.after(ms, () => {
    life.timers.delete(timer);
    if (life.alive) fn();
  });
  life.timers.add(timer);
  return timer;
}

export function cancel(life: Life, timer: number): void {
  life.timers.delete(timer);
  life.machine.clock.cancel(timer);
}

/** A callback for the idle loop; like Espruino's, never called from within the call that caused it. */
export function queueCall(life: Life, fn: SandboxFunction, self: unknown, args: unknown[]): void {
  queueTask(life, () => callIn(life, fn, self, args));
}

export function queueTask(life: Life, task: () => void): void {
  if (!life.alive) return;
  life.queued.push(task);
  wake(life);
}

/** Sees to it that the idle loop turns. */
export function wake(life: Life): void {
  if (life.looping || !life.alive) return;
  life.looping = true;
  life.machine.pendingWork++;
  setImmediate(() => {
    life.looping = false;
    life.machine.pendingWork--;
    turn(life);
  });
}

function turn(life: Life): void {
  let more = false;
  for (const poll of [...life.pollers]) if (life.alive && poll()) more = true;
  // All events, also those that they lead to, come before the next look at the sockets.
  for (let task = life.queued.shift(); task; task = life.queued.shift()) if (life.alive) task();
  if (life.alive && (more || life.queued.length > 0)) wake(life);
}

/** Runs a function of the sandbox from the idle loop and reports what it throws. */
export function callIn(life: Life, fn: SandboxFunction, self: unknown, args: unknown[]): void {
  guardRun(life, () => life.realm.call(fn, self, args, life.machine.hangLimitMs));
}

export function evaluateIn(life: Life, source: string, fileName: string): void {
  guardRun(life, () => life.realm.evaluate(source, fileName, life.machine.hangLimitMs));
}

function guardRun(life: Life, run: () => void): void {
  if (!life.alive) return;
  try {
    run();
  } catch (error) {
    if (!life.alive || error === DEAD) return;
    if ((error as { code?: string } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') hang(life);
    else reportUncaught(life, error);
  }
}

/** An endless loop: nothing of this life acts again; only a watchdog, if one was set, or the plug ends it. */
function hang(life: Life): void {
  const { machine, watchdogSeconds } = life;
  machine.options.log('the device hangs in an endless loop');
  endLife(life);
  if (watchdogSeconds > 0) machine.clock.after(watchdogSeconds * 1000, () => machine.restart(CAUSE_WATCHDOG, life));
}

export function reportUncaught(life: Life, error: unknown): void {
  if (life.realm.listeners(life.process, 'uncaughtException') > 0) {
    // Called at once; what a listener throws is printed, and no listener hears of it.
    tellUncaught(life, error);
    return;
  }
  print(life, `Uncaught ${String(error)}\r\n${traceOf(error)}`);
}

function tellUncaught(life: Life, error: unknown): void {
  try {
    life.realm.emitNow(life.process, 'uncaughtException', [error]);
  } catch (own) {
    if (!life.alive || own === DEAD) return;
    print(life, `Uncaught ${String(own)}\r\n${traceOf(own)}`);
  }
}

function traceOf(error: unknown): string {
  const stack = (error as { stack?: unknown } | null)?.stack;
  const lines = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at .*\.boot/.test(line)) : [];
  return lines.map((line) => `${line}\r\n`).join('');
}

/** Text for the console; dropped while no device has it. */
export function print(life: Life, text: string): void {
  if (life.console === 'Serial1') life.machine.uartOut(Buffer.from(text, 'latin1'));
}

/** The device resets itself from within its own code. */
export function resetSelf(life: Life, cause: number): never {
  endLife(life);
  life.machine.restart(cause);
  throw DEAD;
}
