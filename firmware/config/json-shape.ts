// The flat config and its form in JSON: `STA.SSID` is SSID in the block STA.

import { type Config, FIELDS, type Field, type Path } from './schema.ts';

type Block = { [key: string]: unknown };

/** Keys of a config are in the table's order, so code that has a config does not need the table. */
export function nested(paths: string[], valueOf: (path: Path) => unknown): object {
  const out: Block = {};
  (paths as Path[]).forEach((path) => {
    const dot = path.indexOf('.');
    if (dot < 0) out[path] = valueOf(path);
    else {
      const name = path.slice(0, dot);
      if (!out[name]) out[name] = {};
      (out[name] as Block)[path.slice(dot + 1)] = valueOf(path);
    }
  });
  return out;
}

/** Stored JSON over defaults: a field that a newer firmware has added keeps its default. */
export function flatten(stored: object, defaults: Config): Config {
  const config = Object.assign({}, defaults) as unknown as Block;
  Object.keys(FIELDS).forEach((key) => {
    const path = (FIELDS[key] as Field).path;
    const dot = path.indexOf('.');
    const block = dot < 0 ? (stored as Block) : ((stored as Block)[path.slice(0, dot)] as Block | undefined);
    const value = block ? block[path.slice(dot + 1)] : undefined;
    if (value !== undefined) config[path] = value;
  });
  return config as unknown as Config;
}
