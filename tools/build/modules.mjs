// The modules of the firmware: pieces of the bundle that are in memory only while they are used.
//
//   0&&["module","module",...];if(...)throw...;($r=>{main})(($a,$b)=>eval(...));
//
// All of it is bytes, see tools/tokens/. To Espruino each module is one long string that it skips at the start; its text
// is read out of the bundle's own file and evaluated, so a module that is not in use costs nothing. That is done outside of
// the main program's scope, whose shortened names could hide a global that a module uses.
import { dirname } from 'node:path';
import * as esbuild from 'esbuild';
import { MODULES } from './module-table.mjs';
import { nestFunctions } from './nest/functions.mjs';
import { PIECES } from './options.mjs';

/** @typedef {{ name: string, start: number, end: number }} Place of a module in the bundle */
/** @typedef {{ name: string, code: string, map: string, used?: string[] }} Module `used`: the marks of its sources that did something, see nest/marks.mjs */
/** @typedef {import('./module-table.mjs').Source} Source */
/** @typedef {typeof import('../tokens/main.ts')} Tokens */

/** The bundle was minified again, or has something before it: modules would be cut out at the wrong places. */
const CHANGED = '.bootcde is not as it was built; write build/bootcde.js to it unchanged';
const MARK = 'MODULE_CREATE';
/** The main program's name for what evaluates a module. */
export const RUN = '$r';
/** What reads so much of the bundle, from there on. */
const READ = 'require("Storage").read(".bootcde",$a,$b)';
/** Modules of builds with an embedder's app only, and the app itself. */
const OF_APPS = ['app', 'context', 'watchdog'];
const APP = 'appMain';
/** What is looked at to see whether the bundle is as it was built: up to the length of the first module. */
const FIRST_BYTES = 6;
/** Enough for places in a bundle of less than 1 MB. */
const DIGITS = 6;

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

/** A module and all that it imports, readable yet, and what its sources' marks did. @param {Source} source @param {Settings} settings */
async function wholeText(source, settings) {
  const stdin = { contents: entryOf(source), resolveDir: dirname(source.path), loader: /** @type {const} */ ('js') };
  const built = await esbuild.build({ ...settings, stdin, minify: false, sourcemap: 'external' });
  const code = textOf(built, /js$/);
  const map = JSON.parse(textOf(built, /map$/));
  const [, entry] = new RegExp(`${MARK}\\(([\\w$]+)\\)`).exec(code) ?? [];
  if (!entry) throw new Error(`${source.path} must export a function named ${source.give}`);
  // The functions of an embedder's app stay where they are: its variables are its memory.
  return source.name === APP ? { code, map, used: [] } : nestFunctions(code, map, entry);
}

/** @param {object} map */
const comment = (map) =>
  `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`;

/** @param {Source} source @param {Settings} settings @returns {Promise<Module>} */
async function buildModule(source, settings) {
  const whole = await wholeText(source, settings);
  // Literals are bytes by now.
  const { plugins, ...rest } = settings;
  const contents = whole.code + comment(whole.map);
  const stdin = { contents, sourcefile: `module ${source.name}`, loader: /** @type {const} */ ('js') };
  const built = await esbuild.build({ ...rest, stdin });
  const code = textOf(built, /js$/).replace(new RegExp(`${MARK}\\(([\\w$]+)\\);?\\s*$`), '$1');
  return { name: source.name, code, map: textOf(built, /map$/), used: whole.used };
}

/** @param {readonly Source[]} sources @param {Settings} settings */
export async function buildModules(sources, settings) {
  const modules = [];
  for (const source of sources) modules.push(await buildModule(source, settings));
  return modules;
}

/** @param {number} number */
const digits = (number) => String(number).padStart(DIGITS, '0');

/** What stands before a string of that many bytes. @param {number} length @param {Tokens} tokens */
function stringHead(length, { STRING8, STRING16, STRING_MAX }) {
  if (length > STRING_MAX) throw new Error(`a module has ${length} bytes, ${STRING_MAX} at most`);
  const [low, high] = [length & 255, length >> 8];
  return String.fromCharCode(...(high === 0 ? [STRING8, low] : [STRING16, low, high]));
}

/**
 * What stands around the main program, and where in it the modules are: for each `;name:`, then offset and length in six
 * digits each. An arrow keeps every name out of the global scope; esbuild's format 'iife' would add a 500-byte shim.
 * @param {readonly { name: string, code: string }[]} modules as bytes @param {Tokens} tokens @param {string} [read]
 * @returns {{ bytes: string, before: string, after: string, places: string, rows: Place[] }} `bytes`: in front of the rest
 */
export function frame(modules, tokens, read = READ) {
  const first = `${String.fromCharCode(tokens.ZERO, tokens.byteOf('&&'))}[`;
  let bytes = first;
  let places = '';
  /** @type {Place[]} */
  const rows = [];
  for (const { name, code } of modules) {
    bytes += stringHead(code.length, tokens);
    places += `;${name}:${digits(bytes.length)}${digits(code.length)}`;
    rows.push({ name: `module ${name}`, start: bytes.length, end: bytes.length + code.length });
    bytes += `${code},`;
  }
  if (modules.length === 0) return { bytes: '', before: '(()=>{', after: '})();', places, rows };
  const found = read.replace('$a', '0').replace('$b', String(FIRST_BYTES));
  const check = `if(${found}!==${JSON.stringify(bytes.slice(0, FIRST_BYTES))})throw new Error(${JSON.stringify(CHANGED)});`;
  const before = `${check}(${RUN}=>{`;
  return { bytes: `${bytes.slice(0, -1)}];`, before, after: `})(($a,$b)=>eval(${read}));`, places, rows };
}
