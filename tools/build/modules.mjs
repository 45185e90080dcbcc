// The modules of the firmware: parts of the bundle that are in memory only while they are used.
//
//   source files ─esbuild─► one readable text ─shared/─► without what stands in the bundle once ─nest/─► functions moved
//   inwards ─esbuild─► short names ─tools/tokens/─► bytes ─frame.mjs─► a string in the bundle
//
// Source maps go all the way with them. See README.md beside this file.
import { dirname } from 'node:path';
import * as esbuild from 'esbuild';
import { createStrings } from './frame.mjs';
import { MODULES } from './module-table.mjs';
import { PIECES } from './options.mjs';
import { asExpression } from './shared/expression.mjs';
import { nestCut, refuseState, sharedKeys } from './shared/pieces.mjs';
import { reach, readWhole } from './shared/read.mjs';

/** @typedef {import('./module-table.mjs').Source} Source */
/** @typedef {import('./frame.mjs').Tokens} Tokens */
/** @typedef {import('./shared/read.mjs').Whole} Whole */
/**
 * A module, or a piece that modules share. `text`: what its bytes say; `used`: the marks of its sources that did something.
 * @typedef {{ name: string, isPiece: boolean, text: string, textMap: string, code: string, map: string, used: string[], start: number, end: number }} Built
 */

const MARK = 'MODULE_CREATE';
/** Modules of builds with an embedder's app only, and the app itself. */
const OF_APPS = ['app', 'context', 'watchdog'];
const APP = 'appMain';

/** The value of its last statement is what evaluating a module gives. @param {Source} source */
const entryOf = ({ path, give }) => `import { ${give} } from ${JSON.stringify(path)};\n${MARK}(${give});\n`;

/** @param {esbuild.BuildResult} result @param {RegExp} kind */
const textOf = ({ outputFiles = [] }, kind) => outputFiles.find((file) => kind.test(file.path))?.text ?? '';

/**
 * The modules that belong to a build with that app ('' for none) and without those pieces.
 * @param {readonly string[]} without @param {string} app @returns {Source[]}
 */
export function modulesOf(without, app) {
  const pieces = without.map((piece) => PIECES[/** @type {keyof typeof PIECES} */ (piece)]);
  const gone = pieces.flatMap((piece) => piece?.modules ?? []).concat(app ? [] : OF_APPS);
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
  return { name: source.name, entry, whole: readWhole(code, JSON.parse(textOf(built, /map$/))) };
}

/** @param {object} map */
const comment = (map) =>
  `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`;

/** @param {string} name @param {{ code: string, map: object }} nested @param {Settings} settings */
async function minify(name, nested, settings) {
  // Literals are bytes by now.
  const { plugins, ...rest } = settings;
  const stdin = { contents: nested.code + comment(nested.map), sourcefile: name, loader: /** @type {const} */ ('js') };
  const built = await esbuild.build({ ...rest, stdin });
  return asExpression(textOf(built, /js$/), textOf(built, /map$/), MARK);
}

/** @typedef {Awaited<ReturnType<typeof readSource>>} Module_ */

/** One build: pieces and modules in the order in which they stand in the bundle. */
class Builder {
  /** @param {Module_[]} modules @param {Settings} settings @param {Tokens} tokens */
  constructor(modules, settings, tokens) {
    this.modules = modules;
    this.settings = settings;
    this.tokens = tokens;
    this.strings = createStrings(tokens);
    const keys = sharedKeys(modules.filter(({ name }) => name !== APP).map(({ whole }) => whole));
    this.isShared = (/** @type {string} */ key) => keys.has(key);
    /** @type {Map<string, Built | undefined>} undefined: it is being built */
    this.pieces = new Map();
    /** @type {Built[]} */
    this.built = [];
  }

  /** @param {string} name @param {{ code: string, map: object, used: string[] }} nested @param {boolean} isPiece */
  async put(name, nested, isPiece) {
    const { code: text, map: textMap } = await minify(name, nested, this.settings);
    const bytes = this.tokens.pretokenise(text, textMap);
    const one = { name, isPiece, text, textMap, ...bytes, used: nested.used, ...this.strings.put(bytes.code) };
    this.built.push(one);
    return one;
  }

  /** @param {Set<string>} keys */
  async putPieces(keys) {
    for (const key of keys) {
      if (this.pieces.has(key)) {
        if (!this.pieces.get(key)) throw new Error(`${key}: it needs itself, by way of another`);
        continue;
      }
      this.pieces.set(key, undefined);
      this.pieces.set(key, await this.putPiece(key));
    }
  }

  /** @param {string} key */
  async putPiece(key) {
    const { whole } = /** @type {Module_} */ (this.modules.find((one) => [...one.whole.shared.values()].includes(key)));
    const [unit] = [...whole.shared].find(([, other]) => other === key) ?? [];
    if (!unit) throw new Error(`${key} is in no module`);
    const { kept, pieces } = reach(whole, [unit.node], this.isShared);
    refuseState(whole, kept, key);
    await this.putPieces(pieces);
    const nested = nestCut(whole, kept, { entry: '', tail: `\n${MARK}(${unit.name});\n`, place: this.pieces });
    return this.put(key.replace(/^.*\/firmware\/|:\d+: @shared/g, ''), { ...nested, used: [...nested.used, key] }, true);
  }

  /** @param {Module_} module */
  async piecesOf({ name, whole }) {
    if (name !== APP) await this.putPieces(reach(whole, rootsOf(whole), this.isShared).pieces);
  }

  /** The functions of an embedder's app stay where they are: its variables are its memory. @param {Module_} module */
  putModule({ name, entry, whole }) {
    if (name === APP) return this.put(name, { ...whole, used: [] }, false);
    const { kept } = reach(whole, rootsOf(whole), this.isShared);
    return this.put(name, nestCut(whole, kept, { entry, tail: '', place: this.pieces }), false);
  }
}

/** What is neither a function nor a value that is fixed. @param {Whole} whole */
function rootsOf({ module }) {
  const units = new Set([...module.units.values()].map(({ node }) => node));
  return module.program.body.filter((/** @type {import('./nest/scopes.mjs').Node} */ one) => !units.has(one));
}

/** @param {readonly Source[]} sources @param {Settings} settings @param {Tokens} tokens */
export async function buildModules(sources, settings, tokens) {
  const modules = [];
  for (const source of sources) modules.push(await readSource(source, settings));
  const builder = new Builder(modules, settings, tokens);
  for (const module of modules) await builder.piecesOf(module);
  for (const module of modules) await builder.putModule(module);
  return { built: builder.built, bytes: builder.strings.bytes() };
}
