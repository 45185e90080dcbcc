// What a label says, judged before anything is drawn: names and passwords by the rows of the config's own table.

import { checkField } from '../../firmware/config/fields.ts';
import { AUTH_OPEN, FIELDS, type Field } from '../../firmware/config/schema.ts';
import { normaliseCode } from '../../firmware/lib/setup-code.ts';
import { toBytes } from '../client/text.ts';
import type { BadTarget } from '../fleet/target.ts';
import type { Label } from './terms.ts';

/** Characters: more has no room. */
const NAME_MAX = 48;

/** As typed, or as a cell has it; '' is nothing. */
export interface Words {
  ssid: string;
  code: string;
  password: string;
  /** AP.auth. */
  auth: string;
  name: string;
}

const SSID = 'AP.SSID';
const PASSWORD = 'AP.PWD';

/** A label may have what one radio port can't carry: another port may. */
function fieldWrong(path: string, value: string): BadTarget[] {
  const fault = checkField(FIELDS[path] as Field, toBytes(value));
  return fault && fault.code !== 'radio_limit' ? [{ meaning: path, code: fault.code, message: fault.message }] : [];
}

function ssidWrong(ssid: string): BadTarget[] {
  if (ssid !== '') return fieldWrong(SSID, ssid);
  const message = "the name of the device's own network is missing: AP.SSID";
  return [{ meaning: SSID, code: 'missing_field', message }];
}

function codeWrong(code: string): BadTarget[] {
  if (normaliseCode(code.trim()) !== undefined) return [];
  return [{ meaning: 'code', code: 'bad_code', message: 'a setup code has 12 characters, like XXXX-XXXX-XXXX' }];
}

/** `hasAp` false: the build never opens its access point, and the label says nothing of one. */
export function labelOf({ ssid, code: typed, password, auth, name }: Words, hasAp = true): Label | BadTarget[] {
  const wrong = [...(hasAp ? ssidWrong(ssid) : []), ...codeWrong(typed), ...fieldWrong(PASSWORD, password)];
  if ([...name].length > NAME_MAX)
    wrong.push({
      meaning: 'name',
      code: 'too_long',
      message: `the name on a label has at most ${NAME_MAX} characters`,
    });
  if (wrong.length > 0) return wrong;
  const code = normaliseCode(typed.trim()) ?? '';
  if (!hasAp) return { ssid: '', code, name, link: '', password: '' };
  return { ssid, code, name, link: '', password: auth.trim() === String(AUTH_OPEN) ? '' : password || code };
}
