// Follows the connections of a running device and keeps what is left of the IDF's heap, with its least value.

import { freeHeap, type HeapLoad, MAX_CONTROL_BLOCKS, panics, TIME_WAIT_MS } from './heap.ts';

export type RadioLoad = Pick<HeapLoad, 'sta' | 'ap' | 'apStarts'>;

export interface HeapMeter {
  /** A connection has come in or was made. */
  opened(connection: object): void;
  /** A piece went to the network. */
  sent(connection: object, bytes: number): void;
  /** That many bytes of the connection have arrived and were not read yet. */
  unread(connection: object, bytes: number): void;
  /** `first`: the device has closed before its peer. What it has sent is held until it is acknowledged. */
  closed(connection: object, first: boolean): void;
  /** It was reset, by either end: nothing of it is held any more. */
  reset(connection: object): void;
  /** The radio, or something else that is not told of here, may have changed. */
  look(): void;
  figures(): HeapFigures;
}

interface HeapFigures {
  freeHeap: number;
  minHeap: number;
  /** The least, leaving out what came and was not read, and what a starting access point takes: no firmware can help that. */
  ownMinHeap: number;
}

/** The answer of ESP32.getState(). */
export function chipState(heap: { freeHeap: number; minHeap: number }, hasBle: boolean): Record<string, unknown> {
  return { sdkVersion: 'v3.3.6', freeHeap: heap.freeHeap, BLE: hasBle, Wifi: true, minHeap: heap.minHeap };
}

export const panicLine = (freeHeap: number): string =>
  `the device panics: only ${freeHeap} bytes of ESP-IDF heap are left`;

export interface HeapHost {
  radio(): RadioLoad;
  listeners(): number;
  now(): number;
  panic(freeHeap: number): void;
}

/** The first bytes that the port hands over go alone; what follows before they are acknowledged fills whole segments. */
const FIRST_BYTES = 536;
const SEGMENT_BYTES = 1436;
/** CONFIG_TCP_SND_BUF_DEFAULT: more than this is not on its way, so older bytes have been acknowledged. */
export const SEND_BUFFER = 5744;
/** What a peer needs to acknowledge; behind other traffic it was seen to take longer. */
export const ACK_MS = 50;

/** A client sends its request at once: one frame waits until the interpreter takes the connection. */
const WAITING_BYTES = 190;
const FRAME_BYTES = 1460;

/** CONFIG_TCP_WND_DEFAULT: a peer that floods gets no further before the interpreter has read. */
export const RECEIVE_WINDOW = 5744;

interface Connection {
  sent: Array<{ bytes: number; atMs: number }>;
  unread: number;
}

interface State {
  host: HeapHost;
  connections: Map<object, Connection>;
  /** Closed, with bytes that are not acknowledged. */
  leaving: Connection[];
  /** When each of the closed ones is forgotten. */
  timeWait: number[];
  least: number;
  ownLeast: number;
  panicked: boolean;
}

export function createHeapMeter(host: HeapHost): HeapMeter {
  const state: State = {
    host,
    connections: new Map(),
    leaving: [],
    timeWait: [],
    least: Number.POSITIVE_INFINITY,
    ownLeast: Number.POSITIVE_INFINITY,
    panicked: false,
  };
  const look = (): void => void measure(state);
  return {
    opened(key) {
      state.connections.set(key, { sent: [], unread: WAITING_BYTES });
      look();
    },
    sent(key, bytes) {
      state.connections.get(key)?.sent.push({ bytes, atMs: host.now() });
      look();
    },
    unread(key, bytes) {
      const connection = state.connections.get(key);
      if (!connection) return;
      connection.unread = Math.min(bytes, RECEIVE_WINDOW);
      look();
    },
    closed(key, first) {
      close(state, key, first);
      look();
    },
    reset(key) {
      state.connections.delete(key);
      look();
    },
    look,
    figures: () => ({ freeHeap: measure(state), minHeap: state.least, ownMinHeap: state.ownLeast }),
  };
}

function close(state: State, key: object, first: boolean): void {
  const connection = state.connections.get(key);
  if (!connection) return;
  state.connections.delete(key);
  state.leaving.push({ sent: connection.sent, unread: 0 });
  if (first) state.timeWait.push(state.host.now() + TIME_WAIT_MS);
}

function measure(state: State): number {
  const { host } = state;
  const load = loadOf(state);
  const free = freeHeap(load);
  state.least = Math.min(state.least, free);
  state.ownLeast = Math.min(
    state.ownLeast,
    freeHeap({ ...load, frames: 0, ap: load.ap || load.apStarts, apStarts: false }),
  );
  if (panics(free) && !state.panicked) {
    state.panicked = true;
    host.panic(free);
  }
  return free;
}

/** Drops what the peer has acknowledged by now. */
function unacknowledged(connection: Connection, now: number): number {
  connection.sent = connection.sent.filter((piece) => now - piece.atMs < ACK_MS);
  const bytes = connection.sent.reduce((sum, piece) => sum + piece.bytes, 0);
  return Math.min(bytes, SEND_BUFFER);
}

function buffersOf(bytes: number): number {
  return bytes > 0 ? 1 + Math.ceil(Math.max(0, bytes - FIRST_BYTES) / SEGMENT_BYTES) : 0;
}

function loadOf(state: State): HeapLoad {
  const { host, connections } = state;
  const now = host.now();
  state.leaving = state.leaving.filter((connection) => unacknowledged(connection, now) > 0);
  let frames = 0;
  let buffers = 0;
  for (const connection of [...connections.values(), ...state.leaving]) {
    frames += Math.ceil(connection.unread / FRAME_BYTES);
    buffers += buffersOf(unacknowledged(connection, now));
  }
  const room = Math.max(0, MAX_CONTROL_BLOCKS - host.listeners() - connections.size);
  state.timeWait = state.timeWait.filter((endMs) => now < endMs).slice(room > 0 ? -room : state.timeWait.length);
  return { ...host.radio(), connections: connections.size, frames, buffers, timeWait: state.timeWait.length };
}
