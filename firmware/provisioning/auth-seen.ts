// The auth of a network for a client that does not name one.

import { authNumber } from '../config/wifi-text.ts';
import type { ScanResult } from '../platform/ports.ts';

/** What the last scan saw for that SSID as STA.auth; 0: not seen, or nothing the port can name. */
export function authSeen(networks: ScanResult[], ssid: string): number {
  const row = networks.filter((one) => one.ssid === ssid)[0];
  return row ? authNumber(row.auth) : 0;
}
