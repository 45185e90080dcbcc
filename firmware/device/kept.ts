// All that the service must remember while its code is not in memory. Long values are text: a string of 10 characters
// is one variable, an object with 10 keys is thirty.

import type { LinkState } from '../wifi/link/state.ts';
import type { Reason } from '../wifi/reasons.ts';

/** Why the last attempt failed, as every door tells it. */
export interface Failure {
  reason: Reason;
  message: string;
  ssid: string;
  attempts: number;
  rolled_back: boolean;
}

export interface Kept {
  /** JSON of the flat Config that is live; of the one on trial, or ''. */
  committed: string;
  trial: string;
  /** See history.ts. */
  attempts: string;
  failed: Failure | undefined;
  link: LinkState;
  /** The last scan, see wifi/networks.ts, and when it was; -1 before the first. */
  seen: string;
  seenMs: number;
  /** Where the kept network was last seen; 0: never. */
  keptChannel: number;
  /** What the AP was started on. */
  apChannel: number;
  /** The setup code without hyphens; '' until it has been made. */
  code: string;
  making: boolean;
  /** Lines for the console's arrow keys, one a line. */
  recall: string;
  /** `wifiprov debug`: verbosity and sources. */
  debugLevel: number;
  debugFlow: number;
  restarting: boolean;
}

export function newKept(link: LinkState): Kept {
  return {
    committed: '',
    trial: '',
    attempts: '',
    failed: undefined,
    link,
    seen: '',
    seenMs: -1,
    keptChannel: 0,
    apChannel: 0,
    code: '',
    making: false,
    recall: '',
    debugLevel: 0,
    debugFlow: 0,
    restarting: false,
  };
}
