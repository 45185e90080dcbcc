// What the device has refused, in the page's language: by the code, and the kind of the field.

import { isOfValue } from '../../../lib/result.ts';
import type { Reply } from './api.ts';
import { reasonText, say } from './dom.ts';

export function faultText({ code, field }: Reply): string {
  if (!isOfValue(code as string)) return say('notSaved');
  const name = (field || '').split('.').pop();
  if (name === 'PWD') return say('badPassword');
  if (name === 'SSID') return code === 'missing_field' ? say('badName') : say('badSsid');
  return name === 'auth' ? reasonText('incompatible') : say('badValue');
}
