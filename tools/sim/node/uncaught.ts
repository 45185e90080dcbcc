// What becomes of an exception that nothing in the sandbox caught.

import { type BootSession, DEAD, print } from './boot-session.ts';

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
