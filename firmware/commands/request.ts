// One JSON request to one reply: config requests, `{"wifi":...}` and `{"cmd":...}`.

import { type Changes } from '../config/check.ts';
import { changesOf, duplicate, nearest } from '../config/names.ts';
import { authNumber, wifiTextChanges } from '../config/wifi-text.ts';
import { decodeEscapes } from '../core/json/text.ts';
import { type Fault, fault, fieldFault, isFault } from '../core/result.ts';
import { COMMANDS, runCommand } from './commands.ts';
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

function occurrences(text: string, key: string): number {
  const pieces = text.split(`"${key}"`).slice(1);
  return pieces.filter((piece) => /^[ \t\r\n]*:/.test(piece)).length;
}

function kept(value: unknown, key: string): number {
  if (typeof value !== 'object' || value === null) return 0;
  const object = value as Request;
  return Object.keys(object).reduce((sum, name) => sum + (name === key ? 1 : 0) + kept(object[name], key), 0);
}

/** Which block holds a repeated key; '' when it stands outside. */
function blockOf(text: string, key: string): string {
  const first = text.indexOf(`"${key}"`);
  const second = text.indexOf(`"${key}"`, first + 1);
  const sta = text.lastIndexOf('"STA"', second);
  const ap = text.lastIndexOf('"AP"', second);
  const open = text.slice(Math.max(sta, ap, 0), second);
  if (open.indexOf('{') < 0 || (sta < 0 && ap < 0) || open.indexOf('}') >= 0) return '';
  return sta > ap ? 'STA.' : 'AP.';
}

/** Told by the parser's silence: a key that stands in the text and not in the value. */
function hiddenKey(text: string, value: Request): Fault {
  const keys = text.match(/"[^"\\]*"[ \t\r\n]*:/g) || [];
  const names = keys.map((key) => key.slice(1, key.indexOf('"', 1)));
  const name = names.filter((one) => occurrences(text, one) > kept(value, one))[0];
  if (name === undefined || name === '__proto__') return fieldFault('unknown_field', '__proto__', '__proto__ is not a field');
  return duplicate(blockOf(text, name) + name);
}

function authSeen(context: Context, ssid: string): number {
  const row = context.device.networks().filter((one) => one.ssid === ssid)[0];
  return row ? authNumber(row.auth) : 0;
}

/** From the text of a Wi-Fi QR code to an outcome; UART and TCP share it. */
export function setFromWifiText(context: Context, text: unknown): object {
  if (typeof text !== 'string') return fieldFault('invalid_type', 'wifi', 'wifi must be a string like WIFI:T:WPA;S:name;P:password;;');
  const changes = wifiTextChanges(text, (ssid) => authSeen(context, ssid));
  return isFault(changes) ? changes : context.device.change(changes as Changes);
}

function unknownCommand(name: string): Fault {
  const shown = name.slice(0, 16).replace(/[^ -~]/g, '?');
  const near = nearest(name, Object.keys(COMMANDS));
  return fault('unknown_command', `${shown} is not known; did you mean ${near}? help lists all`);
}

function command(context: Context, request: Request, reply: Reply): void {
  const name = request['cmd'];
  if (typeof name !== 'string') return reply(fieldFault('invalid_type', 'cmd', 'cmd must be a string'));
  if (!COMMANDS.hasOwnProperty(name)) return reply(unknownCommand(name));
  const keys = Object.keys(request).filter((key) => key !== 'cmd');
  runCommand(context, name, keys, request, reply);
}

function answer(context: Context, value: unknown, text: string, keys: number, reply: Reply): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return reply(fault('invalid_request', 'a request is one JSON object, like {"cmd":"status"}'));
  const request = value as Request;
  if (countKeys(value) !== keys) return reply(hiddenKey(text, request));
  const own = Object.keys(request);
  if (own.indexOf('cmd') >= 0) return command(context, request, reply);
  if (own.indexOf('wifi') < 0) {
    const changes = changesOf(request);
    return reply(isFault(changes) ? changes : context.device.change(changes));
  }
  if (own.length > 1) return reply(fault('invalid_request', 'wifi goes alone: send the other fields in a request of their own'));
  reply(setFromWifiText(context, request['wifi']));
}

/** `text` is one whole JSON value (see core/json/read.ts), `keys` how many keys stand in it. `reply` is called once. */
export function answerRequest(context: Context, text: string, keys: number, reply: Reply): void {
  const decoded = text.indexOf('\\u') < 0 ? text : decodeEscapes(text);
  answer(context, JSON.parse(decoded), decoded, keys, reply);
}
