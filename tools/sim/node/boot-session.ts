// One life of the sandbox, from a reset to the next: its idle loop, its way to end, and what becomes of exceptions.

import { CAUSE_WATCHDOG, type Machine } from './machine.ts';
import { createRealm, type Realm, runUnderLimit, type SandboxFunction } from './realm.ts';

/** Thrown to unwind JavaScript that must not go on. The firmware may catch it, but no native answers it any more. */
export const DEAD = { dead: true };

export interface BootSession {
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
  /** Of pins that were written to, by their names. */
  levels: Map<string, number>;
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

export function createBootSession(machine: Machine, cause: number): BootSession {
  const realm = createRealm({
    queue: (fn, self, args) => queueCall(session, fn, self, args),
    listened: (target, event) => session.onListened.get(target)?.(event),
    now: () => machine.clock.now() - session.bornAt,
  });
  const session: BootSession = {
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
    levels: new Map(),
    pollers: new Set(),
    atEnd: [],
    onListened: new Map(),
    looping: false,
    lostVars: 0,
  };
  return session;
}

/** Ends a life at once: its timers, callbacks and sockets never act again. */
export function endBootSession(session: BootSession): void {
  if (!session.alive) return;
  session.alive = false;
  session.queued = [];
  // A dead life must not be kept in memory by a timer that is due in an hour.
  for (const timer of session.timers) session.machine.clock.cancel(timer);
  for (const end of session.atEnd) end();
}

/** Methods of the sandbox that do nothing any more once the device is off. */
export function natives(
  session: BootSession,
  methods: Record<string, (...args: never[]) => unknown>,
  target?: object,
): Record<string, unknown> {
  const guarded = Object.entries(methods).map(([name, fn]) => [name, guard(session, fn)]);
  return session.realm.natives(Object.fromEntries(guarded), target);
}

function guard(session: BootSession, fn: (...args: never[]) => unknown): (...args: never[]) => unknown {
  return function (this: unknown, ...args: never[]): unknown {
    if (!session.alive) throw DEAD;
    const result = fn.apply(this, args);
    // A native that ended this life must not return into it.
    if (!session.alive) throw DEAD;
    return result;
  };
}

export function after(session: BootSession, ms: number, fn: () => void): number {
  const timer = session.machine.clock.after(ms, () => {
    session.timers.delete(timer);
    if (session.alive) fn();
  });
  session.timers.add(timer);
  return timer;
}

export function cancel(session: BootSession, timer: number): void {
  session.timers.delete(timer);
  session.machine.clock.cancel(timer);
}

/** A callback for the idle loop; like Espruino's, never called from within the call that caused it. */
export function queueCall(session: BootSession, fn: SandboxFunction, self: unknown, args: unknown[]): void {
  queueTask(session, () => callIn(session, fn, self, args));
}

export function queueTask(session: BootSession, task: () => void): void {
  if (!session.alive) return;
  session.queued.push(task);
  wake(session);
}

/** Sees to it that the idle loop turns. */
export function wake(session: BootSession): void {
  if (session.looping || !session.alive) return;
  session.looping = true;
  session.machine.pendingWork++;
  setImmediate(() => turnIfDue(session));
}

/** The turn that the idle loop is due, if it has not had it already. */
export function turnIfDue(session: BootSession): void {
  if (!session.looping) return;
  session.looping = false;
  session.machine.pendingWork--;
  turn(session);
}

function turn(session: BootSession): void {
  let more = false;
  for (const poll of [...session.pollers]) if (session.alive && poll()) more = true;
  // All events, also those that they lead to, come before the next look at the sockets.
  for (let task = session.queued.shift(); task; task = session.queued.shift()) if (session.alive) task();
  if (session.alive && (more || session.queued.length > 0)) wake(session);
}

/** Runs a function of the sandbox from the idle loop and reports what it throws. */
export function callIn(session: BootSession, fn: SandboxFunction, self: unknown, args: unknown[]): void {
  guardRun(session, () => session.realm.call(fn, self, args, limitOf(session)));
}

export function evaluateIn(session: BootSession, source: string, fileName: string): void {
  guardRun(session, () => session.realm.evaluate(source, fileName, limitOf(session)));
}

export function limitOf({ machine }: BootSession): number | undefined {
  return machine.isLimited ? undefined : machine.hangLimitMs;
}

/** Many calls under one limit. */
export function runLimited(session: BootSession, run: () => void): void {
  const { machine } = session;
  machine.isLimited = true;
  try {
    runUnderLimit(run, machine.hangLimitMs);
  } catch (error) {
    if (!isTimeout(error)) throw error;
    hang(session);
  } finally {
    machine.isLimited = false;
  }
}

const isTimeout = (error: unknown): boolean =>
  (error as { code?: string } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

function guardRun(session: BootSession, run: () => void): void {
  if (!session.alive) return;
  try {
    run();
  } catch (error) {
    if (!session.alive || error === DEAD) return;
    if (isTimeout(error)) hang(session);
    else reportUncaught(session, error);
  }
}

/** An endless loop: nothing of this life acts again; only a watchdog, if one was set, or the plug ends it. */
function hang(session: BootSession): void {
  const { machine, watchdogSeconds } = session;
  machine.options.log('the device hangs in an endless loop');
  endBootSession(session);
  if (watchdogSeconds > 0) machine.clock.after(watchdogSeconds * 1000, () => machine.restart(CAUSE_WATCHDOG, session));
}

export function reportUncaught(session: BootSession, error: unknown): void {
  if (session.realm.listeners(session.process, 'uncaughtException') > 0) {
    // Called at once; what a listener throws is printed, and no listener hears of it.
    tellUncaught(session, error);
    return;
  }
  print(session, `Uncaught ${String(error)}\r\n${traceOf(error)}`);
}

function tellUncaught(session: BootSession, error: unknown): void {
  try {
    session.realm.emitNow(session.process, 'uncaughtException', [error]);
  } catch (own) {
    if (!session.alive || own === DEAD) return;
    print(session, `Uncaught ${String(own)}\r\n${traceOf(own)}`);
  }
}

function traceOf(error: unknown): string {
  const stack = (error as { stack?: unknown } | null)?.stack;
  const lines = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at .*\.boot/.test(line)) : [];
  return lines.map((line) => `${line}\r\n`).join('');
}

/** Text for the console; dropped while no device has it. */
export function print(session: BootSession, text: string): void {
  if (session.console === 'Serial1') session.machine.uartOut(Buffer.from(text, 'latin1'));
}

/** The device resets itself from within its own code. */
export function resetSelf(session: BootSession, cause: number): never {
  endBootSession(session);
  session.machine.restart(cause);
  throw DEAD;
}
