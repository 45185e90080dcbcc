// How much of ESP-IDF's heap connections may take. The radio needs the rest: when one of its allocations fails, the chip
// panics. Pure.

/** Bytes that are always left. */
export const HEAP_MIN = 18 * 1024;
/** A new connection takes its request and a short answer of it, and others may come before those are through. */
export const ACCEPT_MIN = HEAP_MIN + 2048;
/**
 * So many of the interpreter's variables are free: a connection takes some hundred with its request. Where they ran out
 * under load, the interpreter itself crashed (seen on the chip's firmware in an emulator with 1062 free shortly before).
 */
export const VARS_MIN = 1_200;
/** What is left beside a piece that is handed over to be sent: requests come in meanwhile. */
export const SEND_MIN = HEAP_MIN + 2048;
/** lwIP cuts what is sent into segments, each with its headers and its place in two queues. */
const SEGMENT_BYTES = 536;
const SEGMENT_COST = 184;

/**
 * Is there memory for one more connection beside those that are open? The first is always taken: a device that refuses
 * everyone because a build leaves it less heap could not be reached at all. 0: the port does not tell.
 */
export function admits(freeHeap: number, freeVars: number, open: number): boolean {
  return !open || (freeVars >= VARS_MIN && (!freeHeap || freeHeap >= ACCEPT_MIN));
}

/** May that many bytes be handed over now? */
export function hasRoomFor(bytes: number, freeHeap: number): boolean {
  const cost = bytes + Math.ceil(bytes / SEGMENT_BYTES) * SEGMENT_COST;
  return !freeHeap || freeHeap - cost >= SEND_MIN;
}
