// How much of the ESP-IDF's heap is left, as a function of what the radio and lwIP hold. Pure.
//
// The heap is malloc's: the sdkconfig of the port gives lwIP no pools (MEMP_MEM_MALLOC), so each connection, each buffer and
// each connection in TIME_WAIT takes from it. The figures are the sizes of the blocks that were found in the heap of the
// chip's own firmware at its lowest moments; what this makes of them is in the rows of test/sim/heap.test.ts.

export interface HeapLoad {
  /** The station is associated. */
  sta: boolean;
  ap: boolean;
  /** The access point is just starting; what that takes was seen beside the station only. */
  apStarts: boolean;
  /** Connections that the interpreter has, or that wait for it to take them. */
  connections: number;
  /** Frames that have come and that the interpreter has not read. */
  frames: number;
  /** Buffers of what was sent, until the peer has acknowledged it. */
  buffers: number;
  /** Connections that are closed and whose end lwIP still remembers. */
  timeWait: number;
}

/** Seen: access point alone after boot, station online, both. Without a radio nothing was seen. */
const BASE_AP = 36_000;
const BASE_STA = 31_600;
const BASE_BOTH = 28_000;
/** For a moment, where it has a password: bare Espruino had 28.9 KB and 13.4 KB at the least, our product 27.2 and 11.4. */
const AP_START = 16_000;
/** Seen: five idle clients take 2.7 KB. A control block, a netconn and its two mailboxes. */
const CONNECTION = 540;
/** The radio's own buffer, 1696 bytes whatever came in it, with its pbuf. */
const FRAME = 1_724;
/** lwIP copies what is sent into buffers of a whole segment, 1536 bytes however little it is, with its place in the queue. */
const BUFFER = 1_568;
/** The control block alone. */
const TIME_WAIT = 208;

/** CONFIG_LWIP_MAX_ACTIVE_TCP. It counts every control block: over it the oldest in TIME_WAIT goes. */
export const MAX_CONTROL_BLOCKS = 16;
/** Twice CONFIG_TCP_MSL. */
export const TIME_WAIT_MS = 120_000;
/** With less than this left something in the IDF meets a failed malloc, and the chip panics. */
export const PANIC_BELOW = 2_048;

export function freeHeap(load: HeapLoad): number {
  const { connections, frames, buffers, timeWait } = load;
  const held = connections * CONNECTION + frames * FRAME + buffers * BUFFER + timeWait * TIME_WAIT;
  return baseOf(load) - (load.sta && load.apStarts ? AP_START : 0) - held;
}

function baseOf({ sta, ap, apStarts }: HeapLoad): number {
  if (!sta) return BASE_AP;
  return ap || apStarts ? BASE_BOTH : BASE_STA;
}

export const panics = (free: number): boolean => free < PANIC_BELOW;
