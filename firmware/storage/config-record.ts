// The config to and from its record in flash: nested JSON, as docs/config.md shows it.

import { flatten, nested } from '../config/json-shape.ts';
import { type Config, defaultConfig } from '../config/schema.ts';
import { type Fault, fault } from '../lib/result.ts';
import type { SaveResult } from './save.ts';

/** Stored text over the defaults: a field that a newer firmware has added keeps its default. */
export function restore(payload: string | undefined, apSsid: string): Config {
  const defaults = defaultConfig(apSsid);
  return payload ? flatten(JSON.parse(payload) as object, defaults) : defaults;
}

/** With auto 0 a network is stored before it has been tried; that it has worked stands beside it. */
export function payloadOf(config: Config, worked: boolean): string {
  return JSON.stringify(
    Object.assign(
      nested(Object.keys(config), (path) => config[path]),
      { worked },
    ),
  );
}

/** A record that says nothing is of a time when only auto 0 was stored untried. */
export function hasWorked(payload: string | undefined): boolean {
  if (!payload) return false;
  const stored = JSON.parse(payload) as { worked?: boolean; STA?: { SSID: string; auto: number } };
  if (stored.worked !== undefined) return stored.worked;
  return !!stored.STA && stored.STA.SSID !== '' && stored.STA.auto === 1;
}

/** undefined: it is in flash now. */
export function saveFault(result: SaveResult): Fault | undefined {
  if (result === 'full')
    return fault('storage_full', 'the flash area is full; run `wifiprov compact` on the UART, then try again');
  if (result === 'failed')
    return fault('storage_failed', 'could not write the config to flash; nothing was changed, try again');
  return undefined;
}
