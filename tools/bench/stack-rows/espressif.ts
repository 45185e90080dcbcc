// Requests of Espressif's app.

import { event, type StackRow } from './row.ts';
import { counted, LONG } from './values.ts';

/** Field 1 and 2 of Espressif's set request. */
function espSet(ssid: string, password: string): string {
  const inner = Buffer.from(`\x0a${counted(ssid)}\x12${counted(password)}`, 'latin1');
  return Buffer.concat([Buffer.from([0x08, 2, 0x62, inner.length]), inner]).toString('hex');
}
const esp = (what: string, path: string, hex: string): StackRow => ({
  what,
  wants: /^HTTP\S* 200/,
  run: (device) => device.espressif(path, hex),
});

export const espressifRows: StackRow[] = [
  esp('proto-ver', '/proto-ver', '6e6f6e65'),
  esp('prov-session', '/prov-session', '5203a20100'),
  esp('prov-scan: start', '/prov-scan', '5206080118052078'),
  esp('prov-scan: status', '/prov-scan', '0802'),
  esp('prov-scan: results', '/prov-scan', '080472021064'),
  esp('prov-config: status', '/prov-config', '5200'),
  esp('prov-config: set', '/prov-config', espSet(LONG.ssid, LONG.password)),
  esp('prov-config: apply', '/prov-config', '0804'),
  event('  and what follows: join, save', (device) => device.said(/# saved\n/)),
  esp('prov-config: connected', '/prov-config', '5200'),
  esp('prov-ctrl', '/prov-ctrl', '0801'),
];
