// What the clock asks of a device in the sandbox, so that hours without a visitor pass at once.

import type { Timed } from '../clock.ts';
import type { Board } from './board.ts';
import { runLimited, turnIfDue } from './idle-loop.ts';
import type { Machine } from './machine.ts';

/** More turns at once are left to the host's loop. */
const MAX_TURNS = 100;

export function timedOf(machineOf: () => Machine, boardOf: () => Board | null): Timed {
  return {
    busy: () => machineOf().pendingWork > 0,
    isAlone() {
      const board = boardOf();
      return board?.session.alive === true && board.pool.peers.size === 0;
    },
    comesToRest() {
      const machine = machineOf();
      const session = boardOf()?.session;
      for (let i = 0; i < MAX_TURNS && session?.looping; i++) turnIfDue(session);
      const { hasSpoken } = machine;
      machine.hasSpoken = false;
      return !hasSpoken && machine.pendingWork === 0;
    },
    limited(run) {
      const session = boardOf()?.session;
      if (session) runLimited(session, run);
    },
  };
}
