// What the device may hold and how long a request may take; the same limits stand in ARCHITECTURE.md.

export const BUDGETS = {
  heldIdle: 700,
  heldOpen: 1400,
  peak: 400,
  growth: 0,
  parseRatio: 60,
  /** Of the chip's stack, by any request, event or timer. */
  stackPercent: 60,
} as const;
