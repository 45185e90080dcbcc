// What is typed at the console.

import { ERROR, event, OK, type StackRow } from './row.ts';
import { LONG } from './values.ts';

const say = (what: string, line: string, wants = OK): StackRow => ({ what, wants, run: (device) => device.uart(line) });

export const uartRows: StackRow[] = [
  say('help', 'wifiprov help'),
  say('get', 'wifiprov get'),
  say('status', 'wifiprov status'),
  say('scan, 16 networks of 31 bytes', 'wifiprov scan'),
  say('code, with its drawing', 'wifiprov code'),
  say('code app', 'wifiprov code app'),
  say('open', 'wifiprov open 5'),
  say('unknown command', 'wifiprov sett', ERROR),
  say('unknown field', 'wifiprov set 0 1 XYZ 0 0 4 "Home" "correct horse"', ERROR),
  say('a line of 257 bytes', `wifiprov ${'x'.repeat(248)}`, ERROR),
  say('a line of 256 bytes', `wifiprov ${'x'.repeat(247)}`, ERROR),
  say('set, auth 1', 'wifiprov set 0 1 0 0 1 "Cafe"'),
  say('set by paths', `wifiprov set STA.auto=0 STA.SSID="${LONG.ssid}" STA.PWD="${LONG.password}"`),
  say('set, unknown path', 'wifiprov set STA.SIDS=x', ERROR),
  say('join without a name', 'wifiprov join', ERROR),
  say('a line edited in its middle', `debug flow 12\x1b[D\x1b[3~\x01wifiprov \x05`),
  say('set AP', `wifiprov set 1 1 1 1 4 "Lamp" "12345678"`),
  say('set, 31-byte SSID, 63-byte password', `wifiprov set 0 1 0 0 4 "${LONG.ssid}" "${LONG.password}"`),
  say('set with a country', `wifiprov set 0 1 USA 0 0 4 "${LONG.ssid}" "${LONG.password}x".`, ERROR),
  say('set, a WIFI: text', `wifiprov set 'WIFI:T:WPA;S:${LONG.ssid};P:${LONG.password};;'`),
  event('  and what follows: join, save', (device) => device.said(/# saved\n/)),
  say('history', 'wifiprov history'),
  say('networks', 'wifiprov networks'),
  say('forget, an unknown network', 'wifiprov forget Nowhere', ERROR),
  say('disconnect', 'wifiprov disconnect'),
  say('connect', 'wifiprov connect'),
  event('  and what follows', (device) => device.said(/# online/)),
];
