// Endpoint prov-scan: start, status and results of a scan (NetworkScanPayload, once WiFiScanPayload).

import type { ScanResult } from '../../platform/ports.ts';
import type { Device } from './device.ts';
import { bytesIn, field, member, numberIn, readFields } from './protobuf.ts';

/**
 * Rows told of. esp_prov asks for all of them in one request and takes those that are not returned for seen, so they
 * must fit into one answer (at most 51 bytes each).
 */
export const ROWS_MAX = 15;

const CMD_START = 0;
const CMD_STATUS = 2;
const CMD_RESULT = 4;

/** WifiAuthMode of the port's words. `unknown` is most often WPA3; the official clients know no number beyond 7. */
const MODES: { [word: string]: number } = { open: 0, wep: 1, wpa: 2, wpa2: 3, wpa_wpa2: 4, unknown: 7 };

export function authMode(networks: ScanResult[], ssid: string): number {
  const row = networks.filter((one) => one.ssid === ssid)[0];
  return MODES[row ? row.auth : 'wpa2'] || 0;
}

/**
 * All tags and lengths fit into a byte; each call of a function costs the chip as much as this whole text. An int32 below
 * zero has the ten bytes of its 64 bits.
 */
function entry(row: ScanResult): string {
  const char = String.fromCharCode;
  const rssi = char(128 | (row.rssi & 127));
  const mode = MODES[row.auth];
  const name = `\x0a${char(row.ssid.length)}${row.ssid}\x10${char(row.channel)}`;
  const bytes = `${name}\x18${rssi}\xff\xff\xff\xff\xff\xff\xff\xff\x01${mode ? `\x28${char(mode)}` : ''}`;
  return `\x0a${char(bytes.length)}${bytes}`;
}

/** Never an empty page: the iOS library ends on one. A list that has become shorter meanwhile repeats its last row. */
function page(networks: ScanResult[], begin: number, count: number): string {
  const start = Math.min(begin, networks.length - 1);
  return networks
    .slice(start, start + Math.min(count, ROWS_MAX))
    .map(entry)
    .join('');
}

function status(device: Device): string {
  return (
    member(1, CMD_STATUS + 1) +
    member(13, field(1, 1) + field(2, Math.min(device.requests().networks().length, ROWS_MAX)))
  );
}

/**
 * A scan is always over when its start is answered, also where the client did not ask to wait: the Android library looks
 * at the status once, and stands still when it says that the scan goes on.
 */
export function scan(body: string, device: Device, reply: (bytes: string) => void): void {
  const request = readFields(body);
  const msg = request ? numberIn(request, 1) : -1;
  const range = request && readFields(bytesIn(request, 14));
  if (!range || msg > CMD_RESULT || msg % 2) return reply('');
  if (msg === CMD_START) {
    const over = (): void => reply(member(1, CMD_START + 1) + member(11, ''));
    return device.connection().scan(over, () => reply(''));
  }
  if (msg === CMD_STATUS) return reply(status(device));
  const rows = page(device.requests().networks(), numberIn(range, 1), numberIn(range, 2));
  reply(member(1, CMD_RESULT + 1) + member(15, rows));
}
