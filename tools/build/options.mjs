// The options of the build: one table from which flags, their checks and the constants in the bundle come.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** @typedef {{ [name: string]: unknown }} BuildOptions */

/**
 * Flag, allowed values, default, and the constant (declared in firmware/build.d.ts) that carries it.
 * @type {Record<string, { flag: string, define: string, fallback: string | number, parse: (text: string) => unknown, allowed: string }>}
 */
export const OPTIONS = {
  access: {
    flag: 'access',
    define: 'BUILD_ACCESS',
    fallback: 'window',
    parse: (text) => (['window', 'open'].includes(text) ? text : undefined),
    allowed: 'window or open',
  },
  tcpPort: {
    flag: 'tcp-port',
    define: 'BUILD_TCP_PORT',
    fallback: 6666,
    parse: (text) => (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535 ? Number(text) : undefined),
    allowed: 'a number 1..65535',
  },
};

const version = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;

/** The constants for esbuild's `define`. @param {BuildOptions} options */
export function defines(options) {
  const pairs = Object.entries(OPTIONS).map(([name, o]) => [o.define, JSON.stringify(options[name] ?? o.fallback)]);
  return { ...Object.fromEntries(pairs), BUILD_VERSION: JSON.stringify(version) };
}

/** @param {string[]} argv @returns {{ options: BuildOptions, quiet: boolean }} */
export function readOptions(argv) {
  const flags = Object.fromEntries(
    Object.values(OPTIONS).map((o) => [o.flag, { type: /** @type {const} */ ('string') }]),
  );
  const { values } = parseArgs({ args: argv, options: { ...flags, quiet: { type: 'boolean' } } });
  /** @type {BuildOptions} */
  const options = {};
  for (const [name, o] of Object.entries(OPTIONS)) {
    const text = /** @type {Record<string, unknown>} */ (values)[o.flag];
    if (text === undefined) continue;
    options[name] = o.parse(String(text));
    if (options[name] === undefined) throw new Error(`--${o.flag} is ${text}; it must be ${o.allowed}`);
  }
  return { options, quiet: values.quiet === true };
}
