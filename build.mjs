#!/usr/bin/env node
// Builds everything: the two device bundles (checked against what Espruino can run) and the tools for Node.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { advise } from './tools/build/app/advice.mjs';
import { appSources } from './tools/build/app/plugin.mjs';
import { readApp } from './tools/build/app/read.mjs';
import { typeCheck } from './tools/build/app/types.mjs';
import { brandWarnings } from './tools/build/brand/brand.mjs';
import { buildBundled, licences, WEB_TOOLS_INPUTS, writeInstaller, writeTypes } from './tools/build/bundled.mjs';
import { firmwareFile, RUN_CODE, RUN_GUARD } from './tools/build/firmware-file.mjs';
import { frame, READ_FILE, READ_SLOT } from './tools/build/frame.mjs';
import { unknownModulesIn } from './tools/build/module-names.mjs';
import { buildModules, modulesOf } from './tools/build/modules.mjs';
import { uselessMarks } from './tools/build/nest/marks.mjs';
import { RUN } from './tools/build/nest/units.mjs';
import {
  apPolicyOf,
  brandIn,
  contents,
  contentsOf,
  defines,
  hasUpdate,
  readOptions,
  withoutOf,
} from './tools/build/options.mjs';
import { withOptionsFile } from './tools/build/options-file.mjs';
import { buildPage, pageDefines } from './tools/build/page.mjs';

/** @typedef {import('./tools/build/options.mjs').BuildOptions} BuildOptions */
/** @typedef {{ file: string, line: number, column: number, rule: string, message: string }} SourceFinding */

const root = dirname(fileURLToPath(import.meta.url));
/** What npm installs has no sources of the tools, and builds firmware alone. */
const isPackage = !existsSync(resolve(root, 'tools/cli/main.ts'));
/** Where the firmware goes: build/ here, or the folder of `--out`. */
let out = resolve(root, 'build');
const at = (/** @type {string} */ path) =>
  path.startsWith('build/') ? resolve(out, path.slice('build/'.length)) : resolve(root, path);

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

/** The bundle that has modules. */
const PARTED = 'firmware/main.ts';
/** Same names as DEVICE_BUNDLES' outputs in `npm run size` and in the simulator. */
export const DEVICE_BUNDLES = [
  { entry: 'firmware/boot0.ts', outfile: 'build/boot0.js' },
  { entry: PARTED, outfile: 'build/bootcde.js' },
];
/** `.boot0` of a board with slots: it chooses the firmware that is started. */
const LOADER = { entry: 'firmware/loader.ts', outfile: 'build/loader.js', footer: RUN_GUARD };
/** Those that the package ships are in tools/build/bundled.mjs. */
const TOOLS = [
  'tools/size.ts',
  'tools/bench.ts',
  'tools/bench/fleet.ts',
  'tools/docs.ts',
  'tools/many.ts',
  'tools/fuzz/main.ts',
  'tools/client/connect.ts',
];
/** Tools that go by their folder's name: build/tools/sim.mjs. */
const PRETOKENISE = 'node_modules/espruino/plugins/pretokenise.js';
const toolOutput = (/** @type {string} */ entry) => entry.replace(/^tools\/(.+?)(\/main)?\.ts$/, 'build/tools/$1.mjs');

/** Bytes as text, one character each. @param {string} bytes */
const raw = (bytes) => Buffer.from(bytes, 'latin1');

/** Half a bundle must never be seen by a simulator that starts meanwhile. @param {string} path @param {string | Uint8Array} content */
function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const module = `${path}.${randomUUID()}`;
  writeFileSync(module, content);
  renameSync(module, path);
}

/** @type {Promise<typeof import('./tools/espruino-lint/main.ts')> | undefined} */
let dialect;
/** The dialect checker is TypeScript too: bundled first, then loaded. */
function loadDialect() {
  dialect ??= buildTool('tools/espruino-lint/main.ts').then((file) => import(pathToFileURL(file).href));
  return dialect;
}

/** @typedef {typeof import('./tools/tokens/main.ts')} Tokens */
/** @type {Promise<Tokens> | undefined} */
let tokens;
/** And so is what makes bytes of code. */
export function loadTokens() {
  tokens ??= buildTool('tools/tokens/main.ts').then((file) => import(pathToFileURL(file).href));
  return tokens;
}

/**
 * One Node tool; packages stay outside. Returns the file written; the package has it without its source.
 * @param {string} entry
 */
export async function buildTool(entry) {
  const outfile = resolve(root, toolOutput(entry));
  if (!existsSync(at(entry))) return outfile;
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
  return readApp(String(options['app'] ?? ''), NATIVE_MODULES, withoutOf(options));
}

/** The page file that belongs to the bundle of these options. @param {BuildOptions} options @param {import('./tools/build/app/read.mjs').AppFacts} app */
export function pageOf(options, app) {
  const parts = { hasHome: !withoutOf(options).includes('home'), hasApp: app.path !== '' };
  return buildPage(app.rows, brandIn(options), apPolicyOf(options), parts);
}

/**
 * esbuild's settings for a device bundle and its modules.
 * @param {string} outfile @param {BuildOptions} options @param {import('./tools/build/app/read.mjs').AppFacts} app
 * @returns {Promise<import('esbuild').BuildOptions>}
 */
async function settingsOf(outfile, options, app) {
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
    ...(isPackage ? { tsconfigRaw: TYPESCRIPT } : {}),
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

/** @typedef {{ code: string, map: string, from?: string }} Text of the main program or a module, and where its map counts paths from */
/** @param {readonly Text[]} texts @returns {Promise<SourceFinding[]>} */
async function findingsIn(texts) {
  const { checkBundle } = await loadDialect();
  const findings = texts.flatMap(({ code, map, from }) => checkBundle(code, map, from ?? root));
  return findings.map((f) => ({ ...f, file: relative(root, f.file) }));
}

/**
 * The modules and the main program as bytes. Without modules it stays text: a release that is too old for wifiprov must be
 * able to read the boot guard.
 * @param {Awaited<ReturnType<typeof buildModules>>} modules @param {Text} main @param {Tokens} tokens
 */
async function bytesOf({ built, bytes }, main, { joinMaps, pretokenise }) {
  if (built.length === 0) return main;
  const rest = pretokenise(main.code, main.map);
  const code = bytes + rest.code;
  const sections = built.map(({ start, map }) => ({ offset: start, map }));
  return { code, map: joinMaps(code, [...sections, { offset: bytes.length, map: rest.map }]) };
}

/**
 * One device bundle. Nothing is written when the dialect checker has something to say.
 * @param {{ entry: string, outfile: string, options?: BuildOptions, modules?: import('./tools/build/modules.mjs').Source[], read?: string, tokens?: Tokens, footer?: string }} what
 *   `modules`, `read` and `tokens`: where they are not those of the firmware; `footer`: a script behind it
 * @returns {Promise<{ findings: SourceFinding[], bytes: number, modules: import('./tools/build/frame.mjs').Place[], used: string[] }>}
 */
export async function buildFirmware({
  entry,
  outfile,
  options = {},
  modules: sources,
  read,
  tokens: given,
  footer = '',
}) {
  const tokens = given ?? (await loadTokens());
  const app = await appOf(options);
  const settings = await settingsOf(outfile, options, app);
  const wanted = sources ?? (entry === PARTED ? modulesOf(withoutOf(options), app.path, options['networks']) : []);
  const modules = await buildModules(wanted, settings, tokens);
  const around = frame(
    modules.built.filter(({ isPiece }) => !isPiece),
    modules.bytes,
    read ?? (hasUpdate(withoutOf(options)) ? READ_SLOT : READ_FILE),
  );
  const { outputFiles = [] } = await esbuild.build({
    ...settings,
    entryPoints: [at(entry)],
    banner: { js: around.before },
    footer: { js: around.after + footer },
    define: { ...settings.define, BUILD_MODULES: JSON.stringify(around.places), BUILD_RUN: RUN },
  });
  const [map, code] = outputFiles[0]?.path.endsWith('.map') ? outputFiles : [...outputFiles].reverse();
  if (!map || !code) throw new Error('esbuild gave no bundle');
  // What the build itself puts around the program is none of its sources'; the program stays on its lines.
  const rest = `(${RUN}=>{${code.text.slice(around.before.length)}`;
  const from = dirname(map.path);
  const whole = { code: wanted.length ? rest : code.text, map: map.text, from };
  const texts = modules.built.map(({ text, textMap }) => ({ code: text, map: textMap, from }));
  const findings = await findingsIn([...texts, whole]);
  const bundle = await bytesOf(modules, { code: code.text, map: map.text }, tokens);
  if (findings.length === 0) {
    writeWhole(code.path, raw(bundle.code));
    writeWhole(map.path, bundle.map);
  }
  const used = modules.built.flatMap((one) => one.used);
  const rows = modules.built.map(({ name, isPiece, start, end }) => ({
    name: `${isPiece ? 'piece' : 'module'} ${name}`,
    start,
    end,
  }));
  return { findings, bytes: bundle.code.length, modules: rows, used };
}

/** By any build: also of what it leaves out. */
function refuseUnknownParts() {
  const names = modulesOf([], 'any app').map((module) => module.name);
  const unknown = unknownModulesIn(new URL('firmware/', import.meta.url), names);
  if (unknown.length > 0) throw new Error(unknown.join('\n'));
}

/** Only a build of everything can tell. @param {string[]} used */
function refuseUseless(used) {
  const useless = uselessMarks(new URL('firmware/', import.meta.url), used, at('build'));
  if (useless.length > 0) throw new Error(useless.map((line) => relative(root, line)).join('\n'));
}

/** What a board with slots has beside the loader; a build without the update has none of it. @param {boolean} isUpdated @param {Uint8Array} page @param {string} product */
function writeSlotFiles(isUpdated, page, product) {
  const files = ['build/loader.js', 'build/loader.js.map', 'build/start.js', 'build/firmware.bin'].map(at);
  if (!isUpdated) {
    for (const file of files) rmSync(file, { force: true });
    return;
  }
  writeWhole(at('build/start.js'), RUN_CODE);
  const [guard, code] = DEVICE_BUNDLES.map(({ outfile }) => readFileSync(at(outfile)));
  const least = readFileSync(at('firmware/runtime/boot/least.ts'), 'utf8');
  const [, espruino] = /LEAST_ESPRUINO = '(\w+)'/.exec(least) ?? [];
  if (!guard || !code || !espruino) throw new Error('build/firmware.bin cannot be made');
  writeWhole(at('build/firmware.bin'), firmwareFile({ guard, code, page, espruino, product }));
}

/** @param {BuildOptions} options @param {(line: string) => void} say */
async function buildAll(options, say) {
  const app = await appOf(options);
  const brand = brandIn(options);
  const page = await pageOf(options, app);
  const bundles = [];
  const isUpdated = hasUpdate(withoutOf(options));
  const wanted = isUpdated ? [...DEVICE_BUNDLES, LOADER] : DEVICE_BUNDLES;
  for (const bundle of wanted) bundles.push({ ...bundle, ...(await buildFirmware({ ...bundle, options })) });
  const findings = bundles.flatMap((b) => b.findings);
  if (findings.length > 0) throw new Error(findings.map(sentence).join('\n'));
  refuseUnknownParts();
  const isAll = out === resolve(root, 'build');
  if (isAll && Object.keys(options).length === 0) refuseUseless(bundles.flatMap((b) => b.used));
  // The bundle knows places in the page file: they are written together or not at all.
  writeWhole(at('build/page.bin'), page.bytes);
  writeSlotFiles(isUpdated, page.bytes, brand.product);
  writeWhole(at('build/page.json'), JSON.stringify(page.layout));
  writeWhole(at('build/fields.json'), JSON.stringify(app.rows));
  writeWhole(at('build/brand.json'), JSON.stringify(brand));
  writeWhole(at('build/contents.json'), JSON.stringify(contents(options)));
  writeWhole(
    at('build/meta.json'),
    JSON.stringify(bundles.map(({ outfile, modules }) => ({ path: outfile, modules }))),
  );
  if (isAll) await buildTools();
  for (const warning of brandWarnings(brand)) console.warn(`warning: --brand: ${warning}`);
  const shown = (/** @type {string} */ path) => relative(process.cwd(), at(path));
  say(`${shown('build/page.bin')}: ${page.bytes.length} bytes`);
  for (const b of bundles) say(`${shown(b.outfile)}: ${b.bytes} bytes`);
  say(contentsOf(options));
}

/** All that is not firmware. */
async function buildTools() {
  for (const entry of TOOLS) if (existsSync(at(entry))) await buildTool(entry);
  const bundled = await buildBundled(root, defines({}), writeWhole);
  writeWhole(at('build/licences.txt'), licences(root, [...bundled, ...WEB_TOOLS_INPUTS, PRETOKENISE]));
  writeInstaller(root, writeWhole);
  writeTypes(root, writeWhole);
  await buildTool('tools/espruino-lint/main.ts');
  await buildTool('tools/tokens/main.ts');
  writeWhole(at('build/tools/pretokenise.js'), readFileSync(at(PRETOKENISE)));
}

/** @param {SourceFinding} f */
const sentence = (f) => `${f.file}:${f.line}:${f.column} ${f.rule}: ${f.message}`;

/** esbuild's own complaints in the form of ours. @param {unknown} error */
function explain(error) {
  const { errors, message } = /** @type {Partial<esbuild.BuildFailure>} */ (error);
  if (!errors) return message;
  return errors
    .map(
      (e) => `${e.location ? `${e.location.file}:${e.location.line}:${e.location.column + 1} ` : ''}${advise(e.text)}`,
    )
    .join('\n');
}

// npm links the command to this file.
if (process.argv[1] && pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url) {
  try {
    const { options, quiet, out: folder } = readOptions(withOptionsFile(process.argv.slice(2), process.cwd()));
    if (folder || isPackage) out = resolve(folder ?? 'build');
    await typeCheck(String(options['app'] ?? ''));
    await buildAll(options, quiet ? () => {} : console.log);
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
