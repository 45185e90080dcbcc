// What the device has refused, in the page's language: by the code, and the kind of the field.

import type { Reply } from './api.ts';
import { reasonText, say } from './dom.ts';

/** Codes that say something of a value. */
const OF_VALUES = ['invalid_value', 'missing_field', 'radio_limit', 'invalid_type', 'not_supported', 'too_long'];

export function faultText({ code, field }: Reply): string {
  if (!OF_VALUES.includes(code as string)) return say('notSaved');
  const name = (field || '').split('.').pop();
  if (name === 'PWD') return say('badPassword');
  if (name === 'SSID') return code === 'missing_field' ? say('badName') : say('badSsid');
  return name === 'auth' ? reasonText('incompatible') : say('badValue');
}
