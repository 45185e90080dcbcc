// What esbuild is told for the device's bundles, and what goes into them from outside: app and page.
import { appSources } from './app/plugin.mjs';
import { readApp } from './app/read.mjs';
import { apPolicyOf, brandIn } from './contents.mjs';
import { defines } from './defines.mjs';
import { at, isPackage, root } from './output.mjs';
import { buildPage, pageDefines } from './page.mjs';
import { withoutOf } from './pieces.mjs';
import { loadDialect } from './tools.mjs';

/** @typedef {import('./options.mjs').BuildOptions} BuildOptions */

/** Loaded by Espruino itself; a `require` of them stays in the bundle. */
const NATIVE_MODULES = ['Wifi', 'net', 'dgram', 'Storage', 'Flash', 'crypto', 'TelnetServer'];

/** What Espruino cannot parse. esbuild lowers the first group and refuses the rest, naming the line. */
const UNSUPPORTED = [
  ...['optional-chain', 'logical-assignment', 'exponent-operator'],
  ...['default-argument', 'destructuring', 'rest-argument', 'array-spread', 'object-rest-spread', 'generator'],
  ...[
    'async-await',
    'async-generator',
    'for-await',
    'class-private-field',
    'class-private-method',
    'new-target',
    'bigint',
  ],
];

/** Of firmware/tsconfig.json: esbuild reads none below node_modules, where the package is. */
const TYPESCRIPT = { compilerOptions: { useDefineForClassFields: false } };

/** @param {BuildOptions} options */
export function appOf(options) {
  return readApp(String(options['app'] ?? ''), NATIVE_MODULES, withoutOf(options));
}

/** The page file that belongs to the bundle of these options. @param {BuildOptions} options @param {import('./app/read.mjs').AppFacts} app */
export function pageOf(options, app) {
  const parts = {
    hasHome: !withoutOf(options).includes('home'),
    hasApp: app.path !== '',
    hasKnown: options['networks'] !== 1,
    hasSignal: !withoutOf(options).includes('signal'),
  };
  return buildPage(app.rows, brandIn(options), apPolicyOf(options), parts);
}

/**
 * esbuild's settings for a device bundle and its modules.
 * @param {string} outfile @param {BuildOptions} options @param {import('./app/read.mjs').AppFacts} app
 * @returns {Promise<import('esbuild').BuildOptions>}
 */
export async function settingsOf(outfile, options, app) {
  const { byteLiterals, toByteSource } = await loadDialect();
  const { layout } = await pageOf(options, app);
  return {
    outfile: at(outfile),
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'neutral',
    format: 'cjs',
    target: 'es2022',
    charset: 'ascii',
    ...(isPackage() ? { tsconfigRaw: TYPESCRIPT } : {}),
    minify: true,
    legalComments: 'none',
    sourcemap: 'external',
    external: NATIVE_MODULES,
    supported: Object.fromEntries(UNSUPPORTED.map((feature) => [feature, false])),
    define: { ...defines(options, app.sockets), ...pageDefines(layout) },
    plugins: [appSources(app, toByteSource), byteLiterals()],
    logLevel: 'silent',
  };
}
