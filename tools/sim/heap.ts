// How much of the ESP-IDF's heap is left, as a function of what the radio and lwIP hold. Pure.
//
// The heap is malloc's: the sdkconfig of the port gives lwIP no pools (MEMP_MEM_MALLOC), so each connection, each segment
// that waits for its acknowledgement and each connection in TIME_WAIT takes from it. What was seen on the chip's own
// firmware, and what this makes of it, is in the rows of test/sim/heap.test.ts. Where a figure could not be told apart
// from others it was chosen so that all of the seen ones come out.

export interface HeapLoad {
  /** The station is associated. */
  sta: boolean;
  ap: boolean;
  /** The access point is just starting; what that takes was seen beside the station only. */
  apStarts: boolean;
  /** Connections that the interpreter has, or that wait for it to take them. */
  connections: number;
  /** Segments that wait, in either direction: not acknowledged by the peer or not read by the interpreter. */
  segments: number;
  /** The bytes in them. */
  segmentBytes: number;
  /** Connections that are closed and whose end lwIP still remembers. */
  timeWait: number;
}

/** Seen: access point alone after boot, station online, both. Without a radio nothing was seen. */
const BASE_AP = 36_000;
const BASE_STA = 29_600;
const BASE_BOTH = 26_500;
/**
 * Seen in our product: 20.9 KB is the least after a trial with the access point up. (A bare script that started the
 * access point while online once saw 11 KB; what it did besides is not known.)
 */
const AP_START = 5_600;
/** Seen: five idle clients take 2.7 KB. A control block, a netconn and its two mailboxes. */
const CONNECTION = 540;
/** Beside its bytes a segment has its headers, a pbuf, a tcp_seg, and what TCP_OVERSIZE adds. */
const SEGMENT = 184;
/** The control block alone. */
const TIME_WAIT = 208;

/** CONFIG_LWIP_MAX_ACTIVE_TCP. It counts every control block: over it the oldest in TIME_WAIT goes. */
export const MAX_CONTROL_BLOCKS = 16;
/** Twice CONFIG_TCP_MSL. */
export const TIME_WAIT_MS = 120_000;
/** With less than this left something in the IDF meets a failed malloc, and the chip panics. */
export const PANIC_BELOW = 2_048;

export function freeHeap(load: HeapLoad): number {
  const { connections, segments, segmentBytes, timeWait } = load;
  const held = connections * CONNECTION + segments * SEGMENT + segmentBytes + timeWait * TIME_WAIT;
  return baseOf(load) - (load.sta && load.apStarts ? AP_START : 0) - held;
}

function baseOf({ sta, ap, apStarts }: HeapLoad): number {
  if (!sta) return BASE_AP;
  return ap || apStarts ? BASE_BOTH : BASE_STA;
}

export const panics = (free: number): boolean => free < PANIC_BELOW;
