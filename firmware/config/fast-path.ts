// The config after a request that needs neither a fault nor a warning, found without the table: what most requests are.

import type { Changes } from './check.ts';
import type { Config, Path } from './schema.ts';

/** MASK is made of these, and whatever has one is looked at more closely. */
const MASK_SIGN = '*';

const NOT_PLAIN = /[^ -~]/;

/** Between `min` and `max` bytes, all of them printable ASCII. */
function isPlain(text: string, min: number, max: number): boolean {
  return text.length >= min && text.length <= max && !NOT_PLAIN.test(text);
}

function isSecret(text: string, max: number): boolean {
  return isPlain(text, 8, max) && text.indexOf(MASK_SIGN) < 0;
}

function isBit(value: number): boolean {
  return value === 0 || value === 1;
}

function isMode(value: number): boolean {
  return isBit(value) && (BUILD_AP_POLICY !== 'never' || !value);
}

/** AUTHS that the radio carries out as they are and that need a password. */
function isWpa(auth: number): boolean {
  return auth === 3 || auth === 4;
}

function isStationPlain(config: Config): boolean {
  return (
    config['STA.ch'] === 0 &&
    isBit(config['STA.auto']) &&
    isWpa(config['STA.auth']) &&
    isPlain(config['STA.SSID'], 1, 31) &&
    isSecret(config['STA.PWD'], 63)
  );
}

/** An AP without a PWD has the setup code, but sent as empty it is a fault. */
function isApPlain(config: Config, changes: Changes): boolean {
  const channel = config['AP.ch'];
  return (
    channel >= 1 &&
    channel <= 13 &&
    channel % 1 === 0 &&
    config['AP.ssidv'] === 1 &&
    isWpa(config['AP.auth']) &&
    isPlain(config['AP.SSID'], 1, 31) &&
    (config['AP.PWD'] ? isSecret(config['AP.PWD'], 62) : !changes['AP'])
  );
}

/** Puts a value under its path; false: there is no such field, it has no line above, or it has another type. */
function put(next: Changes, path: string, value: unknown): boolean {
  // What an object inherits is neither a number nor a text.
  const type = typeof next[path];
  if (typeof value !== type || (type !== 'number' && type !== 'string')) return false;
  if (BUILD_SLOW_FIELDS && BUILD_SLOW_FIELDS.indexOf(`,${path},`) >= 0) return false;
  next[path] = value;
  return true;
}

/** Puts the values of a block under their paths; false: it is empty, or has a key twice, which the loop shows twice. */
function putBlock(next: Changes, values: Changes, block: string): boolean {
  let count = 0;
  for (const key in values) {
    if (!put(next, block + key, values[key])) return false;
    count++;
  }
  return count > 0 && count === Object.keys(values).length;
}

/**
 * The config after a request of which nothing need be said. Anything else (another spelling, a byte beyond ASCII, a
 * warning) is for check.ts, and so is a field without a line here: the build finds those. Give a field that is often sent
 * its line.
 */
function quickWifi(changes: Changes, now: Config): Config | undefined {
  const next = now as unknown as Changes;
  let count = 0;
  for (const name in changes) {
    const value = changes[name];
    count++;
    if (typeof value === 'object') {
      if (!value || !putBlock(next, value as Changes, `${name}.`)) return undefined;
    } else if (name.indexOf('.') >= 0 || !put(next, name, value)) return undefined;
  }
  if (!count || count !== Object.keys(changes).length) return undefined;
  const isPlainDevice = isMode(now.mode) && isBit(now.save_config) && now.countrycode === 'GEN';
  return isPlainDevice && isStationPlain(now) && isApPlain(now, changes) ? now : undefined;
}

/** The lines above know nothing of an app's fields: they are put aside meanwhile. */
function quickApp(changes: Changes, now: Config): Config | undefined {
  if (changes['app'] !== undefined) return undefined;
  const wifi: Changes = {};
  const own: Changes = {};
  Object.keys(now).forEach((path) => {
    (path.slice(0, 4) === 'app.' ? own : wifi)[path] = now[path as Path];
  });
  const done = quickWifi(changes, wifi as unknown as Config);
  return done && Object.assign(done, own);
}

/** Undefined: something may have to be said, which is for check.ts. `now` is used up either way: a copy costs 80 variables. */
/* @hot */
export function quickChanges(changes: Changes, now: Config): Config | undefined {
  return BUILD_APP ? quickApp(changes, now) : quickWifi(changes, now);
}
