// The `apply,<ssid>,<auth>,<psk>,...` line of the original's phone app (its own parser knows no escapes).

import type { Changes } from '../../config/check.ts';
import { hasKey } from '../../lib/lookup.ts';
import { type Fault, fault, fieldFault } from '../../lib/result.ts';

/** The original's auth digits: 2 means WPA/WPA2 here, and WEP in its JSON. */
const AUTHS: { [digit: string]: number } = { '1': 1, '2': 3 };

/** `apply,Home,2,pass,word,NULL`: what follows the auth is the password, commas and all, up to the tail. */
export function applyChanges(line: string): Changes | Fault {
  const parts = line.replace(/,NULL$|,$/, '').split(',');
  if (parts.length < 3) return fault('invalid_request', 'usage: apply,<ssid>,<auth>,<psk>,');
  const ssid = parts[1] as string;
  if (!ssid) return fieldFault('missing_field', 'STA.SSID', 'STA.SSID is missing: apply,<ssid>,<auth>,<psk>,');
  const auth = hasKey(AUTHS, parts[2] as string) ? AUTHS[parts[2] as string] : undefined;
  if (!auth) return fieldFault('invalid_value', 'STA.auth', 'auth must be 1 (open) or 2 (WPA/WPA2)');
  return { mode: 0, save_config: 1, STA: { auto: 1, ch: 0, auth, SSID: ssid, PWD: parts.slice(3).join(',') } };
}
