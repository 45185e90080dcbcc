// Requests as the lines that a person would type. The console sets a whole block at once, so the rest of it is filled
// in from what the device has.

import { AUTH_OPEN, MASK } from '../../../firmware/config/schema.ts';
import type { ApConfig, Config, FieldChanges, StationConfig } from '../api.ts';
import { deviceError } from '../errors.ts';
import type { Message } from '../line-reader.ts';
import { quote } from '../text.ts';

/** One line of the console. */
export interface Line {
  /** '' for a config request. */
  command: string;
  text: string;
}

const ARGUMENTS: { [command: string]: (request: Message) => string } = {
  open: (request) => (request['minutes'] === undefined ? '' : ` ${request['minutes']}`),
  code: (request) => (request['app'] ? ' app' : ''),
  reset: (request) => (request['all'] ? ' all' : ''),
};

export function commandLine(request: Message): Line {
  const command = String(request['cmd']);
  return { command, text: `wifiprov ${command}${ARGUMENTS[command]?.(request) ?? ''}` };
}

/** What the console could not be told, in one sentence. */
function refuse(message: string): Error {
  return deviceError('usage', 'not_supported', message);
}

/** A line ends at its first control character. */
function typable(word: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: just these are looked for
  if (!/[\x00-\x1f\x7f]/.test(word)) return quote(word);
  throw refuse('text with control characters cannot be sent over the serial line');
}

export function wifiLine(text: string): Line {
  return { command: '', text: `wifiprov set ${typable(text)}` };
}

/** The password's word, or none: an open network has none, one that stays is masked, and no network has an empty one. */
function passwordWord(block: StationConfig | ApConfig, given: string | undefined, kept: string): string[] {
  if (block.auth === AUTH_OPEN && !given) return [];
  if (given !== undefined || block.SSID === '') return [typable(given ?? '')];
  return kept ? [quote(MASK)] : [];
}

/** The console keeps a password only with its name. */
function checkName(block: StationConfig | ApConfig, was: string, given: string | undefined, name: string): void {
  const isKept = given === undefined && block.auth !== AUTH_OPEN;
  if (isKept && block.SSID !== '' && block.SSID !== was)
    throw refuse(`over the serial line, a new ${name}.SSID needs ${name}.PWD too`);
}

/** An app's fields have a form of their own. */
function appLine(changes: FieldChanges): Line {
  if (Object.keys(changes).length > 1)
    throw refuse("over the serial line, set an app's fields in a request of their own");
  const words = Object.entries(changes.app ?? {}).map(([name, value]) =>
    typeof value === 'number' ? ` app.${name}=${value}` : ` app.${name}=${typable(value)}`,
  );
  return { command: '', text: `wifiprov set${words.join('')}` };
}

export function setLine(now: Config, changes: FieldChanges): Line {
  if (changes.app) return appLine(changes);
  const mode = changes.mode ?? now.mode;
  const [name, other] = mode === 1 ? (['AP', 'STA'] as const) : (['STA', 'AP'] as const);
  if (changes[other])
    throw refuse(`over the serial line, mode ${mode} sets only ${name}; set ${other} separately with mode ${1 - mode}`);
  const head = [mode, changes.save_config ?? now.save_config, quote(changes.countrycode ?? now.countrycode)];
  const block = { ...now[name], ...changes[name] };
  const given = changes[name]?.PWD;
  checkName(block, now[name].SSID, given, name);
  const flag = 'ssidv' in block ? block.ssidv : block.auto;
  const words = [block.ch, flag, block.auth, typable(block.SSID), ...passwordWord(block, given, now[name].PWD)];
  return { command: '', text: `wifiprov set ${[...head, ...words].join(' ')}` };
}
