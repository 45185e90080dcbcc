// How much of ESP-IDF's heap connections may take. The radio needs the rest: when one of its allocations fails, the chip
// panics. Pure.

/** Bytes that are always left. */
export const HEAP_MIN = 18 * 1024;
/** A new connection takes a buffer for its answer besides itself, and another may come before that shows. */
export const ACCEPT_MIN = HEAP_MIN + 3_072;
/**
 * Free variables of the interpreter, garbage left out, that one more connection needs: what requests take
 * at their peak, a page the most. Where they ran out under load, the interpreter itself crashed (seen on the chip's firmware
 * with 1500 free for each of three pages beside three TCP clients).
 */
export const TCP_VARS_MIN = 1_300;
export const HTTP_VARS_MIN = 2_200;
/** Where another page or form is being served. */
export const MORE_HTTP_VARS_MIN = 2_600;
/**
 * So long after there were too few the next ones are turned away unseen: counting them takes longer than all the rest, and
 * what comes meanwhile holds heap.
 */
export const FULL_MS = 200;
/** The door's own code, where it must be made first. */
export const DOOR_VARS = 700;
/** What a request takes at its peak, beside the modules that are kept. */
export const REQUEST_VARS = 1_000;
/** What one that is under way may still take, until all of its answer has been handed over. */
export const UNDER_WAY_VARS = 500;
/** The code of modules that a request needs, or that another client may need meanwhile: the console, the link machine. */
export const MODULE_VARS: { [name: string]: number } = { console: 640, connection: 490, requests: 130 };
/** Beside the connections that are open, a new one that is not taken is told so: it costs a buffer, and variables. */
export const REFUSE_MIN = ACCEPT_MIN;
export const REFUSE_VARS_MIN = 600;
/** What is left beside a piece that is handed over to be sent: requests come in meanwhile. */
export const SEND_MIN = HEAP_MIN + 3_072;
/**
 * The same, while no other connection has anything to send: less need be left. With station and access point and one TCP
 * client beside it, 24 KB are free, and by SEND_MIN each piece of the page would wait for PATIENCE_MS: 2.5 s for a page.
 */
export const SEND_ALONE_MIN = HEAP_MIN + 1_024;
/** What the radio takes once the station joins (its addresses, mDNS) and, for a moment, while an access point starts. */
export const JOIN_HEAP = 8_192;
export const AP_HEAP = 16_384;

/** Of the free heap, what connections may count on. 0 stays 0: the port does not tell. */
export function heapBeside(freeHeap: number, radio: { sta: string; ap: string }): number {
  const isComing = radio.sta === 'joining' || radio.sta === 'waiting';
  const reserved = (isComing ? JOIN_HEAP : 0) + (radio.ap === 'starting' ? AP_HEAP : 0);
  return freeHeap && Math.max(1, freeHeap - reserved);
}

/**
 * lwIP copies what is sent into buffers of a whole segment, however short it is: seen on the chip's firmware, a reply of 90
 * bytes held as much heap as a page's piece until its peer had acknowledged it. With its place in two queues.
 */
export const BUFFER_COST = 1_568;
const BUFFER_BYTES = 1_436;
/** The port takes this many bytes at a time. The first are sent alone; what follows shares the next buffer. */
const FIRST_BYTES = 536;

function buffersOf(bytes: number): number {
  return 1 + Math.ceil(Math.max(0, bytes - FIRST_BYTES) / BUFFER_BYTES);
}

/**
 * Is there heap for one more connection beside those that are open? The first is always taken: a device that refuses
 * everyone because a build leaves it less could not be reached at all. 0: the port does not tell.
 */
export function hasHeapFor(open: number, freeHeap: number): boolean {
  return !open || !freeHeap || freeHeap >= ACCEPT_MIN;
}

/** Were there too few variables a moment ago? `fullMs` 0: never. */
export function isFull(fullMs: number, nowMs: number): boolean {
  return fullMs > 0 && nowMs - fullMs < FULL_MS;
}

/** Are there variables for it? `isMade`: its door's code is in memory. */
export function hasVarsFor(open: number, freeVars: number, least: number, isMade: boolean): boolean {
  return !open || freeVars >= least + (isMade ? 0 : DOOR_VARS);
}

/** Free variables that one more request needs beside others that are under way. */
export function requestVars(underWay: number, loaded: { [name: string]: unknown }): number {
  const missing = Object.keys(MODULE_VARS).filter((name) => !loaded[name]);
  const modules = missing.reduce((sum, name) => sum + (MODULE_VARS[name] as number), 0);
  return REQUEST_VARS + underWay * UNDER_WAY_VARS + modules;
}

export function httpVarsMin(pages: number): number {
  return pages ? MORE_HTTP_VARS_MIN : HTTP_VARS_MIN;
}

/** Is there memory to say that there is none for a connection? Without it, it is closed without a word. */
export function maySay(freeHeap: number, freeVars: number): boolean {
  return freeVars >= REFUSE_VARS_MIN && (!freeHeap || freeHeap >= REFUSE_MIN);
}

/** Is there memory to send all pieces of these sizes now? `isAlone`: they are one connection's, and no other waits. */
export function hasRoomFor(pieces: number[], freeHeap: number, isAlone: boolean): boolean {
  const buffers = pieces.reduce((sum, bytes) => sum + buffersOf(bytes), 0);
  return !freeHeap || freeHeap - buffers * BUFFER_COST >= (isAlone ? SEND_ALONE_MIN : SEND_MIN);
}
