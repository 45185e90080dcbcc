// Who listens to a device's events, and work that is done only while there are listeners.

import type { DeviceEvent } from './api.ts';

/** The device closes a connection that says nothing for two minutes. */
export const KEEP_ALIVE_MS = 60_000;

type Listener = (event: DeviceEvent) => void;

interface Subscribers {
  tell(event: DeviceEvent): void;
  /** Returns the way out. */
  join(listener: Listener): () => void;
  /** Not if there is no listener any more by then. */
  later(ms: number, work: () => void): void;
  /** All go. */
  leave(): void;
}

export function newSubscribers(keepAlive: () => void): Subscribers {
  const listeners = new Set<Listener>();
  let nudging: ReturnType<typeof setInterval> | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  function leave(): void {
    listeners.clear();
    clearInterval(nudging);
    clearTimeout(waiting);
    nudging = undefined;
  }
  return {
    leave,
    tell(event) {
      for (const listener of [...listeners]) listener(event);
    },
    join(listener) {
      listeners.add(listener);
      nudging ??= setInterval(keepAlive, KEEP_ALIVE_MS);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) leave();
      };
    },
    later(ms, work) {
      clearTimeout(waiting);
      if (listeners.size > 0) waiting = setTimeout(work, ms);
    },
  };
}
