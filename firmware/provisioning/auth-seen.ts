// The auth of a network for a client that does not name one.

import type { Changes } from '../config/check.ts';
import { authFor, authNumber } from '../config/wifi-text.ts';
import type { ScanResult } from '../platform/ports.ts';

/** What the last scan saw for that SSID as STA.auth; 0: not seen, or nothing the port can name. */
export function authSeen(networks: ScanResult[], ssid: string): number {
  const row = networks.filter((one) => one.ssid === ssid)[0];
  return row ? authNumber(row.auth) : 0;
}

/** Joins that network at once and keeps it; its auth as far as a client that does not name one can know it. */
/* @shared */
export function stationChanges(ssid: string, psk: string, networks: ScanResult[]): Changes {
  const auth = authFor(psk, authSeen(networks, ssid));
  return { mode: 0, save_config: 1, STA: { auto: 1, auth, SSID: ssid, PWD: psk } };
}
