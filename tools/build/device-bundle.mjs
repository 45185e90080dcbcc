// One device bundle: its modules, the main program, the dialect check, and bytes.
import { dirname, relative } from 'node:path';
import * as esbuild from 'esbuild';
import { frame, READ_FILE, READ_SLOT } from './frame.mjs';
import { buildModules, modulesOf } from './modules.mjs';
import { RUN } from './nest/units.mjs';
import { at, raw, root, writeWhole } from './output.mjs';
import { hasUpdate, withoutOf } from './pieces.mjs';
import { appOf, settingsOf } from './settings.mjs';
import { loadDialect, loadTokens } from './tools.mjs';

/** @typedef {import('./options.mjs').BuildOptions} BuildOptions */
/** @typedef {{ file: string, line: number, column: number, rule: string, message: string }} SourceFinding */
/** @typedef {typeof import('../tokens/main.ts')} Tokens */

/** The bundle that has modules. */
const PARTED = 'firmware/main.ts';
/** Same names as DEVICE_BUNDLES' outputs in `npm run size` and in the simulator. */
export const DEVICE_BUNDLES = [
  { entry: 'firmware/boot0.ts', outfile: 'build/boot0.js' },
  { entry: PARTED, outfile: 'build/bootcde.js' },
];

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
 * @param {{ entry: string, outfile: string, options?: BuildOptions, modules?: import('./modules.mjs').Source[], read?: string, tokens?: Tokens, footer?: string }} what
 *   `modules`, `read` and `tokens`: where they are not those of the firmware; `footer`: a script behind it
 * @returns {Promise<{ findings: SourceFinding[], bytes: number, modules: import('./frame.mjs').Place[], used: string[] }>}
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
