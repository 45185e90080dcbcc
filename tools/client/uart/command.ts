// Requests as the lines that a person would type.

import type { FieldChanges } from '../api.ts';
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
  forget: (request) => ` ${typable(String(request['ssid']))}`,
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

function assignment(path: string, value: number | string): string {
  return ` ${path}=${typeof value === 'number' ? value : typable(value)}`;
}

/** Each field by its path, as `get` shows it. */
export function setLine(changes: FieldChanges): Line {
  const words = Object.entries(changes).flatMap(([name, value]: [string, number | string | object]) =>
    typeof value === 'object'
      ? Object.entries(value).map(([key, inner]) => assignment(`${name}.${key}`, inner))
      : [assignment(name, value)],
  );
  return { command: '', text: `wifiprov set${words.join('')}` };
}
