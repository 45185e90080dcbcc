// The ESP-IDF's own log on UART0: on the chip it goes out whatever the firmware does, and nothing silences it.

import type { DriverEvent } from './types.ts';

/** What the driver prints at such an event, in the manner of IDF 3.3. */
function textsOf(event: DriverEvent): string[] {
  if (event.type === 'associated') {
    const { ssid, channel, bssid } = event.point;
    const state = ['init -> auth (b0)', 'auth -> assoc (0)', 'assoc -> run (10)'].map((step) => `state: ${step}`);
    return [...state, `connected with ${ssid}, channel ${channel}, BW20, bssid = ${bssid}`, 'pm start, type: 1'];
  }
  if (event.type === 'sta_start') return ['mode : sta (24:0a:c4:00:01:0f)'];
  if (event.type === 'sta_disconnected') return ['state: run -> init (0)', 'pm stop, total sleep time: 0 us'];
  if (event.type === 'ap_start') return ['mode : softAP (24:0a:c4:00:01:10)', 'Total power save buffer number: 16'];
  if (event.type === 'client_joined') return [`n:1 0, o:1 0, ap:1 1, sta:255 255, prof:1, station: ${event.mac} join`];
  if (event.type === 'client_left') return [`station: ${event.mac} leave`];
  return [];
}

export function idfLog(event: DriverEvent, nowMs: number): string {
  return textsOf(event)
    .map((text) => `I (${Math.round(nowMs)}) wifi:${text}\r\n`)
    .join('');
}
