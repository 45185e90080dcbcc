// One JSON request to one reply: config requests, `{"wifi":...}` and `{"cmd":...}`.

import type { Changes } from '../config/check.ts';
import { duplicate, nearest, repeated, shown, unknown } from '../config/names.ts';
import { wifiTextChanges } from '../config/wifi-text.ts';
import { parseJson } from '../core/json/text.ts';
import { hasKey } from '../core/keys.ts';
import { type Fault, fault, fieldFault, isFault } from '../core/result.ts';
import type { Outcome } from '../device/apply.ts';
import type { Who } from '../device/window.ts';
import { authSeen } from './auth-seen.ts';
import { COMMANDS, runCommand } from './commands.ts';
import type { Context } from './context.ts';

interface Request {
  [key: string]: unknown;
}

type Reply = (reply: object) => void;

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
      else if (/^__proto__$|^constructor$|^\xff/.test(name)) wrong = unknown(block, name);
      seen.push(path);
    }
  });
  return wrong;
}

/** From the text of a Wi-Fi QR code to an outcome; UART and TCP share it. */
export function setFromWifiText(context: Context, text: unknown): Outcome {
  if (typeof text !== 'string')
    return fieldFault('invalid_type', 'wifi', 'wifi must be a string like WIFI:T:WPA;S:name;P:password;;');
  const changes = wifiTextChanges(text, (ssid) => authSeen(context.networks(), ssid));
  return isFault(changes) ? changes : context.change(changes as Changes);
}

function unknownCommand(name: string): Fault {
  const near = nearest(name, Object.keys(COMMANDS));
  return fault('unknown_command', `${shown(name)} is not known; did you mean ${near}? help lists all`);
}

function command(context: Context, request: Request, who: Who, reply: Reply): void {
  const name = request['cmd'];
  if (typeof name !== 'string') return reply(fieldFault('invalid_type', 'cmd', 'cmd must be a string'));
  if (!hasKey(COMMANDS, name)) return reply(unknownCommand(name));
  const twice = repeated(request);
  if (twice !== undefined) return reply(duplicate(twice));
  const keys = Object.keys(request).filter((key) => key !== 'cmd');
  runCommand(context, name, keys, request, who, reply);
}

function onlyWifi(context: Context, request: Request): object {
  if (Object.keys(request).length > 1 || repeated(request))
    return fault('invalid_request', 'wifi goes alone: send the other fields in a request of their own');
  return setFromWifiText(context, request['wifi']);
}

/** What JSON.parse may have got wrong, or is no object. */
function misread(value: unknown, keys: number, text: string): Fault | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fault('invalid_request', 'a request is one JSON object, like {"cmd":"status"}');
  return countKeys(value) === keys ? undefined : hiddenKey(text);
}

/** `text` is one whole JSON value, `keys` as core/json/read.ts tells. `reply` is called once. */
export function answerRequest(context: Context, text: string, keys: number, who: Who, reply: Reply): void {
  let request: Request;
  try {
    request = (keys < 0 ? JSON.parse(text) : parseJson(text)) as Request;
  } catch {
    // It is strict JSON: the interpreter throws at a key of 31 digits and more.
    return reply(fault('unknown_field', 'a key of digits only is not known; help lists all'));
  }
  const wrong = keys < 0 ? undefined : misread(request, keys, text);
  if (wrong) return reply(wrong);
  if (request['cmd'] !== undefined) return command(context, request, who, reply);
  const closed = context.refuse(who);
  if (closed) return reply(closed);
  reply(request['wifi'] === undefined ? context.change(request) : onlyWifi(context, request));
}
