// The text of a Wi-Fi QR code in place of fields; every door shares it.

import type { Changes } from '../config/check.ts';
import { repeated } from '../config/names.ts';
import { wifiTextChanges } from '../config/wifi-text.ts';
import { type Fault, fault, fieldFault } from '../lib/result.ts';
import type { ScanResult } from '../platform/ports.ts';
import { authSeen } from './auth-seen.ts';

/** The fields that it stands for. */
export function fieldsOfWifi(given: Changes, networks: ScanResult[]): Changes | Fault {
  const text = given['wifi'];
  if (Object.keys(given).length > 1 || repeated(given))
    return fault('invalid_request', 'send wifi alone, and other fields in a second request');
  if (typeof text !== 'string')
    return fieldFault('invalid_type', 'wifi', 'wifi must be a string like WIFI:T:WPA;S:name;P:password;;');
  return wifiTextChanges(text, (ssid) => authSeen(networks, ssid)) as Changes | Fault;
}
