// Checks what JavaScript hands to the Wi-Fi port, with the port's own texts, and cuts what the port cuts.

import { MAX_AP_PASSWORD, MAX_SSID, MAX_STA_PASSWORD } from './rules.ts';
import type { ApConfig, Callback, StaConfig, WifiHost } from './types.ts';

/** The options that any method of the module reads. */
type Options = { [key in 'password' | 'authMode' | 'channel' | 'ip' | 'gw' | 'netmask']?: unknown };
const AP_AUTHS = ['open', 'wpa2', 'wpa', 'wpa_wpa2'];

export function callbackArg(host: WifiHost, value: unknown, nullAllowed = false): Callback | null {
  if (value === undefined || (value === null && nullAllowed)) return null;
  if (typeof value !== 'function') throw host.error(`Expecting callback function but got ${String(value)}`);
  return value as Callback;
}

function typeWord(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'string' ? 'String' : typeof value;
}

export function isPlainObject(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectArg(host: WifiHost, value: unknown): Options {
  if (!isPlainObject(value)) throw host.error(`Expecting Object, got ${typeWord(value)}`);
  return value;
}

export function staArgs(host: WifiHost, ssid: unknown, options: unknown): StaConfig {
  if (typeof ssid !== 'string') throw host.error('No SSID provided');
  const password = options === undefined ? undefined : objectArg(host, options).password;
  if (password !== undefined && typeof password !== 'string')
    throw host.error(`Expecting options.password to be a string but got ${typeWord(password)}`);
  return { ssid: ssid.slice(0, MAX_SSID), password: (password ?? '').slice(0, MAX_STA_PASSWORD) };
}

export function apArgs(host: WifiHost, ssid: unknown, options: unknown): ApConfig {
  if (typeof ssid !== 'string') throw host.error('No SSID');
  const given: Options = options === undefined || options === null ? {} : objectArg(host, options);
  const password = apPassword(host, given.password);
  const authMode = apAuth(host, given.authMode, password);
  if (authMode !== 'open' && password === '') throw host.error('Password not set but authMode not open');
  if (authMode === 'open' && password !== '') throw host.error('Auth mode set to open but password supplied');
  const wanted = given.channel;
  const channel = typeof wanted === 'number' && Number.isInteger(wanted) && wanted >= 1 && wanted <= 13 ? wanted : 0;
  return { ssid: ssid.slice(0, MAX_SSID), password, authMode, channel };
}

function apPassword(host: WifiHost, value: unknown): string {
  if (value === undefined) return '';
  if (typeof value !== 'string' || value.length < 8)
    throw host.error('Password must be string of at least 8 characters');
  return value.slice(0, MAX_AP_PASSWORD);
}

function apAuth(host: WifiHost, value: unknown, password: string): string {
  if (typeof value !== 'string') return password === '' ? 'open' : 'wpa2';
  if (!AP_AUTHS.includes(value)) throw host.error('Unknown authMode value');
  return value;
}
