// Frames of Improv.

import type { StackRow } from './row.ts';
import { counted, HOME, LONG } from './values.ts';

function improvFrame(command: number, payload = ''): string {
  const body = `IMPROV\x01\x03${String.fromCharCode(payload.length + 2, command, payload.length)}${payload}`;
  const sum = Buffer.from(body, 'latin1').reduce((total, byte) => total + byte, 0);
  return `${body}${String.fromCharCode(sum & 255)}\n`;
}
/** An answer of that type, by its bytes behind the version. */
const frameLike = (bytes: string): RegExp => new RegExp(`IMPROV\x01${bytes}`, 's');
const frame = (what: string, command: number, answer: RegExp, payload?: string): StackRow => ({
  what,
  run: (device) => device.uartUntil(improvFrame(command, payload), answer),
});

export const improvRows: StackRow[] = [
  frame('state', 2, frameLike('\x01')),
  frame('device info', 3, frameLike('\x04.\x03')),
  frame('scan', 4, frameLike('\x04\x02\x04')),
  frame('host name', 5, frameLike('\x04')),
  frame('host name: another', 5, frameLike('\x04'), 'lamp-7'),
  frame('set Wi-Fi: wrong password', 1, frameLike('\x02.\x03'), counted(HOME.ssid) + counted('wrong password')),
  frame(
    'set Wi-Fi, 31-byte SSID, 63-byte password',
    1,
    frameLike('\x04.\x01'),
    counted(LONG.ssid) + counted(LONG.password),
  ),
];
