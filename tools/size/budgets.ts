// How big the bundles may be. A number here changes only together with the documented budget.

export interface Budgets {
  /** All code in the device's flash, minified, page included. */
  flashBytes: number;
  /** The setup page as one response. */
  gzipBytes: number;
}

export const BUDGETS: Budgets = { flashBytes: 128 * 1024, gzipBytes: 8192 };
