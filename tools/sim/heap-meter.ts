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
  /** `first`: the device has closed before its peer. */
  closed(connection: object, first: boolean): void;
  /** The radio, or something else that is not told of here, may have changed. */
  look(): void;
  figures(): { freeHeap: number; minHeap: number };
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

/** The largest piece that the port hands to lwIP. */
const PIECE_BYTES = 536;
/**
 * A piece counts as acknowledged when so many others were sent after it, or after this time. Simulated time may stand
 * still while a whole page is sent, so time alone will not do.
 */
const WINDOW_PIECES = 4;
const ACK_MS = 50;

/** A client sends its request at once: so much waits until the interpreter takes the connection. */
const WAITING_BYTES = 190;

/** CONFIG_TCP_WND_DEFAULT: a peer that floods gets no further before the interpreter has read. */
export const RECEIVE_WINDOW = 5744;

interface Connection {
  sent: Array<{ bytes: number; atMs: number }>;
  unread: number;
}

interface State {
  host: HeapHost;
  connections: Map<object, Connection>;
  /** When each of the closed ones is forgotten. */
  timeWait: number[];
  least: number;
  panicked: boolean;
}

export function createHeapMeter(host: HeapHost): HeapMeter {
  const state: State = {
    host,
    connections: new Map(),
    timeWait: [],
    least: Number.POSITIVE_INFINITY,
    panicked: false,
  };
  const look = (): void => void measure(state);
  return {
    opened(key) {
      state.connections.set(key, { sent: [], unread: WAITING_BYTES });
      look();
    },
    sent(key, bytes) {
      const connection = state.connections.get(key);
      if (!connection) return;
      for (let rest = bytes; rest > 0; rest -= PIECE_BYTES)
        connection.sent.push({ bytes: Math.min(rest, PIECE_BYTES), atMs: host.now() });
      connection.sent = connection.sent.slice(-WINDOW_PIECES);
      look();
    },
    unread(key, bytes) {
      const connection = state.connections.get(key);
      if (!connection) return;
      connection.unread = Math.min(bytes, RECEIVE_WINDOW);
      look();
    },
    closed(key, first) {
      if (state.connections.delete(key) && first) state.timeWait.push(host.now() + TIME_WAIT_MS);
      look();
    },
    look,
    figures: () => ({ freeHeap: measure(state), minHeap: state.least }),
  };
}

function measure(state: State): number {
  const { host } = state;
  const free = freeHeap(loadOf(state));
  state.least = Math.min(state.least, free);
  if (panics(free) && !state.panicked) {
    state.panicked = true;
    host.panic(free);
  }
  return free;
}

function loadOf(state: State): HeapLoad {
  const { host, connections } = state;
  const now = host.now();
  let segments = 0;
  let segmentBytes = 0;
  for (const connection of connections.values()) {
    connection.sent = connection.sent.filter((piece) => now - piece.atMs < ACK_MS);
    segments += connection.sent.length + Math.ceil(connection.unread / PIECE_BYTES);
    segmentBytes += connection.sent.reduce((sum, piece) => sum + piece.bytes, connection.unread);
  }
  const room = Math.max(0, MAX_CONTROL_BLOCKS - host.listeners() - connections.size);
  state.timeWait = state.timeWait.filter((endMs) => now < endMs).slice(room > 0 ? -room : state.timeWait.length);
  return { ...host.radio(), connections: connections.size, segments, segmentBytes, timeWait: state.timeWait.length };
}
