// The config for other eyes: passwords masked, in the shapes of JSON and UART.

import { quote } from '../lib/quoting.ts';
import { nested } from './json-shape.ts';
import { AUTH_OPEN, type Config, FIELDS, type Field, MASK, type Path } from './schema.ts';

/** An AP without a PWD of its own has the setup code, so one is set unless it is open. */
function mask(config: Config, path: Path): string {
  const isAp = path === 'AP.PWD';
  const set = config[path] !== '' || (isAp && config['AP.auth'] !== AUTH_OPEN);
  return set ? MASK : '';
}

function shownValue(config: Config, path: Path): string | number {
  if (BUILD_APP && (FIELDS[path] as Field).kind === 'secret') return config[path] ? MASK : '';
  return path === 'STA.PWD' || path === 'AP.PWD' ? mask(config, path) : config[path];
}

/** As docs/config.md shows it: blocks STA and AP. */
export function configJson(config: Config): object {
  return nested(Object.keys(config), (path) => shownValue(config, path));
}

/** One `path=value` a line. */
export function configLines(config: Config): string[] {
  return Object.keys(config).map((path) => {
    const value = shownValue(config, path as Path);
    return `${path}=${typeof value === 'string' ? quote(value) : value}`;
  });
}
