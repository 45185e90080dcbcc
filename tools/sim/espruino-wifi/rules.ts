// What differs between the three generations of the ESP32 port, as one table, and the driver's words and times.

import type { PortBuild } from '../engine.ts';

export interface Rules {
  /** An open AP named ESP_xxxxxx is up at boot when nothing was saved. */
  defaultAp: boolean;
  /** Tries of a connect before anything is reported; 1: each failure is reported. */
  tries: number;
  /** The connect callback is called with the reason after the last try. */
  failureCallback: boolean;
  /** connect() asks the driver to join even if the station interface is already up. */
  joinsWhenStarted: boolean;
  /** Each start of the station interface joins whatever network is configured, wanted or not. */
  startAlwaysJoins: boolean;
  /** A restart of mDNS at got-IP holds up the events behind it, see `event-task.ts`. */
  mdnsStallsEvents: boolean;
  /** The radio is stopped when only the station is on and it is not connected. */
  stopsWhenIdle: boolean;
}

const A: Rules = {
  defaultAp: true,
  tries: 1,
  failureCallback: false,
  joinsWhenStarted: true,
  startAlwaysJoins: true,
  mdnsStallsEvents: true,
  stopsWhenIdle: false,
};
const B: Rules = {
  defaultAp: false,
  tries: 3,
  failureCallback: true,
  joinsWhenStarted: false,
  startAlwaysJoins: true,
  mdnsStallsEvents: false,
  stopsWhenIdle: true,
};
const C: Rules = { ...B, joinsWhenStarted: true, startAlwaysJoins: false };

export const RULES: Record<PortBuild, Rules> = { '2v27': A, '2v29.277': B, next: C };

/** Seen on generation A: an attempt at a missing network ends after this time. */
export const NOT_FOUND_MS = 2050;
export const NOT_FOUND_WITH_AP_MS = 2500;
export const SCAN_MS = 2050;
export const SCAN_WITH_AP_MS = 2500;
export const AP_START_MS = 100;
export const STA_START_MS = 10;
/** A network that vanishes is missed for this long before the link counts as lost. */
export const BEACON_TIMEOUT_MS = 6000;

/** The port copies at most this many bytes; the rest is cut without a word. */
export const MAX_SSID = 31;
export const MAX_STA_PASSWORD = 63;
export const MAX_AP_PASSWORD = 62;
export const MAX_AP_CLIENTS = 4;

export const REASON_ASSOC_LEAVE = 8;
export const REASON_BEACON_TIMEOUT = 200;
export const REASON_NO_AP_FOUND = 201;

const REASONS: Record<number, string> = {
  2: 'AUTH_EXPIRE',
  3: 'AUTH_LEAVE',
  4: 'ASSOC_EXPIRE',
  5: 'ASSOC_TOOMANY',
  6: 'NOT_AUTHED',
  7: 'NOT_ASSOCED',
  8: 'ASSOC_LEAVE',
  15: '4WAY_HANDSHAKE_TIMEOUT',
  20: 'AKMP_INVALID',
  24: 'CIPHER_SUITE_REJECTED',
  200: 'BEACON_TIMEOUT',
  201: 'NO_AP_FOUND',
  202: 'AUTH_FAIL',
  203: 'ASSOC_FAIL',
  204: 'HANDSHAKE_TIMEOUT',
};

export function reasonText(reason: number): string {
  return REASONS[reason] ?? 'Unknown reason';
}
