// `wifiprov set ...`: the original's positional words to config changes. Pure.

import type { Changes } from '../../config/check.ts';
import { type Fault, fieldFault } from '../../lib/result.ts';

const STA_KEYS = ['STA.ch', 'STA.auto', 'STA.auth', 'STA.SSID', 'STA.PWD'];
const AP_KEYS = ['AP.ch', 'AP.ssidv', 'AP.auth', 'AP.SSID', 'AP.PWD'];

function isNumber(word: string): boolean {
  return word !== '' && !/[^0-9]/.test(word);
}

/**
 * Decimal only, where the original's strtol (and the interpreter's parseFloat) takes 010 for 8. A word that is none is
 * left to the check. parseInt would wrap 18446744073709551617 to 1.
 */
function valueOf(word: string, isText: boolean): unknown {
  return isText || !isNumber(word) ? word : parseFloat(word.replace(/^0+/, '')) || 0;
}

function missing(path: string): Fault {
  const use = 'wifiprov set <bootmode> <save> [<country>] <channel> <auto or ssidv> <auth> <ssid> [<psk>]';
  return fieldFault('missing_field', path, `${path} is missing; ${use}`);
}

/** The words after `wifiprov set`. */
export function setChanges(words: string[], pathOf: (key: string) => string): Changes | Fault {
  const hasCountry = words.length > 2 && !isNumber(words[2] as string);
  const head = ['mode', 'save_config'].concat(hasCountry ? ['countrycode'] : []);
  const paths = head.concat(words[0] === '1' ? AP_KEYS : STA_KEYS).map(pathOf);
  const needed = paths.length - 1;
  if (words.length < needed) return missing(paths[words.length] as string);
  if (words.length > paths.length)
    return fieldFault(
      'invalid_request',
      paths[needed] as string,
      'too many words; put an SSID or password with spaces in quotes',
    );
  const block: Changes = {};
  const changes: Changes = {};
  words.forEach((word, i) => {
    const path = paths[i] as string;
    const dot = path.indexOf('.');
    if (dot < 0) changes[path] = valueOf(word, i === 2);
    else block[path.slice(dot + 1)] = valueOf(word, i > needed - 2);
  });
  if (words.length === needed && block['auth'] !== 1) return missing(paths[needed] as string);
  changes[(paths[needed] as string).split('.')[0] as string] = block;
  return changes;
}
