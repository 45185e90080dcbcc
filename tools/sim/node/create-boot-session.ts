// Begins a life of the sandbox.

import type { BootSession } from './boot-session.ts';
import { queueCall } from './idle-loop.ts';
import type { Machine } from './machine.ts';
import { createRealm } from './realm.ts';

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
