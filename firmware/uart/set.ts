// `wifiprov set ...`: the original's positional words to config changes. Pure.

import type { Changes } from '../config/check.ts';
import { type Fault, fieldFault } from '../core/result.ts';

const STA_KEYS = ['sta.ch', 'sta.auto', 'sta.auth', 'sta.ssid', 'sta.pwd'];
const AP_KEYS = ['ap.ch', 'ap.ssidv', 'ap.auth', 'ap.ssid', 'ap.pwd'];
/** Values of the words after the SSID's are text, those before it numbers. */
const TEXTS = ['countrycode', 'sta.ssid', 'sta.pwd', 'ap.ssid', 'ap.pwd'];

function isNumber(word: string): boolean {
  return /^[0-9]+$/.test(word);
}

/** Decimal only: the original's strtol took 0x10 and 010 as other numbers. A word that is none is left to the check. */
function valueOf(key: string, word: string): unknown {
  return TEXTS.indexOf(key) < 0 && isNumber(word) ? parseInt(word, 10) : word;
}

function missing(key: string): Fault {
  const use = 'wifiprov set <bootmode> <save> [<country>] <channel> <auto or ssidv> <auth> <ssid> [<psk>]';
  return fieldFault('missing_field', key, `${key} is missing; ${use}`);
}

/** The words after `wifiprov set`. */
export function setChanges(words: string[], pathOf: (key: string) => string): Changes | Fault {
  const isAp = words[0] === '1';
  const hasCountry = words.length > 2 && !isNumber(words[2] as string);
  const keys = ['mode', 'save_config'].concat(hasCountry ? ['countrycode'] : [], isAp ? AP_KEYS : STA_KEYS);
  const needed = keys.length - 1;
  if (words.length < needed) return missing(pathOf(keys[words.length] as string));
  if (words.length > keys.length)
    return fieldFault('invalid_request', pathOf(keys[needed] as string), 'too many words; put an SSID or a password with blanks in quotes');
  const changes: Changes = {};
  words.forEach((word, i) => {
    const key = keys[i] as string;
    changes[key] = valueOf(key, word);
  });
  const isOpen = changes[keys[needed - 2] as string] === 1;
  if (words.length === needed && !isOpen) return missing(pathOf(keys[needed] as string));
  return changes;
}
