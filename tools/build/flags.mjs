// The command line of the build, read into options.
import { parseArgs } from 'node:util';
import { OPTIONS } from './options.mjs';

/** @typedef {import('./options.mjs').BuildOptions} BuildOptions */

/** @param {(typeof OPTIONS)[string]} option @param {string} text */
function parsed({ flag, parse }, text) {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(/** @type {Error} */ (error).message.replace(/^/gm, `--${flag}: `));
  }
}

/** The options of `wifiprov-build` and `node build.mjs`. */
export function helpText() {
  const rows = Object.values(OPTIONS).map(({ flag, allowed }) => `  --${flag}\n      ${allowed}`);
  return `Usage: wifiprov-build [options]

Builds the firmware with what wifiprov.json in this folder says, and with these options, which win over it:

${rows.join('\n')}
  --out
      a folder for the firmware
  --stock
      without wifiprov.json
  --quiet
      no sizes`;
}

/** `out`: a folder for the firmware alone. @param {string[]} argv @returns {{ options: BuildOptions, quiet: boolean, out?: string }} */
export function readOptions(argv) {
  const flags = Object.fromEntries(
    Object.values(OPTIONS).map((o) => [o.flag, { type: /** @type {const} */ ('string') }]),
  );
  const { values } = parseArgs({
    args: argv,
    options: { ...flags, quiet: { type: 'boolean' }, out: { type: 'string' } },
  });
  /** @type {BuildOptions} */
  const options = {};
  for (const [name, o] of Object.entries(OPTIONS)) {
    const text = /** @type {Record<string, unknown>} */ (values)[o.flag];
    if (text === undefined) continue;
    options[name] = parsed(o, String(text));
    if (options[name] === undefined) throw new Error(`--${o.flag} is ${text}; it must be ${o.allowed}`);
  }
  return { options, quiet: values.quiet === true, ...(values.out ? { out: values.out } : {}) };
}
