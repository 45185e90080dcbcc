// One life of the sandbox, from a reset to the next: what belongs to it, and how it ends.

import type { Machine } from './machine.ts';
import type { Realm } from './realm.ts';

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
