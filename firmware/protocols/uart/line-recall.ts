// The recall of typed lines: the last eight, and no secret among them.

import { splitWords } from './tokenize.ts';

export const RECALL_LINES = 8;
export const RECALL_BYTES = 400;
const MASKED = '********';
/** Commands whose words are no secrets, however many there are. */
const PLAIN = ['debug', 'app'];

function requote(word: string): string {
  if (word !== '' && !/[ \t"'\\]/.test(word)) return word;
  return ['"', word.split('\\').join('\\\\').split('"').join('\\"'), '"'].join('');
}

/** Where the PSK of a `set` stands: the last word when there are as many as the longest form has. */
function pskIndex(words: string[]): number {
  const hasCountry = words.length > 4 && !/^[0-9]+$/.test(words[4] as string);
  return hasCountry ? 9 : 8;
}

/** Fields that hold no secret. */
const SHOWN = ['mode', 'save_config', 'countrycode', 'ch', 'auto', 'auth', 'ssid', 'ssidv'];

/** A `path=value`: with its value, or masked. */
function maskValue(word: string): string {
  const path = word.split('=')[0] as string;
  const name = path.toLowerCase().split('.');
  const isShown = path === word || (name[0] !== 'app' && SHOWN.indexOf(name[name.length - 1] as string) >= 0);
  return isShown ? requote(word) : `${path}=${MASKED}`;
}

/**
 * The line as it may be shown again: whatever may be a password is masked, in a line with a slip too. A line that can't
 * be read may hold anything: it is not kept.
 */
export function maskLine(line: string): string | undefined {
  const split = splitWords(line);
  if (!split.ok || /wifi:/i.test(line)) return undefined;
  const words = split.words;
  if (words[1] === 'set' && (words[2] || '').indexOf('=') > 0) return words.map(maskValue).join(' ');
  if (words[1] !== 'set' && words.length < (PLAIN.indexOf(words[1] as string) < 0 ? 4 : 6)) return line;
  const psk = pskIndex(words);
  const isOpen = words.length === psk && words[psk - 2] === '1';
  const isShort = (words[words.length - 1] as string).length < 3;
  if (words.length <= psk && (isOpen || isShort)) return line;
  return words
    .slice(0, Math.min(psk, words.length - 1))
    .map(requote)
    .concat([MASKED])
    .join(' ');
}

/** Adds a line to the recall; the oldest go first. Both limits hold. */
export function addLine(lines: string[], line: string): string[] {
  const masked = maskLine(line);
  if (masked === undefined || masked === '' || masked === lines[lines.length - 1]) return lines;
  let recalled = lines.concat([masked]).slice(-RECALL_LINES);
  while (recalled.join('').length > RECALL_BYTES) recalled = recalled.slice(1);
  return recalled;
}
