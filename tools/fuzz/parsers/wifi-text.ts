// Fuzzing the text of a Wi-Fi QR code, against a reader that goes through it byte by byte.

import { checkChanges } from '../../../firmware/config/check.ts';
import { defaultConfig } from '../../../firmware/config/schema.ts';
import { WIFI_TEXT_MAX, wifiText, wifiTextChanges } from '../../../firmware/config/wifi-text.ts';
import { isFault } from '../../../firmware/lib/result.ts';
import { holds, type Parser, same } from '../parser.ts';
import { WIFI_PIECES } from '../pieces.ts';
import { WIFI_TEXTS } from '../seeds.ts';
import { wrongIn } from '../valid-config.ts';

interface Block {
  auth: number;
  SSID: string;
  PWD: string;
}

/** Fields end at a `;` that no backslash escapes; the last of a name counts. */
function fieldsOf(text: string): { [name: string]: string } {
  const fields: { [name: string]: string } = {};
  let raw = '';
  const take = (): void => {
    raw = raw.replace(/^[ \t\r\n]+/, '');
    if (raw.charAt(1) === ':') fields[raw.charAt(0).toLowerCase()] = plain(raw.slice(2));
    raw = '';
  };
  for (let i = 5; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === ';') take();
    else raw += c === '\\' && i + 1 < text.length ? c + text.charAt(++i) : c;
  }
  // What no `;` ends is taken as well, unless its end is escaped.
  if (!/(^|[^\\])(\\\\)*\\$/.test(raw)) take();
  return fields;
}

function plain(raw: string): string {
  // The quote at the end counts when no backslash escapes it.
  const wrapped = raw.length > 1 && raw.startsWith('"') && /(^|[^\\])(\\\\)*"$/s.test(raw.slice(1));
  return (wrapped ? raw.slice(1, -1) : raw).replace(/\\(.?)/gs, '$1');
}

/** What may stand before the text. */
const BEFORE = /^(\xef\xbb\xbf)?[ \t\r\n]*(qr[- ]*code:[ \t\r\n]*)?/i;

function check(given: string): void {
  const changes = wifiTextChanges(given, () => 0);
  const input = given.replace(BEFORE, '');
  const fields = fieldsOf(input);
  const { s = '', p = '', t = '' } = fields;
  if (isFault(changes)) {
    const isFine = /^wifi:/i.test(input) && s !== '' && /^(wpa2?|nopass|sae|)$/i.test(t);
    holds(input.length > WIFI_TEXT_MAX || !isFine, `refused: ${changes.message}`);
    return;
  }
  const got = (changes as { STA: Block }).STA;
  same('SSID and PWD', [got.SSID, got.PWD], [s, p]);
  const checked = checkChanges(changes, defaultConfig('PROV_A1B2C3'));
  if (isFault(checked)) return;
  same('not a legal config', wrongIn(checked.config), '');
  roundTrip(got);
}

/** What we print comes back, while it fits. */
function roundTrip(block: Block): void {
  const text = wifiText(block.SSID, block.PWD);
  if (text.length > WIFI_TEXT_MAX) return;
  const again = wifiTextChanges(text, () => 0);
  holds(!isFault(again), `our own text is refused: ${text}`);
  const { SSID, PWD } = (again as unknown as { STA: Block }).STA;
  same('round trip', [SSID, PWD], [block.SSID, block.PWD]);
}

export const wifiTexts: Parser = { name: 'wifi', seeds: WIFI_TEXTS, pieces: WIFI_PIECES, check };
