// Parses a request whose text is not plain (a plain one is parsed in request.ts): escapes, odd numbers, keys that JSON.parse loses.

import { duplicate, unknown } from '../config/names.ts';
import { parseJson } from '../lib/json/text.ts';
import { type Fault, fault } from '../lib/result.ts';
import type { Request } from './context.ts';

/** How many keys the interpreter's parser kept: a repeated one counts once, its own names not at all. */
function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const object = value as Request;
  const keys = Object.keys(object).filter((key) => key !== 'constructor');
  const own = Array.isArray(value) ? 0 : keys.length;
  return keys.reduce((sum, key) => sum + countKeys(object[key]), own);
}

/** Keys and braces in their order, values left out. */
function outline(text: string): string[] {
  const plain = text.replace(/\\\\/g, '__').replace(/\\"/g, '__');
  return plain.replace(/:[ \t\r\n]*"[^"]*"/g, ':').match(/"[^"]*"|[{}]/g) || [];
}

/** Finds the key that stands in the text and not in the value: a second one, or one of the interpreter's own. */
function hiddenKey(text: string): Fault | undefined {
  const seen: string[] = [];
  let block = '';
  let path = '';
  let wrong: Fault | undefined;
  outline(text).forEach((piece) => {
    if (wrong) return;
    if (piece === '{') block = path && `${path}.`;
    else if (piece === '}') block = '';
    else {
      const name = JSON.parse(piece) as string;
      path = block + name;
      if (seen.indexOf(path) >= 0) wrong = duplicate(path);
      else if (name === '__proto__' || name === 'constructor' || name.charAt(0) === '\xff')
        wrong = unknown(block, name);
      seen.push(path);
    }
  });
  return wrong;
}

/** What JSON.parse may have got wrong, or what is not an object. */
function misread(value: unknown, keys: number, text: string): Fault | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fault('invalid_request', 'a request is one JSON object, like {"cmd":"status"}');
  return countKeys(value) === keys ? undefined : hiddenKey(text);
}

/** `text` is one whole JSON value with `keys` keys. */
export function readRequest(text: string, keys: number): { request: Request } | Fault {
  let request: Request;
  try {
    request = parseJson(text) as Request;
  } catch {
    // It is strict JSON: the interpreter throws at a key of 31 digits and more.
    return fault('unknown_field', 'unknown field: a key of digits only; help lists all');
  }
  return misread(request, keys, text) || { request };
}
