// A form of the setup page: application/x-www-form-urlencoded by name into the changes that the request handler takes. Pure.

import type { Changes } from '../config/check.ts';
import { duplicate, unknown } from '../config/names.ts';
import { FIELDS, type Field } from '../config/schema.ts';
import { authFor } from '../config/wifi-text.ts';
import { hasKey } from '../lib/lookup.ts';
import { type Fault, fault, fieldFault, isFault } from '../lib/result.ts';
import type { ScanResult } from '../platform/ports.ts';
import { authSeen } from './auth-seen.ts';

/** More than the schema has. */
export const FIELDS_MAX = 24;
/** Digits of a number that the interpreter surely reads right. */
const DIGITS_MAX = 9;

/** As typed, by the schema's spelling of the name; `other` is a network's name that stands in no list. */
export interface Fields {
  [name: string]: string;
}

/** `+` and `%XX` to bytes, without a loop over them; undefined when a `%` stands for nothing. */
function decode(text: string): string | undefined {
  if (!/[%+"\\]/.test(text)) return text;
  if (text.replace(/%[0-9a-fA-F][0-9a-fA-F]/g, '').indexOf('%') >= 0) return undefined;
  const plain = text.replace(/\\/g, '%5c').replace(/"/g, '%22').split('+').join(' ');
  return JSON.parse(['"', plain.split('%').join('\\u00'), '"'].join('')) as string;
}

/** '' if the field is missing. */
function properName(name: string): string {
  const low = name.toLowerCase();
  if (hasKey(FIELDS, name) || low === 'other' || low === 'wifi') return FIELDS[name] ? name : low;
  return Object.keys(FIELDS).filter((path) => path.toLowerCase() === low)[0] || '';
}

function unknownField(name: string): Fault {
  const app = BUILD_APP && /^app\./i.test(name) ? 'app.' : '';
  const block = /^STA\./i.test(name) ? 'STA.' : /^AP\./i.test(name) ? 'AP.' : app;
  return unknown(block, name.slice(block.length));
}

/* @hot */
function takePair(fields: Fields, pair: string): Fault | undefined {
  const equals = pair.indexOf('=');
  const name = decode(equals < 0 ? pair : pair.slice(0, equals));
  const value = decode(equals < 0 ? '' : pair.slice(equals + 1));
  if (name === undefined || value === undefined)
    return fault('invalid_request', 'a % in the form must be followed by two hex digits');
  const proper = properName(name);
  if (!proper) return unknownField(name);
  if (fields[proper] !== undefined) return duplicate(proper);
  fields[proper] = value;
  return undefined;
}

export function parseForm(text: string): Fields | Fault {
  const fields: Fields = {};
  const body = text.trim();
  const pairs = body.split('&').filter((pair) => pair !== '');
  if (pairs.length > FIELDS_MAX) return fault('invalid_request', `a form has at most ${FIELDS_MAX} fields`);
  if (/[\x00-\x1f]/.test(body)) return fault('invalid_request', 'a control byte in the form must be sent as %XX');
  let wrong: Fault | undefined;
  pairs.forEach((pair) => {
    if (!wrong) wrong = takePair(fields, pair);
  });
  return wrong || fields;
}

/** Anything but a decimal number stays text, which the field's check refuses by name. */
function valueOf(name: string, text: string): string | number {
  const isNumber = typeof (FIELDS[name] as Field).fallback === 'number' && text.length <= DIGITS_MAX;
  return isNumber && /^[-\d]\d*$/.test(text) && text !== '-' ? parseInt(text, 10) : text;
}

function put(changes: Changes, name: string, value: string | number): void {
  const dot = name.indexOf('.');
  const block = name.slice(0, Math.max(0, dot));
  if (!block) {
    changes[name] = value;
    return;
  }
  if (!changes[block]) changes[block] = {};
  (changes[block] as Changes)[name.slice(dot + 1)] = value;
}

/** What a page leaves out: the network is to be joined at once, kept, and its security mode found out. */
function stationDefaults(fields: Fields, authSeen: (ssid: string) => number): Changes {
  const sta: Changes = { auto: 1 };
  const ssid = fields['other'] || fields['STA.SSID'];
  if (ssid !== undefined) sta['SSID'] = ssid;
  if (ssid) sta['auth'] = authFor(fields['STA.PWD'] || '', authSeen(ssid));
  return { mode: 0, save_config: 1, STA: sta };
}

/** Is the text of a Wi-Fi QR code the only thing that was filled in? */
function wifiAlone(fields: Fields): Changes | Fault {
  const others = Object.keys(fields).filter((name) => name !== 'wifi' && fields[name] !== '');
  if (others.length) return fault('invalid_request', 'use wifi alone: leave the other fields empty');
  return { wifi: fields['wifi'] };
}

/**
 * The page without script does not show what the app's fields are: left empty they keep their values. When nothing else
 * was filled in, the network is left alone too.
 */
function withoutEmpty(fields: Fields): Fields {
  const filled: Fields = {};
  Object.keys(fields).forEach((name) => {
    if (name.slice(0, 4) !== 'app.' || fields[name] !== '') filled[name] = fields[name] as string;
  });
  const own = Object.keys(filled).filter((name) => name.slice(0, 4) === 'app.');
  if (!own.length || filled['other'] !== '' || filled['STA.SSID'] !== undefined || filled['STA.PWD']) return filled;
  return Object.fromEntries(own.map((name) => [name, filled[name] as string]));
}

/** `authSeen` gives the auth that the last scan saw for an SSID (0: not seen). A text for `wifi` comes back alone. */
export function formChanges(given: Fields, authSeen: (ssid: string) => number): Changes | Fault {
  const fields = BUILD_APP ? withoutEmpty(given) : given;
  // A phone's keyboard leaves a blank where nothing was meant.
  if (fields['other'] && !/[^ ]/.test(fields['other'])) fields['other'] = '';
  if (fields['wifi']) return wifiAlone(fields);
  const names = Object.keys(fields).filter((name) => name !== 'wifi' && name !== 'other');
  if (fields['other'] === '' && !fields['STA.SSID'])
    return fieldFault('missing_field', 'STA.SSID', 'STA.SSID is missing: choose a network or type its name');
  const isStation = fields['other'] || names.some((name) => name.slice(0, 4) === 'STA.');
  const changes: Changes = isStation ? stationDefaults(fields, authSeen) : {};
  names.forEach((name) => {
    const text = fields[name] as string;
    const isSettled = (name === 'STA.auth' && text === '') || (name === 'STA.SSID' && fields['other']);
    if (!isSettled) put(changes, name, valueOf(name, text));
  });
  return changes;
}

function isSecret(name: string): boolean {
  return !!FIELDS[name] && (FIELDS[name] as Field).kind === 'secret';
}

/** What may be shown again: all but what holds a password. */
export function typedOf(fields: Fields): Fields {
  const typed: Fields = {};
  Object.keys(fields).forEach((name) => {
    if (name !== 'wifi' && name.slice(-4) !== '.PWD' && !(BUILD_APP && isSecret(name)))
      typed[name] = fields[name] as string;
  });
  return typed;
}

interface Form {
  typed: Fields;
  changes: Changes;
  fault?: Fault | undefined;
}

/** The whole of it; `networks`: as the last scan saw them. */
export function readForm(body: string, networks: ScanResult[]): Form {
  const fields = parseForm(body);
  if (isFault(fields)) return { typed: {}, changes: {}, fault: fields };
  const typed = typedOf(fields as Fields);
  const changes = formChanges(fields as Fields, (ssid) => authSeen(networks, ssid));
  return isFault(changes) ? { typed, changes: {}, fault: changes } : { typed, changes: changes as Changes };
}
