// `wifiprov join "Home" "the password"`: the short way to a network. Pure.

import type { Changes } from '../../config/check.ts';
import { type Fault, fieldFault } from '../../lib/result.ts';
import type { ScanResult } from '../../platform/ports.ts';
import { stationChanges } from '../../provisioning/auth-seen.ts';

const USAGE = 'usage: wifiprov join <ssid> [<psk>]';

/** The words after `wifiprov join`: open without a password, else the auth that the last scan saw, else WPA2. */
export function joinChanges(words: string[], networks: ScanResult[]): Changes | Fault {
  const ssid = words[0];
  const psk = words[1] || '';
  if (!ssid) return fieldFault('missing_field', 'STA.SSID', `STA.SSID is missing; ${USAGE}`);
  if (words.length > 2)
    return fieldFault(
      'invalid_request',
      'STA.PWD',
      `too many words; put an SSID or password with spaces in quotes; ${USAGE}`,
    );
  return stationChanges(ssid, psk, networks);
}
