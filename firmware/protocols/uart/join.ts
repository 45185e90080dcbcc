// `wifiprov join "Home" "the password"`: the short way to a network. Pure.

import type { Changes } from '../../config/check.ts';
import { authFor } from '../../config/wifi-text.ts';
import { type Fault, fieldFault } from '../../lib/result.ts';
import type { ScanResult } from '../../platform/ports.ts';
import { authSeen } from '../../provisioning/auth-seen.ts';

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
  const auth = authFor(psk, authSeen(networks, ssid));
  return { mode: 0, save_config: 1, STA: { auto: 1, auth, SSID: ssid, PWD: psk } };
}
