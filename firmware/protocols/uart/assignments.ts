// `wifiprov set STA.SSID="Home" app.interval=60`: fields by the paths that `wifiprov get` shows. Pure.

import type { Changes } from '../../config/check.ts';
import { duplicate, unknown } from '../../config/names.ts';
import { FIELDS, type Field } from '../../config/schema.ts';
import { type Fault, fault } from '../../lib/result.ts';

const DIGITS_MAX = 9;
const USAGE = 'usage: wifiprov set <path>=<value> ..., with the paths that wifiprov get shows';

/** A number of `wifiprov set <bootmode> ...`, and a WIFI: text, are none. */
export function isAssignment(word: string | undefined): boolean {
  const path = word === undefined ? '' : (word.split('=')[0] as string);
  return path !== '' && path !== word && !/^[0-9]/.test(path) && !/[^a-z0-9_.]/i.test(path);
}

/** A word that is not a number stays text, which the field's check refuses by name. */
function valueOf(field: Field, text: string): unknown {
  const isNumber = typeof field.fallback === 'number' && text.length <= DIGITS_MAX;
  return isNumber && /^[-\d]\d*$/.test(text) && text !== '-' ? parseInt(text, 10) : text;
}

/** In any spelling. */
function fieldOf(path: string): Field | undefined {
  const low = path.toLowerCase();
  const key = Object.keys(FIELDS).filter((one) => one.toLowerCase() === low)[0];
  return key === undefined ? undefined : FIELDS[key];
}

/** As the nearest block's, where the block is one. */
function unknownPath(path: string): Fault {
  const dot = path.indexOf('.') + 1;
  const block = path.slice(0, dot).toLowerCase();
  const blocks = (BUILD_APP ? ['STA.', 'AP.', 'app.'] : ['STA.', 'AP.']).filter((one) => one.toLowerCase() === block);
  return blocks[0] ? unknown(blocks[0], path.slice(dot)) : unknown('', path);
}

/** undefined: it is in. */
function put(changes: Changes, path: string, text: string): Fault | undefined {
  const field = fieldOf(path);
  if (!field) return unknownPath(path);
  const names = field.path.split('.');
  const name = names[names.length - 1] as string;
  let block = changes;
  if (names.length > 1) {
    if (!changes[names[0] as string]) changes[names[0] as string] = {};
    block = changes[names[0] as string] as Changes;
  }
  if (block[name] !== undefined) return duplicate(field.path);
  block[name] = valueOf(field, text);
  return undefined;
}

export function assignments(words: string[]): Changes | Fault {
  const changes: Changes = {};
  let wrong: Fault | undefined;
  words.forEach((word) => {
    const equals = word.indexOf('=');
    if (wrong) return;
    if (!isAssignment(word)) wrong = fault('invalid_request', USAGE);
    else wrong = put(changes, word.slice(0, equals), word.slice(equals + 1));
  });
  return wrong || changes;
}
