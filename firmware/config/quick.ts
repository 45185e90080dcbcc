// The config after a request of which nothing need be said, found without the table: what most requests are.

import type { Changes } from './check.ts';
import { type Config, type Path, PLAIN } from './schema.ts';

/** Lengths as the rows of the schema have them. An AP without a PWD has the setup code, but sent as empty it is a fault. */
function sizesFit(config: Config, changes: Changes): boolean {
  const sta = config['STA.SSID'].length;
  const psk = config['STA.PWD'].length;
  const ap = config['AP.SSID'].length;
  const code = config['AP.PWD'].length;
  return (
    config['AP.ch'] > 0 &&
    config['AP.ch'] < 14 &&
    sta > 0 &&
    sta < 32 &&
    psk > 7 &&
    psk < 64 &&
    ap > 0 &&
    ap < 32 &&
    (code ? code > 7 && code < 63 : !changes['AP'])
  );
}

/** Puts the values of a block under their paths; false: it is empty, or has a key twice, which the loop shows twice. */
function putBlock(next: Changes, values: Changes, block: string): boolean {
  let count = 0;
  for (const key in values) {
    next[block + key] = values[key];
    count++;
  }
  return count > 0 && count === Object.keys(values).length;
}

/**
 * The config after a request of which nothing need be said: its values are put in unseen, and one look at the whole
 * tells whether all is well. Anything else (another spelling, a byte beyond ASCII, a warning) is for `take`.
 */
function quickWifi(changes: Changes, now: Config): Config | undefined {
  const next = now as unknown as Changes;
  let count = 0;
  for (const name in changes) {
    const value = changes[name];
    count++;
    if (typeof value === 'object') {
      if (!value || !putBlock(next, value as Changes, `${name}.`)) return undefined;
    } else {
      if (name.indexOf('.') >= 0) return undefined;
      next[name] = value;
    }
  }
  if (!count || count !== Object.keys(changes).length) return undefined;
  return PLAIN.test(JSON.stringify(next)) && sizesFit(now, changes) ? now : undefined;
}

/** PLAIN knows nothing of an app's fields: they are put aside meanwhile. */
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
export function quick(changes: Changes, now: Config): Config | undefined {
  return BUILD_APP ? quickApp(changes, now) : quickWifi(changes, now);
}
