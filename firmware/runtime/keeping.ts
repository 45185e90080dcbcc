// How long modules stay in memory for the next request: as long as there is plenty. Only numbers: a function here would
// stay in memory itself.

/**
 * Modules stay while this many of the interpreter's variables are free beside them. It is what the largest request takes three
 * times over, and what an embedder's app can have at once; where fewer are free, modules go.
 */
export const KEEP_VARS_MIN = 1_500;

/** While there is plenty, it is looked at so often: an embedder's app may take it. */
export const KEEP_LOOK_MS = 15_000;

/** Between two collections of garbage to find out whether there is plenty: one takes 23 ms on the chip. */
export const COLLECT_GAP_MS = 1_000;
