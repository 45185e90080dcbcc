// One JSON request to one reply: config requests, `{"wifi":...}` and `{"cmd":...}`.

import type { Changes } from '../config/check.ts';
import { duplicate, nearest, shown, unknown } from '../config/names.ts';
import { authNumber, wifiTextChanges } from '../config/wifi-text.ts';
import { parseJson } from '../core/json/text.ts';
import { type Fault, fault, fieldFault, isFault } from '../core/result.ts';
import { COMMANDS, runCommand } from './commands.ts';
import type { Outcome } from '../device/apply.ts';
import type { Context } from './context.ts';

interface Request {
  [key: string]: unknown;
}

type Reply = (reply: object) => void;

/** How many keys the interpreter's parser kept: it drops a repeated one, and hides `__proto__`. */
function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const object = value as Request;
  const keys = Object.keys(object);
  const own = Array.isArray(value) ? 0 : keys.length;
  return keys.reduce((sum, key) => sum + countKeys(object[key]), own);
}

/** Finds the key that stands in the text and not in the value; the paths lead into it through `opens`. */
function hiddenKey(text: string): Fault {
  const parts = text.replace(/\\\\|\\"/g, '__').split('"');
  const seen: string[] = [];
  const opens = [''];
  let path = '';
  let end = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as string;
    const start = end;
    end += part.length + 1;
    if (i % 2 === 0) {
      for (let j = 0; j < part.length; j++) {
        if (part.charAt(j) === '{') opens.push(path && `${path}.`);
        else if (part.charAt(j) === '}') opens.pop();
      }
    } else if (/^[ \t\r\n]*:/.test(parts[i + 1] as string)) {
      const name = JSON.parse(`"${text.slice(start, end - 1)}"`) as string;
      const block = opens[opens.length - 1] as string;
      path = block + name;
      if (seen.indexOf(path) >= 0) return duplicate(path);
      if (name === '__proto__' || name.charAt(0) === '\xff') return unknown(block, name);
      seen.push(path);
    }
  }
  return fault('invalid_request', 'a field is given twice');
}

function authSeen(context: Context, ssid: string): number {
  const row = context.networks().filter((one) => one.ssid === ssid)[0];
  return row ? authNumber(row.auth) : 0;
}

/** From the text of a Wi-Fi QR code to an outcome; UART and TCP share it. */
export function setFromWifiText(context: Context, text: unknown): Outcome {
  if (typeof text !== 'string') return fieldFault('invalid_type', 'wifi', 'wifi must be a string like WIFI:T:WPA;S:name;P:password;;');
  const changes = wifiTextChanges(text, (ssid) => authSeen(context, ssid));
  return isFault(changes) ? changes : context.change(changes as Changes);
}

function unknownCommand(name: string): Fault {
  const near = nearest(name, Object.keys(COMMANDS));
  return fault('unknown_command', `${shown(name)} is not known; did you mean ${near}? help lists all`);
}

function command(context: Context, request: Request, reply: Reply): void {
  const name = request['cmd'];
  if (typeof name !== 'string') return reply(fieldFault('invalid_type', 'cmd', 'cmd must be a string'));
  if (!COMMANDS.hasOwnProperty(name)) return reply(unknownCommand(name));
  const keys = Object.keys(request).filter((key) => key !== 'cmd');
  runCommand(context, name, keys, request, reply);
}

/** `text` is one whole JSON value and `keys` as core/json/read.ts tells. `reply` is called once. */
export function answerRequest(context: Context, text: string, keys: number, reply: Reply): void {
  const value = keys < 0 ? JSON.parse(text) : parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return reply(fault('invalid_request', 'a request is one JSON object, like {"cmd":"status"}'));
  const request = value as Request;
  if (keys >= 0 && countKeys(value) !== keys) return reply(hiddenKey(text));
  if (request['cmd'] !== undefined) return command(context, request, reply);
  if (request['wifi'] === undefined) return reply(context.change(request));
  if (Object.keys(request).length > 1)
    return reply(fault('invalid_request', 'wifi goes alone: send the other fields in a request of their own'));
  reply(setFromWifiText(context, request['wifi']));
}
