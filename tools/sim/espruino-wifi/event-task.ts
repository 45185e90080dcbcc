// The task of the ESP-IDF that hands the driver's events to the port, and how a restart of mDNS holds it up.

import type { DriverEvent, WifiHost } from './types.ts';

export interface EventTask {
  /** The driver has something to tell. */
  post(event: DriverEvent): void;
  /** The port stops mDNS within the handler: `post` only queues from now on. */
  block(): void;
  /** mDNS is stopped, and has not started anew. */
  isBlocked(): boolean;
  /** The interpreter's task has waited for something, so the mDNS task could end and the handler goes on. */
  interpreterWaited(): void;
  /** One call of Flash.read. */
  flashRead(): void;
}

/**
 * How it comes about, as read in the port and in IDF 3.3. At got-IP the port restarts mDNS if it runs already.
 * `mdns_free` then waits, in the event task, until the mDNS task has ended. That task has priority 1 on core 0, where
 * the interpreter's task (priority 5) never sleeps, so it does not get to run before the interpreter waits for
 * something itself. So the hold-up begins at got-IP, after `connected` and its callback, and lasts until then.
 *
 * What was seen on the chip's own firmware: `disconnected` and the result of a scan come about 25 s after the link was
 * left. Socket traffic and a connect attempt ended it earlier; one or ten writes did not. Of reads of flash in a row 1000
 * always did, 300 sometimes, 100 never: so 1000 are needed here. An attempt at a network that is not there, 0.3 s after the disconnect, did not either: no event came for 20 s.
 * So here it is the attempt that finds its network which ends it. That traffic before the disconnect ends it too is
 * read, and agrees with what was seen: over HTTP a missing network was told of in time.
 */
export const STALL_AFTER_DISCONNECT_MS = 25_000;
export const READS_IN_A_ROW = 1_000;
/** Reads further apart than this are not in a row. */
const ROW_GAP_MS = 100;
/** CONFIG_SYSTEM_EVENT_QUEUE_SIZE: what comes on top is lost, with a line in the IDF's log. */
export const MAX_QUEUED_EVENTS = 32;

interface State {
  blocked: boolean;
  queue: DriverEvent[];
  timer: number | null;
  reads: number;
  lastReadMs: number;
}

export function createEventTask(host: WifiHost, handle: (event: DriverEvent) => void): EventTask {
  const state: State = { blocked: false, queue: [], timer: null, reads: 0, lastReadMs: 0 };
  const release = (): void => {
    if (!state.blocked) return;
    state.blocked = false;
    if (state.timer !== null) host.cancel(state.timer);
    state.timer = null;
    // An event among them may block the task anew.
    while (!state.blocked && state.queue.length > 0) handle(state.queue.shift() as DriverEvent);
    if (state.blocked && state.queue.some(isDisconnect)) startTimer(host, state, release);
  };
  return {
    post(event) {
      if (!state.blocked) return handle(event);
      enqueue(host, state, event);
      if (isDisconnect(event)) startTimer(host, state, release);
    },
    block() {
      state.blocked = true;
      state.reads = 0;
    },
    isBlocked: () => state.blocked,
    interpreterWaited: release,
    flashRead() {
      if (!state.blocked) return;
      const now = host.now();
      state.reads = now - state.lastReadMs > ROW_GAP_MS ? 1 : state.reads + 1;
      state.lastReadMs = now;
      if (state.reads >= READS_IN_A_ROW) release();
    },
  };
}

const isDisconnect = (event: DriverEvent): boolean => event.type === 'sta_disconnected';

function enqueue(host: WifiHost, state: State, event: DriverEvent): void {
  if (state.queue.length < MAX_QUEUED_EVENTS) state.queue.push(event);
  else host.print?.(`E (${Math.round(host.now())}) event: e=${event.type} f\r\n`);
}

function startTimer(host: WifiHost, state: State, release: () => void): void {
  if (state.timer === null) state.timer = host.after(STALL_AFTER_DISCONNECT_MS, release);
}
