// Times and sizes of a TCP client.

import { REQUEST_MAX } from './frame.ts';

export const UNFINISHED_MS = 5_000;
export const IDLE_MS = 120_000;
/** What was written must have been read by then, or the connection is broken off. */
export const STALLED_MS = 10_000;
/** An `apply,` line without newline ends after this much silence. */
export const QUIET_MS = 200;
/** Bytes held while a reply is awaited; a client that sends more meanwhile is closed. */
export const HELD_MAX = 2 * REQUEST_MAX;
/** Bytes of replies on their way, one reply more or less. */
export const UNSENT_MAX = 2048;
