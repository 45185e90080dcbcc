// Between the words of the port's Wi-Fi module and ours. Pure.

import type { ApOptions, WifiScanRow } from './chip.ts';
import type { ApSettings, RadioEvent, ScanResult } from './ports.ts';

/** There are no details where the port found no memory for them: a collection of garbage ran. */
export function leftEvent(details: { ssid: string; reason: string } | undefined): RadioEvent {
  return { type: 'left', ssid: details ? details.ssid : '', reason: details ? +details.reason : 0 };
}

export function scanResultOf(row: WifiScanRow): ScanResult {
  return { ssid: row.ssid, rssi: row.rssi, channel: +row.channel, auth: row.authMode };
}

/** AP.auth to the port's words; it knows no WPA3. */
export function apOptions(ap: ApSettings): ApOptions {
  if (!ap.psk) return { channel: ap.channel, authMode: 'open' };
  return { channel: ap.channel, password: ap.psk, authMode: ap.auth === 3 ? 'wpa_wpa2' : 'wpa2' };
}
