// `wifiprov set app.interval=60 app.label="Hall"`: the app's fields as `wifiprov get` shows them. Pure.

import type { Changes } from '../../config/check.ts';
import { duplicate, unknown } from '../../config/names.ts';
import { FIELDS, type Field } from '../../config/schema.ts';
import { hasKey } from '../../lib/lookup.ts';
import { type Fault, fault } from '../../lib/result.ts';

const DIGITS_MAX = 9;

export function isAssignment(word: string | undefined): boolean {
  return word !== undefined && /^app\.[a-z0-9_]*=/i.test(word);
}

/** A word that is not a number stays text, which the field's check refuses by name. */
function valueOf(field: Field, text: string): unknown {
  const isNumber = typeof field.fallback === 'number' && text.length <= DIGITS_MAX;
  return isNumber && /^[-\d]\d*$/.test(text) && text !== '-' ? parseInt(text, 10) : text;
}

export function assignments(words: string[]): Changes | Fault {
  const app: Changes = {};
  let wrong: Fault | undefined;
  words.forEach((word) => {
    const equals = word.indexOf('=');
    const path = word.slice(0, equals).toLowerCase();
    const name = path.slice(4);
    const field = FIELDS[path];
    if (!isAssignment(word)) wrong = fault('invalid_request', 'usage: wifiprov set app.<field>=<value> ...');
    else if (!field) wrong = unknown('app.', name);
    else if (hasKey(app, name)) wrong = duplicate(path);
    else app[name] = valueOf(field, word.slice(equals + 1));
  });
  return wrong || { app };
}
