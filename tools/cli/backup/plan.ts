// What of a backup a device takes: the settings that differ, and what can't be restored, with the reason. Pure.

import { AUTH_OPEN, FIELDS, MASK } from '../../../firmware/config/schema.ts';
import type { Config, FieldChanges } from '../../client/api.ts';
import { quoted } from '../print.ts';
import type { Backup, Secrets } from './file.ts';

type Value = number | string;
type Flat = { [path: string]: Value };

export interface Plan {
  changes: FieldChanges;
  /** Path, value now, value then; passwords masked. */
  rows: [string, Value, Value][];
  /** Sentences. */
  left: string[];
}

function flat(config: Config): Flat {
  const paths: Flat = {};
  for (const [name, value] of Object.entries(config) as [string, Value | object][]) {
    if (typeof value !== 'object') paths[name] = value;
    else for (const [key, inner] of Object.entries(value) as [string, Value][]) paths[`${name}.${key}`] = inner;
  }
  return paths;
}

function nested(wanted: Flat): FieldChanges {
  const changes: { [block: string]: unknown } = {};
  for (const [path, value] of Object.entries(wanted)) {
    const [block = '', key] = path.split('.');
    changes[block] = key === undefined ? value : { ...(changes[block] as object), [key]: value };
  }
  return changes;
}

/** The name of the device's own network that ends in its MAC address: no other device should have it. */
function hasOwnName({ device, config }: Backup): boolean {
  const [, end = ''] = /_([0-9A-F]{6})$/.exec(config.AP.SSID) ?? [];
  return end !== '' && device.includes(end.toLowerCase());
}

/** Of a network that keeps its name the device keeps the password too. */
function passwordFor(block: 'STA' | 'AP', then: Flat, now: Flat, secrets: Secrets): string | undefined {
  const [ssid, pwd] = [`${block}.SSID`, `${block}.PWD`] as const;
  if (then[`${block}.auth`] === AUTH_OPEN) return '';
  const given = secrets[`${block}.PWD`];
  if (given !== undefined) return given;
  return then[ssid] === now[ssid] && now[pwd] === MASK ? MASK : undefined;
}

function leaveOut(then: Flat, block: string, keys: readonly string[]): void {
  for (const key of keys) delete then[`${block}.${key}`];
}

const NETWORK = ['SSID', 'PWD', 'auth'];

function planStation(then: Flat, now: Flat, secrets: Secrets, left: string[]): void {
  const name = quoted(String(then['STA.SSID']));
  const pwd = passwordFor('STA', then, now, secrets);
  if (then['STA.SSID'] !== '' && pwd !== undefined) {
    then['STA.PWD'] = pwd;
    return;
  }
  if (then['STA.SSID'] === '') left.push('the network: the backup has none, so the device keeps its own');
  else left.push(`the network ${name}: its password is not in the file; give it by WIFIPROV_PWD or at the prompt`);
  leaveOut(then, 'STA', NETWORK);
}

function planAccessPoint(backup: Backup, then: Flat, now: Flat, secrets: Secrets, left: string[]): void {
  const isCode = secrets['AP.PWD'] !== undefined && secrets['AP.PWD'] === secrets.code?.replaceAll('-', '');
  const pwd = isCode && then['AP.SSID'] === now['AP.SSID'] ? MASK : passwordFor('AP', then, now, secrets);
  const name = quoted(String(then['AP.SSID']));
  if (hasOwnName(backup) && then['AP.SSID'] !== now['AP.SSID'])
    left.push(`the access point's name ${name}: it has the number of the other device`);
  else if (pwd === undefined || isCode)
    left.push(
      `the access point's password: ${isCode ? 'it was the setup code, and a device keeps its own' : 'it is not in the file'}`,
    );
  else {
    then['AP.PWD'] = pwd;
    return;
  }
  leaveOut(then, 'AP', NETWORK);
}

function planApp(then: Flat, now: Flat, left: string[]): void {
  for (const path of Object.keys(then).filter((one) => one.startsWith('app.'))) {
    if (now[path] === undefined) left.push(`${path}: this device has no such field`);
    else if (then[path] === MASK) left.push(`${path}: secrets of the app are not in a backup`);
    else continue;
    delete then[path];
  }
}

/** `secrets`: of the file, and what was given besides. */
export function planOf(backup: Backup, device: Config, secrets: Secrets): Plan {
  const left: string[] = [];
  const now = flat(device);
  const then = flat(backup.config);
  planStation(then, now, secrets, left);
  planAccessPoint(backup, then, now, secrets, left);
  planApp(then, now, left);
  if (secrets.code) left.push('the setup code: a device keeps its own; `wifiprov image --code` writes one at flashing');
  const wanted = Object.fromEntries(Object.entries(then).filter(([path, value]) => value !== now[path]));
  const isSecret = (path: string): boolean => FIELDS[path]?.kind === 'psk' || path.endsWith('.PWD');
  const rows = Object.entries(wanted).map(([path, value]): [string, Value, Value] => [
    path,
    now[path] ?? '',
    isSecret(path) && value !== '' ? MASK : value,
  ]);
  return { changes: nested(wanted), rows, left };
}

/** The console takes 256 bytes a line: the network, which is tried, comes last. */
export function requestsOf(changes: FieldChanges, isSerial: boolean): FieldChanges[] {
  const { mode, STA, ...others } = changes;
  const last = { ...(mode === undefined ? {} : { mode }), ...(STA ? { STA } : {}) };
  if (!isSerial) return [changes];
  return [others, last].filter((part) => Object.keys(part).length > 0);
}
