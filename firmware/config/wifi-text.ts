// The text of a Wi-Fi QR code, `WIFI:T:WPA;S:name;P:password;;`, to config changes and back (ZXing's rules).

import { hasKey } from '../lib/lookup.ts';
import { type Fault, fault, fieldFault } from '../lib/result.ts';
import type { Changes } from './check.ts';

/** Room for 32 + 64 bytes with every one escaped, and the small fields. */
export const WIFI_TEXT_MAX = 256;

/** `T:` without blanks, `-PSK` and the like, as generators write it; 0: what the last scan saw. */
const AUTH_OF: { [type: string]: number } = {
  WPA: 0,
  WPA2: 0,
  'WPA/WPA2': 0,
  'WPA2/WPA': 0,
  'WPA2/WPA3': 0,
  'WPA/WPA2/WPA3': 0,
  NOPASS: 1,
  NONE: 1,
  OPEN: 1,
  '': 1,
  SAE: 6,
  WPA3: 6,
};

/** Does it end in a backslash that makes plain what follows? */
function isOpen(text: string): boolean {
  const slashes = /\\+$/.exec(text);
  return !!slashes && slashes[0].length % 2 === 1;
}

/** Cuts at each `;` that no backslash escapes. */
function cut(text: string): string[] {
  const fields: string[] = [];
  let held = '';
  text.split(';').forEach((part) => {
    held += part;
    if (isOpen(part)) held += ';';
    else {
      fields.push(held);
      held = '';
    }
  });
  return fields;
}

/** A backslash makes the next byte plain. */
function unescape(text: string): string {
  let out = '';
  let rest = text;
  let at = rest.indexOf('\\');
  while (at >= 0) {
    out += rest.slice(0, at) + rest.charAt(at + 1);
    rest = rest.slice(at + 2);
    at = rest.indexOf('\\');
  }
  return out + rest;
}

/** Some writers wrap a value of hex digits in quotes, which are not part of it. */
function valueOf(raw: string): string {
  const inner = raw.slice(1, -1);
  const isWrapped = raw.length > 1 && raw.charAt(0) === '"' && raw.charAt(raw.length - 1) === '"' && !isOpen(inner);
  return unescape(isWrapped ? inner : raw);
}

function fieldsOf(text: string): { [key: string]: string } {
  const fields: { [key: string]: string } = { t: '', s: '', p: '' };
  cut(text.slice(5)).forEach((given) => {
    const field = given.replace(/^[ \t\r\n]+/, '');
    const colon = field.indexOf(':');
    if (colon === 1) fields[field.charAt(0).toLowerCase()] = valueOf(field.slice(2));
  });
  return fields;
}

/** Without what scanners and editors put before it: a byte order mark, blanks, `QR-Code:`. */
function trimmed(text: string): string {
  const plain = text.replace(/^\xef\xbb\xbf/, '').replace(/^[ \t\r\n]+/, '');
  return plain.replace(/^qr[- ]*code:[ \t\r\n]*/i, '');
}

export function isWifiText(text: string): boolean {
  const plain = trimmed(text);
  return /^wifi:/i.test(plain) || /^dpp:/i.test(plain);
}

/** undefined: not known. */
function authOf(type: string): number | undefined {
  const plain = type
    .toUpperCase()
    .replace(/[ \t\r\n]/g, '')
    .replace(/-PSK/g, '')
    .replace(/-PERSONAL/g, '');
  const name = plain.replace(/[,+]/g, '/').replace(/-SAE/g, '');
  return hasKey(AUTH_OF, name) ? AUTH_OF[name] : undefined;
}

/** What is wrong with the type of the network. */
function typeFault(type: string): Fault {
  if (/^[ ]*wep/i.test(type)) return fieldFault('invalid_value', 'STA.auth', 'WEP is not supported');
  if (/eap/i.test(type) || /enterprise/i.test(type))
    return fieldFault('invalid_value', 'STA.auth', 'networks with a user name (EAP, enterprise) are not supported');
  return fieldFault('invalid_value', 'STA.auth', 'T: must be WPA, WPA2, WPA3, SAE or nopass');
}

/**
 * Changes for the network in a `WIFI:` text: mode 0, save 1, auto 1. `authSeen` gives the auth that the last scan saw
 * for an SSID (0: not seen). DPP, WEP and enterprise texts are refused.
 */
export function wifiTextChanges(given: string, authSeen: (ssid: string) => number): Changes | Fault {
  const text = trimmed(given);
  if (/^dpp:/i.test(text))
    return fault('not_supported', 'DPP (Easy Connect) codes are not supported; use a WIFI: code');
  if (text.length > WIFI_TEXT_MAX) return fault('too_long', `the WIFI: text has more than ${WIFI_TEXT_MAX} bytes`);
  if (!/^wifi:/i.test(text))
    return fault('invalid_value', 'not a WIFI: text; it looks like WIFI:T:WPA;S:name;P:password;;');
  const fields = fieldsOf(text);
  const ssid = fields['s'] as string;
  const psk = fields['p'] as string;
  if (!ssid) return fieldFault('missing_field', 'STA.SSID', 'STA.SSID is missing: the WIFI: text has no S: field');
  const auth = authOf(fields['t'] as string);
  if (auth === undefined) return typeFault(fields['t'] as string);
  const picked = auth || authFor(psk, authSeen(ssid));
  return { mode: 0, save_config: 1, STA: { auto: 1, auth: picked, SSID: ssid, PWD: psk } };
}

/** Where the sender does not say: open without a password, else as seen, else WPA2. */
export function authFor(psk: string, seen: number): number {
  return psk === '' ? 1 : seen > 1 ? seen : 4;
}

/** The port's auth words to STA.auth; 0 for what it can't name. */
export function authNumber(word: string): number {
  const numbers: { [word: string]: number } = { open: 1, wpa: 3, wpa_wpa2: 3, wpa2: 4 };
  return numbers[word] || 0;
}

function escape(text: string): string {
  return text.replace(/[\\;,:"]/g, (special) => `\\${special}`);
}

export function wifiText(ssid: string, psk: string): string {
  const password = psk ? `P:${escape(psk)};` : '';
  return `WIFI:T:${psk ? 'WPA' : 'nopass'};S:${escape(ssid)};${password};`;
}
