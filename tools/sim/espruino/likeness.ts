/** Calls of `function r(){n++;r()}` from a timer that fit into the stack of the chip. */
export const CHIP_CALLS = 46;
