// What a changed config asks of the device: pure.

import type { Config, Path } from '../config/schema.ts';

/**
 * store: nothing for the radio, saved at once. follow: stored at once, the radio follows (forget, auto 0).
 * trial: the station must reach the network first. ap_trial: the AP must come up first.
 */
export type Plan = 'store' | 'follow' | 'trial' | 'ap_trial';

const STA_TRIAL: Path[] = ['mode', 'STA.SSID', 'STA.PWD', 'STA.auth', 'STA.ch'];
const AP_TRIAL: Path[] = ['mode', 'AP.SSID', 'AP.PWD', 'AP.auth', 'AP.ch', 'AP.ssidv'];

function differs(now: Config, next: Config, paths: Path[]): boolean {
  return paths.some((path) => now[path] !== next[path]);
}

export function planOf(now: Config, next: Config, isOnline: boolean): Plan {
  if (next.mode === 1) return differs(now, next, AP_TRIAL) ? 'ap_trial' : 'store';
  const changed = differs(now, next, STA_TRIAL);
  if (!next['STA.SSID']) return changed ? 'follow' : 'store';
  if (!next['STA.auto']) return changed || now['STA.auto'] ? 'follow' : 'store';
  if (changed) return 'trial';
  if (!now['STA.auto']) return isOnline ? 'follow' : 'trial';
  return 'store';
}
