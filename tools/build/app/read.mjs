// What an embedder's app asks of the build: its fields and its sockets, read from its exports.
import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import * as esbuild from 'esbuild';
import { appRows } from './fields.mjs';

/** @typedef {import('./fields.mjs').AppRow} AppRow */
/** @typedef {{ path: string, rows: AppRow[], sockets: number }} AppFacts `path` is '' without an app */

/** @type {AppFacts} */
const NO_APP = { path: '', rows: [], sockets: 0 };

/** Of the chip's ten: a page must still come through, and one socket is there to refuse by. */
const HTTP_SPARE = 2;
/** Three connections, the door itself, and DNS. */
const HTTP_ALL = 5;
const TCP_ALL = 4;

/** How many sockets an app may have. @param {readonly string[]} without pieces that the build leaves out */
export function socketsMax(without) {
  return (without.includes('http') ? HTTP_ALL : HTTP_SPARE) + (without.includes('tcp') ? TCP_ALL : 0);
}

/** Whatever an app touches of Espruino while it is loaded: nothing happens. @type {unknown} */
const nothing = new Proxy(() => nothing, { get: (_target, key) => (key === Symbol.toPrimitive ? () => 0 : nothing) });
const PINS = Array.from({ length: 40 }, (_x, i) => `D${i}`);
const GLOBALS = [
  ...['E', 'ESP32', 'NRF', 'Serial1', 'Serial2', 'Serial3', 'I2C1', 'I2C2', 'SPI1', 'SPI2', 'BTN1', 'Pin', 'process'],
  ...['require', 'global', 'print', 'console', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'getTime'],
  ...[
    'pinMode',
    'digitalRead',
    'digitalWrite',
    'analogRead',
    'analogWrite',
    'setWatch',
    'clearWatch',
    'peek32',
    ...PINS,
  ],
];

/** @param {string} path @param {readonly string[]} external */
async function exportsOf(path, external) {
  const contents = `import * as it from ${JSON.stringify(path)};\nresult.app = typeof it.app;\nresult.fields = it.fields;\nresult.sockets = it.sockets;\n`;
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: dirname(path), loader: 'js' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    external: [...external],
    logLevel: 'silent',
  });
  /** @type {{ app?: string, fields?: unknown, sockets?: unknown }} */
  const result = {};
  const scope = createContext({ ...Object.fromEntries(GLOBALS.map((name) => [name, nothing])), result });
  runInContext(outputFiles[0]?.text ?? '', scope, { timeout: 5000 });
  return { app: result.app, sockets: result.sockets ?? 0, fields: plain(result.fields) };
}

/** Out of the sandbox, whose arrays are not ours. @param {unknown} value */
const plain = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/**
 * @param {string} file @param {readonly string[]} external modules of the interpreter @param {readonly string[]} without
 * @returns {Promise<AppFacts>}
 */
export async function readApp(file, external, without) {
  if (!file) return NO_APP;
  const path = resolve(file);
  const name = relative(process.cwd(), path);
  if (!existsSync(path)) throw new Error(`--app: there is no ${name}`);
  const { app, fields, sockets } = await exportsOf(path, external);
  if (app !== 'function') throw new Error(`${name}: it must export a function \`app\``);
  const most = socketsMax(without);
  if (!Number.isInteger(sockets) || Number(sockets) < 0 || Number(sockets) > most)
    throw new Error(
      `${name}: sockets is ${sockets}; it must be 0..${most}: the chip has 10, and the firmware's doors need the others`,
    );
  try {
    return { path, rows: appRows(fields), sockets: Number(sockets) };
  } catch (error) {
    throw new Error(`${name}: ${/** @type {Error} */ (error).message}`);
  }
}
