// Which network a client means by a name that it was shown: in it U+FFFD stands for bytes that are no UTF-8.

import type { Changes } from '../config/check.ts';
import type { Config } from '../config/schema.ts';
import { REPLACEMENT, wellFormed } from '../lib/utf8.ts';
import type { ScanResult } from '../platform/ports.ts';

/** The one of the names that is shown so; the name itself where there is none, or more than one. */
/* @shared */
export function meant(ssid: string, names: string[]): string {
  if (ssid.indexOf(REPLACEMENT) < 0) return ssid;
  const shown = names.filter((name, at) => names.indexOf(name) === at && wellFormed(name) === ssid);
  return shown.length === 1 ? (shown[0] as string) : ssid;
}

function nameOf(row: ScanResult): string {
  return row.ssid;
}

/** `networks` are asked for only where they are needed: the list is long. */
function meantIn(block: Changes, now: string, networks: () => ScanResult[]): void {
  Object.keys(block).forEach((key) => {
    const ssid = block[key];
    if (key.toLowerCase() !== 'ssid' || typeof ssid !== 'string' || ssid.indexOf(REPLACEMENT) < 0) return;
    block[key] = meant(ssid, [now].concat(networks().map(nameOf)));
  });
}

/** Puts the names that are meant in the place of those that were shown, of the config's present networks too. */
export function meantNames(changes: Changes, now: Config, networks: () => ScanResult[]): void {
  Object.keys(changes).forEach((name) => {
    const block = changes[name];
    const low = name.toLowerCase();
    if (typeof block !== 'object' || block === null) return;
    if (low === 'sta') meantIn(block as Changes, now['STA.SSID'], networks);
    else if (low === 'ap') meantIn(block as Changes, now['AP.SSID'], () => []);
  });
}
