// What `wifiprov code` says, beside the QR codes: how to join the device's own network.

import { AUTH_OPEN, type Config } from '../../config/schema.ts';
import { wifiText } from '../../config/wifi-text.ts';
import { toJson } from '../../lib/json/text.ts';
import { wellFormed } from '../../lib/utf8.ts';

/** The access point's password; '' when it is open. */
function pskOf(config: Config, code: string): string {
  return config['AP.auth'] === AUTH_OPEN ? '' : config['AP.PWD'] || code;
}

/** What the apps of Espressif's unified provisioning read; without a number for `security` they take it for 2. */
function appText(ssid: string, psk: string): string {
  const app: { [key: string]: unknown } = { ver: 'v1', name: ssid, transport: 'softap', security: 0 };
  if (psk) app['password'] = psk;
  app['network'] = 'wifi';
  return toJson(app);
}

/** What a code is for: a phone's camera, and Espressif's apps. */
export type QrName = 'wifi' | 'espressif';

export function qrText(name: QrName, config: Config, code: string): string {
  const ssid = config['AP.SSID'];
  const psk = pskOf(config, code);
  return name === 'wifi' ? wifiText(ssid, psk) : appText(ssid, psk);
}

/** A control byte in an SSID must not act on the terminal. */
export function textLine(name: string, text: string): string {
  return [name, '=', wellFormed(text.replace(/[\x00-\x1f\x7f]/g, '?')), '\r\n'].join('');
}
