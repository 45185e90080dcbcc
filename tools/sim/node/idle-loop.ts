// The idle loop of the sandbox: callbacks wait in a queue, each runs under a limit of time, and exceptions are reported.

import { type BootSession, DEAD, endBootSession } from './boot-session.ts';
import { CAUSE_WATCHDOG } from './machine.ts';
import { runUnderLimit, type SandboxFunction } from './realm.ts';
import { reportUncaught } from './uncaught.ts';

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
