// All that the service must remember while its code is not in memory. Long values are text: a string of 10 characters
// is one variable, an object with 10 keys is thirty.

import type { Update } from '../update/update.ts';
import type { LinkState } from '../wifi/link/state.ts';
import type { Reason } from '../wifi/reasons.ts';
import { LOST_STEP } from './shortage.ts';

/** Why the last attempt failed, as every door tells it. */
export interface Failure {
  reason: Reason;
  message: string;
  ssid: string;
  attempts: number;
  rolled_back: boolean;
}

export interface DeviceState {
  /** JSON of the flat Config that is live; of the one on trial, or ''. */
  committed: string;
  trial: string;
  /** See history.ts. */
  attempts: string;
  failed: Failure | undefined;
  link: LinkState;
  /** The last scan, see wifi/scan-results.ts, and when it was; -1 before the first. */
  scanResults: string;
  scannedMs: number;
  /** Where the kept network was last seen; 0: never. */
  savedChannel: number;
  /** What the AP was started on. */
  apChannel: number;
  /** The setup code without hyphens; '' until it has been made. */
  code: string;
  /** Changes of the config that flash still has room for; -1: in Storage, where others write too, look there. */
  writesLeft: number;
  making: boolean;
  /** The seed of nonces is in flash, see security/session/nonce.ts; how many were made since the start. */
  seeded: boolean;
  nonces: number;
  /** Wrong proofs of the code since the last right one, -1: not read yet; until when it is locked for all clients. */
  wrongProofs: number;
  lockedMs: number;
  /** What the setup code is to be proved with next, '' when nothing is, and until when; see security/open-step.ts. */
  openNonce: string;
  openEndMs: number;
  /** The hostname, without `.local`. */
  host: string;
  /** A network that has worked is kept: the device is provisioned. */
  worked: boolean;
  /** See window.ts: how long it may be idle, when that ends (0: closed), and when it ends whatever comes (0: never). */
  windowIdleMs: number;
  windowEndMs: number;
  windowLastMs: number;
  /** It was opened by hand. */
  windowAp: boolean;
  /** What Espressif's door remembers between two requests, see protocols/espressif/session.ts. */
  espressif: string;
  /** Lines for the console's arrow keys, one a line. */
  recall: string;
  /** `wifiprov debug`: verbosity and sources. */
  debugLevel: number;
  debugFlow: number;
  /** The config is not in flash: it was not to be kept, or could not be. */
  unsaved: boolean;
  restarting: boolean;
  /** Variables that the port has taken for good since the start; when to look at those that are free. */
  lost: number;
  lostCheck: number;
  /** When the last request or event was: what follows may be on its way. */
  activeMs: number;
  /** A change of the network is not begun any more, see provisioning/shortage.ts. */
  isShort: boolean;
  /** A new firmware that comes over the network, see update/update.ts. */
  update: Update | undefined;
  /** When the button was pressed, by the port's clock; -1: it is not. */
  pressedMs: number;
}

export function newDeviceState(link: LinkState): DeviceState {
  return {
    committed: '',
    trial: '',
    attempts: '',
    failed: undefined,
    link,
    scanResults: '',
    scannedMs: -1,
    savedChannel: 0,
    apChannel: 0,
    code: '',
    writesLeft: 0,
    making: false,
    seeded: false,
    nonces: 0,
    wrongProofs: -1,
    lockedMs: 0,
    openNonce: '',
    openEndMs: 0,
    host: '',
    worked: false,
    windowIdleMs: 0,
    windowEndMs: 0,
    windowLastMs: 0,
    windowAp: false,
    espressif: '',
    recall: '',
    debugLevel: 0,
    debugFlow: 0,
    unsaved: false,
    restarting: false,
    lost: 0,
    lostCheck: LOST_STEP,
    activeMs: 0,
    isShort: false,
    update: undefined,
    pressedMs: -1,
  };
}
