// What the device may hold, use and take; firmware/docs/budgets.md shows the same limits.

export const BUDGETS = {
  /** Variables held at rest: online with the window closed and no client; with every door open. */
  heldIdle: 650,
  heldOpen: 750,
  /** Variables that one request takes on top; one whose fault is explained. */
  peak: 400,
  peakFault: 500,
  /** Variables in use at any time: start, trial with a client and the page open, `status`. */
  mostUsed: 1600,
  growth: 0,
  /** Processor time of a request, in bare echoes of the same bytes; of the page and a sealed request see timing.ts. */
  multiples: {
    ping: 3,
    'config, unchanged': 4,
    get: 5,
    status: 5,
    'each of 20 pings in a pipeline': 2,
    'GET /': 1.5,
    'get, sealed': 2,
  } as { readonly [what: string]: number },
  /** A drawing of `wifiprov code`, in bare echoes: 3 s on the chip. */
  codeEchoes: 300,
  /** Of the chip's stack, by any request, event or timer. */
  stackPercent: 60,
} as const;
