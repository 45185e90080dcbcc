// The modules of the firmware: parts of the bundle that are in memory only while they are used.
//
//   source files ─esbuild─► one readable text ─shared/─► without what stands in the bundle once ─nest/─► functions moved
//   inwards ─esbuild─► short names ─tools/tokens/─► bytes ─frame.mjs─► a string in the bundle
//
// Source maps go all the way with them. See README.md beside this file.
import { dirname } from 'node:path';
import * as esbuild from 'esbuild';
import { MODULES } from './module-table.mjs';
import { PIECES } from './pieces.mjs';
import { createBuilder, MARK } from './shared/builder.mjs';
import { readWhole } from './shared/read.mjs';

/** @typedef {import('./module-table.mjs').Source} Source */
/** @typedef {import('./frame.mjs').Tokens} Tokens */

/** Modules of builds that know several networks. */
const OF_NETWORKS = ['networks', 'forget'];
/** Modules of builds with an embedder's app only, and the app itself. */
const OF_APPS = ['app', 'context', 'watchdog'];
const APP = 'appMain';

/** The value of its last statement is what evaluating a module gives. @param {Source} source */
const entryOf = ({ path, give }) => `import { ${give} } from ${JSON.stringify(path)};\n${MARK}(${give});\n`;

/** @param {esbuild.BuildResult} result @param {RegExp} kind */
const textOf = ({ outputFiles = [] }, kind) => outputFiles.find((file) => kind.test(file.path))?.text ?? '';

/**
 * The modules that belong to a build with that app ('' for none), without those pieces, that knows so many networks.
 * @param {readonly string[]} without @param {string} app @param {unknown} networks @returns {Source[]}
 */
export function modulesOf(without, app, networks = undefined) {
  const pieces = without.map((piece) => PIECES[/** @type {keyof typeof PIECES} */ (piece)]);
  const gone = pieces
    .flatMap((piece) => piece?.modules ?? [])
    .concat(app ? [] : OF_APPS, networks === 1 ? OF_NETWORKS : []);
  const unknown = gone.filter((name) => !MODULES.some((module) => module.name === name));
  if (unknown.length > 0) throw new Error(`firmware/runtime/modules.ts has no module ${unknown.join(', ')}`);
  const own = MODULES.filter(({ name }) => !gone.includes(name));
  return app ? [...own, { name: APP, path: app, give: 'app' }] : own;
}

/** @typedef {Omit<esbuild.BuildOptions, 'entryPoints' | 'banner' | 'footer'>} Settings those of the whole bundle */

/** A module and all that it imports, readable yet. @param {Source} source @param {Settings} settings */
async function readSource(source, settings) {
  const stdin = { contents: entryOf(source), resolveDir: dirname(source.path), loader: /** @type {const} */ ('js') };
  const built = await esbuild.build({ ...settings, stdin, minify: false, sourcemap: 'external' });
  const code = textOf(built, /js$/);
  const [, entry] = new RegExp(`${MARK}\\(([\\w$]+)\\)`).exec(code) ?? [];
  if (!entry) throw new Error(`${source.path} must export a function named ${source.give}`);
  // The functions of an embedder's app stay where they are: its variables are its memory.
  return {
    name: source.name,
    entry,
    isWhole: source.name === APP,
    whole: readWhole(code, JSON.parse(textOf(built, /map$/))),
  };
}

/** @param {readonly Source[]} sources @param {Settings} settings @param {Tokens} tokens */
export async function buildModules(sources, settings, tokens) {
  const modules = [];
  for (const source of sources) modules.push(await readSource(source, settings));
  const builder = createBuilder(modules, settings, tokens);
  for (const module of modules) await builder.putPiecesOf(module);
  for (const module of modules) await builder.putModule(module);
  return { built: builder.built, bytes: builder.bytes() };
}
