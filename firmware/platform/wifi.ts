// Between the words of the port's Wi-Fi module and ours. Pure.

import type { ApOptions, WifiScanRow } from './chip-wifi.ts';
import type { ApSettings, RadioEvent, ScanResult } from './ports.ts';

/** There are no details where the port found no memory for them: a collection of garbage ran. It has noted the reason. */
export function leftEvent(details: { ssid: string; reason: string } | undefined, lastReason: () => number): RadioEvent {
  return { type: 'left', ssid: details ? details.ssid : '', reason: details ? +details.reason : lastReason() };
}

/** The port's words for ESP-IDF's numbers (wifi_err_reason_t) with which an attempt to join ends. */
const REASON_WORDS: { [word: string]: number } = {
  AUTH_EXPIRE: 2,
  ASSOC_EXPIRE: 4,
  ASSOC_TOOMANY: 5,
  '4WAY_HANDSHAKE_TIMEOUT': 15,
  NO_AP_FOUND: 201,
  AUTH_FAIL: 202,
  ASSOC_FAIL: 203,
  HANDSHAKE_TIMEOUT: 204,
};

/** 0 for every other word. */
export function reasonNumber(word: string): number {
  return REASON_WORDS[word] || 0;
}

export function scanResultOf(row: WifiScanRow): ScanResult {
  return { ssid: row.ssid, rssi: row.rssi, channel: +row.channel, auth: row.authMode };
}

/** AP.auth to the port's words; it knows no WPA3. */
export function apOptions(ap: ApSettings): ApOptions {
  if (!ap.psk) return { channel: ap.channel, authMode: 'open' };
  return { channel: ap.channel, password: ap.psk, authMode: ap.auth === 3 ? 'wpa_wpa2' : 'wpa2' };
}
