// The words of the air model: generations of the port, its lies, the networks around it.

import type { Link } from '../../firmware/platform/ports.ts';
import type { Effect, LinkEvent } from '../../firmware/wifi/link/events.ts';

export type Generation = 'A' | 'B' | 'C';

/** Chances 0..1 of each lie; absent: never. */
export interface Lies {
  /** Nothing comes of a join, not even a report. */
  muteJoin?: number;
  /** An answer is lost, or comes twice. */
  lostEvent?: number;
  doubleEvent?: number;
  muteAp?: number;
  /** The AP comes up, and nobody says so. */
  silentAp?: number;
  /** An event comes half a minute late; and those after it no sooner. */
  lateEvent?: number;
  muteScan?: number;
}

/** All of them together, as often as a walk over the machine needs to meet each. */
export const LIES: Lies = {
  muteJoin: 0.1,
  lostEvent: 0.1,
  doubleEvent: 0.2,
  lateEvent: 0.05,
  muteAp: 0.1,
  silentAp: 0.1,
  muteScan: 0.1,
};

export interface Network {
  psk: string;
  /** What an attempt at it ends with; undefined: it is joined when the password is right. */
  reason?: number;
  /** Without DHCP the link never gets an address. */
  dhcp?: boolean;
  /** Ends each attempt with AUTH_EXPIRE while the AP is up. */
  hatesAp?: boolean;
  /** A scan shows it without its name. */
  hidden?: boolean;
}

export interface AirModel {
  networks: { [ssid: string]: Network };
  lies: Lies;
  faults: string[];
  nowMs: number;
  link(): Link | null;
  /** Of the last attempt that failed, whether it was heard of or not. */
  lastReason(): number;
  apIsUp(): boolean;
  /** What the port's view says of the AP; true as soon as it was started. */
  showsAp(): boolean;
  perform(effect: Effect): void;
  /** Virtual time of the next thing that happens by itself; Infinity: nothing does. */
  nextMs(): number;
  /** Lets the first thing that is due happen, and gives what the machine hears of it. */
  pop(): LinkEvent[];
  /** The router goes without a goodbye. */
  dropLink(): void;
  powerCycle(): void;
}
