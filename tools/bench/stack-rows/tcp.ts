// What a client sends over TCP.

import { CONFIG_REQUEST } from '../requests.ts';
import { NO, type StackRow, YES } from './row.ts';
import { HOME, LONG, LONG_CONFIG, LONG_STILL, pad } from './values.ts';

const ask = (what: string, wants: RegExp, ...lines: string[]): StackRow => ({
  what,
  wants,
  run: (device) => device.tcp(...lines),
});
const cmd = (name: string): StackRow => ask(name, YES, JSON.stringify({ cmd: name }));

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

export const tcpRows: StackRow[] = [
  ...['ping', 'help', 'get', 'status', 'scan', 'history', 'networks'].map(cmd),
  ask('forget, an unknown network', NO, '{"cmd":"forget","ssid":"Nowhere"}'),
  ask('open', YES, '{"cmd":"open","minutes":5}'),
  ask('config of 200 bytes', YES, CONFIG_REQUEST.replace('"auto":1', '"auto":0')),
  ask('config of 200 bytes, unchanged', YES, CONFIG_REQUEST.replace('"auto":1', '"auto":0')),
  ask('31-byte SSID, 63-byte password', YES, LONG_STILL),
  ask('every field, the longest values', YES, LONG_CONFIG),
  ask('a WIFI: text', YES, JSON.stringify({ wifi: `WIFI:T:WPA;S:${LONG.ssid};P:${LONG.password};;` })),
  ask('config of 2048 bytes', YES, pad(LONG_STILL, 2048)),
  ask('2049 bytes: too_large', NO, pad(LONG_STILL, 2049)),
  ask('nesting 4', NO, nested(4)),
  ask('nesting 5: too_deep', NO, nested(5)),
  ask('nesting 300: too_deep', NO, nested(300)),
  ask('unknown_field', NO, '{"STA":{"pasword":"x"}}'),
  ask('invalid_value', NO, '{"STA":{"ch":14}}'),
  ask('duplicate_field', NO, '{"STA":{"SSID":"a","ssid":"b"}}'),
  ask('escapes', NO, '{"STA":{"SSID":"\\u0000\\ud83d\\ude00","PWD":"\\u00e4\\u20ac short"}}'),
  ask('bad_json at the end', NO, `${LONG_CONFIG.slice(0, -1)},}`),
  ask('bad_json in the middle', NO, LONG_CONFIG.replace('"ch":13', '"ch":013')),
  ask('20 pings in a pipeline', YES, ...Array.from({ length: 20 }, () => '{"cmd":"ping"}')),
  ask('20 configs in a pipeline', YES, ...Array.from({ length: 20 }, () => LONG_STILL)),
  ask('apply,...', YES, `apply,${HOME.ssid},2,${HOME.password},NULL`),
];
