// How big the bundles may be. A number here changes only together with the documented budget.

export interface Budgets {
  /** All code in the device's flash, minified, page included. */
  flashBytes: number;
  /** While the code is over that: what it may take until it is smaller again. Lower it with each saving. */
  flashCeiling: number;
  /** The setup page as one response. */
  gzipBytes: number;
}

export const BUDGETS: Budgets = { flashBytes: 128 * 1024, flashCeiling: 185_250, gzipBytes: 8192 };
