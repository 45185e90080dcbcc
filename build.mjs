// Builds everything: the two device bundles (checked against what Espruino can run) and the tools for Node.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { appSources } from './tools/build/app/plugin.mjs';
import { readApp } from './tools/build/app/read.mjs';
import { uselessMarks } from './tools/build/nest/marks.mjs';
import { defines, readOptions } from './tools/build/options.mjs';
import { buildPage, pageDefines } from './tools/build/page.mjs';
import { unknownPartsIn } from './tools/build/part-names.mjs';
import { buildParts, frame, partsOf, RUN } from './tools/build/parts.mjs';

/** @typedef {import('./tools/build/options.mjs').BuildOptions} BuildOptions */
/** @typedef {{ file: string, line: number, column: number, rule: string, message: string }} SourceFinding */

const root = dirname(fileURLToPath(import.meta.url));
const at = (/** @type {string} */ path) => resolve(root, path);

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

/** The bundle that has parts. */
const PARTED = 'firmware/main.ts';
/** Same names as DEVICE_BUNDLES' outputs in `npm run size` and in the simulator. */
export const DEVICE_BUNDLES = [
  { entry: 'firmware/boot0.ts', outfile: 'build/boot0.js' },
  { entry: PARTED, outfile: 'build/bootcde.js' },
];
const TOOLS = [
  'tools/sim/main.ts',
  'tools/size.ts',
  'tools/bench.ts',
  'tools/bench/fleet.ts',
  'tools/docs.ts',
  'tools/many.ts',
  'tools/fuzz/main.ts',
  'tools/cli/main.ts',
  'tools/client/connect.ts',
  'tools/client/node.ts',
];
/** Tools that go by their folder's name: build/tools/sim.mjs. */
const toolOutput = (/** @type {string} */ entry) => entry.replace(/^tools\/(.+?)(\/main)?\.ts$/, 'build/tools/$1.mjs');

/** Half a bundle must never be seen by a simulator that starts meanwhile. @param {string} path @param {string | Uint8Array} content */
function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${randomUUID()}`;
  writeFileSync(part, content);
  renameSync(part, path);
}

/** @type {Promise<typeof import('./tools/dialect/main.ts')> | undefined} */
let dialect;
/** The dialect checker is TypeScript too: bundled first, then loaded. */
function loadDialect() {
  dialect ??= buildTool('tools/dialect/main.ts').then((file) => import(pathToFileURL(file).href));
  return dialect;
}

/**
 * One Node tool; packages stay outside. Returns the file written.
 * @param {string} entry
 */
export async function buildTool(entry) {
  const outfile = at(toolOutput(entry));
  const { outputFiles } = await esbuild.build({
    entryPoints: [at(entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    define: defines({}),
    sourcemap: true,
    write: false,
    logLevel: 'silent',
  });
  for (const file of outputFiles) writeWhole(file.path, file.text);
  return outfile;
}

/** @param {BuildOptions} options */
export function appOf(options) {
  return readApp(String(options['app'] ?? ''), NATIVE_MODULES, /** @type {string[]} */ (options['without'] ?? []));
}

/**
 * esbuild's settings for a device bundle and its parts.
 * @param {string} outfile @param {BuildOptions} options @param {import('./tools/build/app/read.mjs').AppFacts} app
 * @returns {Promise<import('esbuild').BuildOptions>}
 */
async function settingsOf(outfile, options, app) {
  const { byteLiterals, toByteSource } = await loadDialect();
  const { layout } = await buildPage(app.rows);
  return {
    outfile: at(outfile),
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'neutral',
    format: 'cjs',
    target: 'es2022',
    charset: 'ascii',
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

/** @typedef {{ code: string, map: string, from?: string }} Text of the main program or a part, and where its map counts paths from */
/** @param {readonly Text[]} texts @returns {Promise<SourceFinding[]>} */
async function findingsIn(texts) {
  const { checkBundle } = await loadDialect();
  const findings = texts.flatMap(({ code, map, from }) => checkBundle(code, map, from ?? root));
  return findings.map((f) => ({ ...f, file: relative(root, f.file) }));
}

/**
 * One device bundle. Nothing is written when the dialect checker has something to say.
 * @param {{ entry: string, outfile: string, options?: BuildOptions, parts?: import('./tools/build/parts.mjs').Source[], read?: string }} what
 *   `parts` and `read`: where they are not those of the firmware
 * @returns {Promise<{ findings: SourceFinding[], bytes: number, metafile: esbuild.Metafile, parts: import('./tools/build/parts.mjs').Place[], used: string[] }>}
 */
export async function buildFirmware({ entry, outfile, options = {}, parts: sources, read }) {
  const app = await appOf(options);
  const settings = await settingsOf(outfile, options, app);
  const without = /** @type {string[]} */ (options['without'] ?? []);
  const parts = await buildParts(sources ?? (entry === PARTED ? partsOf(without, app.path) : []), settings);
  const { before, after, places, rows } = frame(parts, read);
  const { outputFiles = [], metafile = { inputs: {}, outputs: {} } } = await esbuild.build({
    ...settings,
    entryPoints: [at(entry)],
    banner: { js: before },
    footer: { js: after },
    define: { ...settings.define, BUILD_MODULES: JSON.stringify(places), BUILD_RUN: RUN },
  });
  const [map, code] = outputFiles[0]?.path.endsWith('.map') ? outputFiles : [...outputFiles].reverse();
  if (!map || !code) throw new Error('esbuild gave no bundle');
  // The parts are looked at by themselves; the rest stays on its lines.
  const rest = `${before.replace(/[^\n]/g, '')}(${RUN}=>{${code.text.slice(before.length)}`;
  const from = dirname(map.path);
  const findings = await findingsIn([...parts.map((part) => ({ ...part, from })), { code: rest, map: map.text, from }]);
  if (findings.length === 0) for (const file of outputFiles) writeWhole(file.path, file.text);
  const used = parts.flatMap((part) => part.used ?? []);
  return { findings, bytes: Buffer.byteLength(code.text), metafile, parts: rows, used };
}

/** What a user's compiler reads: the library's types, which have nothing but declarations. */
const CLIENT_TYPES = ['tools/client/api.ts', 'tools/client/data.ts'];

function writeClientTypes() {
  for (const source of CLIENT_TYPES) {
    const text = readFileSync(at(source), 'utf8').replaceAll(/'(\.\/\w+)\.ts'/g, "'$1.d.ts'");
    writeWhole(at(`build/${source.replace(/\.ts$/, '.d.ts')}`), text);
  }
}

/** By any build: also of what it leaves out. */
function refuseUnknownParts() {
  const names = partsOf([], 'any app').map((part) => part.name);
  const unknown = unknownPartsIn(new URL('firmware/', import.meta.url), names);
  if (unknown.length > 0) throw new Error(unknown.join('\n'));
}

/** Only a build of everything can tell. @param {string[]} used */
function refuseUseless(used) {
  const useless = uselessMarks(new URL('firmware/', import.meta.url), used, at('build'));
  if (useless.length > 0) throw new Error(useless.map((line) => relative(root, line)).join('\n'));
}

/** @param {BuildOptions} options @param {(line: string) => void} say */
async function buildAll(options, say) {
  const app = await appOf(options);
  const page = await buildPage(app.rows);
  const bundles = [];
  for (const bundle of DEVICE_BUNDLES) bundles.push({ ...bundle, ...(await buildFirmware({ ...bundle, options })) });
  const findings = bundles.flatMap((b) => b.findings);
  if (findings.length > 0) throw new Error(findings.map(sentence).join('\n'));
  refuseUnknownParts();
  if (Object.keys(options).length === 0) refuseUseless(bundles.flatMap((b) => b.used));
  const inputs = Object.assign({}, ...bundles.map((b) => b.metafile.inputs));
  const outputs = Object.assign({}, ...bundles.map((b) => b.metafile.outputs));
  // The bundle knows places in the page file: they are written together or not at all.
  writeWhole(at('build/page.bin'), page.bytes);
  writeWhole(at('build/page.json'), JSON.stringify(page.layout));
  writeWhole(at('build/fields.json'), JSON.stringify(app.rows));
  writeWhole(at('build/meta.json'), JSON.stringify({ inputs, outputs, parts: bundles.map((b) => b.parts) }));
  for (const entry of TOOLS) if (existsSync(at(entry))) await buildTool(entry);
  writeClientTypes();
  say(`build/page.bin: ${page.bytes.length} bytes`);
  for (const b of bundles) say(`${b.outfile}: ${b.bytes} bytes`);
}

/** @param {SourceFinding} f */
const sentence = (f) => `${f.file}:${f.line}:${f.column} ${f.rule}: ${f.message}`;

/** esbuild's own complaints in the form of ours. @param {unknown} error */
function explain(error) {
  const { errors, message } = /** @type {Partial<esbuild.BuildFailure>} */ (error);
  if (!errors) return message;
  return errors
    .map((e) => `${e.location ? `${e.location.file}:${e.location.line}:${e.location.column + 1} ` : ''}${e.text}`)
    .join('\n');
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  try {
    const { options, quiet } = readOptions(process.argv.slice(2));
    await buildAll(options, quiet ? () => {} : console.log);
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
