// Fuzzing the form of the setup page, against the platform's own reader of forms.

import { checkChanges } from '../../../firmware/config/check.ts';
import { defaultConfig } from '../../../firmware/config/schema.ts';
import { isFault } from '../../../firmware/lib/result.ts';
import { type Fields, formChanges, parseForm, typedOf } from '../../../firmware/provisioning/form.ts';
import { holds, type Parser, same } from '../parser.ts';
import { FORM_PIECES } from '../pieces.ts';
import { FORMS } from '../seeds.ts';
import { wrongIn } from '../valid-config.ts';

/** Names and values as bytes. */
function pairsOf(text: string): Array<[string, string]> {
  const plain = (part: string): string =>
    part
      .replace(/\+/g, ' ')
      .replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return [plain(at < 0 ? pair : pair.slice(0, at)), plain(at < 0 ? '' : pair.slice(at + 1))];
    });
}

function checkFields(fields: Fields, text: string): void {
  const pairs = pairsOf(text.trim());
  same('number of fields', Object.keys(fields).length, pairs.length);
  for (const [name, value] of pairs) {
    const taken = Object.keys(fields).find((one) => one.toLowerCase() === name.toLowerCase());
    same(`value of ${name}`, taken === undefined ? undefined : fields[taken], value);
  }
  const secrets = Object.keys(typedOf(fields)).filter((name) => /PWD$/i.test(name) || name === 'wifi');
  same('passwords that are shown again', secrets, []);
}

function check(input: string): void {
  const fields = parseForm(input);
  if (isFault(fields)) {
    holds(!!fields.code && !!fields.message, JSON.stringify(fields));
    return;
  }
  checkFields(fields as Fields, input);
  const changes = formChanges(fields as Fields, () => 0);
  if (isFault(changes) || 'wifi' in changes) return;
  const checked = checkChanges(changes, defaultConfig('PROV_A1B2C3'));
  if (!isFault(checked)) same('not a legal config', wrongIn(checked.config), '');
}

export const form: Parser = { name: 'form', seeds: FORMS, pieces: FORM_PIECES, check };
