// The live config and its copy in flash: loaded once, saved only when something changed, all of it or nothing.

import { type Config, defaultConfig } from '../config/schema.ts';
import { flatten, nest } from '../config/nest.ts';
import { type Fault, fault } from '../core/result.ts';

/** How a save ended; see flash/. */
export type SaveResult = 'ok' | 'unchanged' | 'failed' | 'full';

/** Values kept in flash by name; the payload is the bytes of a JSON text. */
export interface Vault {
  load(): string | undefined;
  save(payload: string): SaveResult;
}

/** Stored text over the defaults: a field that a newer firmware added has its default. */
export function restore(payload: string | undefined, apSsid: string): Config {
  const defaults = defaultConfig(apSsid);
  return payload ? flatten(JSON.parse(payload) as object, defaults) : defaults;
}

/** undefined when the config is in flash now. */
export function keep(vault: Vault, config: Config): Fault | undefined {
  const result = vault.save(JSON.stringify(nest((path) => config[path])));
  if (result === 'ok' || result === 'unchanged') return undefined;
  if (result === 'full')
    return fault('storage_full', 'the flash area is used up; run `wifiprov compact` on the UART, then send it again');
  return fault('storage_failed', 'the flash did not take the config; nothing was changed, send it again');
}
