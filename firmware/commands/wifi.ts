// The text of a Wi-Fi QR code in place of fields; every door shares it.

import type { Changes } from '../config/check.ts';
import { repeated } from '../config/names.ts';
import { wifiTextChanges } from '../config/wifi-text.ts';
import { fault, fieldFault, isFault } from '../core/result.ts';
import type { Outcome } from '../device/apply.ts';
import { authSeen } from './auth-seen.ts';
import type { Context } from './context.ts';

export function putWifiText(context: Context, given: Changes): Outcome {
  const text = given['wifi'];
  if (Object.keys(given).length > 1 || repeated(given))
    return fault('invalid_request', 'wifi goes alone: send the other fields in a request of their own');
  if (typeof text !== 'string')
    return fieldFault('invalid_type', 'wifi', 'wifi must be a string like WIFI:T:WPA;S:name;P:password;;');
  const changes = wifiTextChanges(text, (ssid) => authSeen(context.networks(), ssid));
  return isFault(changes) ? changes : context.put(changes as Changes);
}
