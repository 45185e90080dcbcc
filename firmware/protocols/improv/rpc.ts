// What Improv's commands mean here: pure decisions, without the device that they are about.

import { isText } from '../../lib/json/text.ts';
import { wellFormed } from '../../lib/utf8.ts';
import type { ScanResult } from '../../platform/ports.ts';
import type { DeviceEvent } from '../../provisioning/connection-context.ts';

export const PROVISION = 1;
export const GET_STATE = 2;
export const GET_INFO = 3;
export const SCAN = 4;
export const HOSTNAME = 5;
export const DEVICE_NAME = 6;
export const GET_NETWORK = 7;

export const NO_ERROR = 0;
export const BAD_PACKET = 1;
export const UNKNOWN_COMMAND = 2;
export const NO_CONNECTION = 3;
export const BAD_HOSTNAME = 5;
export const UNKNOWN_ERROR = 255;

export const READY = 2;
export const PROVISIONING = 3;
export const PROVISIONED = 4;

/** Bits of the network state. */
const IS_ONLINE = 1;
const HAS_WIFI = 2;

/** DHCP's name in the IDF has 32 bytes at most. */
const HOST_MAX = 32;
const NAME_MAX = 32;

export function stateOf(isTrying: boolean, word: string): number {
  if (isTrying) return PROVISIONING;
  return word === 'online' ? PROVISIONED : READY;
}

/** One label of RFC 1123: letters, digits and hyphens, none of these at an end. */
export function isHostname(name: string): boolean {
  return name.length <= HOST_MAX && !/[^a-zA-Z0-9-]/.test(name) && name.charAt(0) !== '-' && name.slice(-1) !== '-';
}

export function isDeviceName(name: string): boolean {
  return name.length <= NAME_MAX && isText(name) && !/[\x00-\x1f]/.test(name);
}

/** SSID as UTF-8, RSSI and whether a password is needed, each behind its length. There may be many rows: no list is made. */
export function scanTexts(row: ScanResult): string {
  const rssi = String(row.rssi);
  const name = wellFormed(row.ssid);
  const head = String.fromCharCode(name.length) + name + String.fromCharCode(rssi.length) + rssi;
  return head + (row.auth === 'open' ? '\x02NO' : '\x03YES');
}

export function networkTexts(urls: string[]): string[] {
  return [String(HAS_WIFI + (urls.length ? IS_ONLINE : 0))].concat(urls);
}

/** What a piece of news says about the network that is being tried. */
export function resultOf(event: DeviceEvent, ssid: string): 'worked' | 'failed' | '' {
  if (event.ssid !== ssid) return '';
  if (event.event === 'failed') return 'failed';
  return event.event === 'state' && event.state === 'online' ? 'worked' : '';
}
