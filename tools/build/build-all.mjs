// A whole build: the bundles, the page, what a board with slots has, and the tools.
import { readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { brandWarnings } from './brand/brand.mjs';
import { brandIn, contents, contentsOf, versionIn } from './contents.mjs';
import { buildFirmware, DEVICE_BUNDLES } from './device-bundle.mjs';
import { firmwareFile, RUN_CODE, RUN_GUARD } from './firmware-file.mjs';
import { unknownModulesIn } from './module-names.mjs';
import { modulesOf } from './modules.mjs';
import { uselessMarks } from './nest/marks.mjs';
import { at, isBuildFolder, root, writeWhole } from './output.mjs';
import { hasUpdate, withoutOf } from './pieces.mjs';
import { appOf, pageOf } from './settings.mjs';
import { buildTools } from './tools.mjs';

/** @typedef {import('./options.mjs').BuildOptions} BuildOptions */
/** @typedef {import('./device-bundle.mjs').SourceFinding} SourceFinding */

const FIRMWARE = new URL('../../firmware/', import.meta.url);
/** `.boot0` of a board with slots: it chooses the firmware that is started. */
const LOADER = { entry: 'firmware/loader.ts', outfile: 'build/loader.js', footer: RUN_GUARD };

/** By any build: also of what it leaves out. */
function refuseUnknownModules() {
  const names = modulesOf([], 'any app').map((module) => module.name);
  const unknown = unknownModulesIn(FIRMWARE, names);
  if (unknown.length > 0) throw new Error(unknown.join('\n'));
}

/** Only a build of everything can tell. @param {string[]} used */
function refuseUseless(used) {
  const useless = uselessMarks(FIRMWARE, used, at('build'));
  if (useless.length > 0) throw new Error(useless.map((line) => relative(root, line)).join('\n'));
}

/** What a board with slots has beside the loader; a build without the update has none of it. @param {BuildOptions} options @param {Uint8Array} page */
function writeSlotFiles(options, page) {
  const files = ['build/loader.js', 'build/loader.js.map', 'build/start.js', 'build/firmware.bin'].map(at);
  if (!hasUpdate(withoutOf(options))) {
    for (const file of files) rmSync(file, { force: true });
    return;
  }
  writeWhole(at('build/start.js'), RUN_CODE);
  const [guard, code] = DEVICE_BUNDLES.map(({ outfile }) => readFileSync(at(outfile)));
  const least = readFileSync(at('firmware/runtime/boot/least.ts'), 'utf8');
  const [, espruino] = /LEAST_ESPRUINO = '(\w+)'/.exec(least) ?? [];
  if (!guard || !code || !espruino) throw new Error('build/firmware.bin cannot be made');
  writeWhole(
    at('build/firmware.bin'),
    firmwareFile({ guard, code, page, espruino, product: brandIn(options).product, version: versionIn(options) }),
  );
}

/**
 * What tools read of a build.
 * @param {{ layout: object, rows: object, brand: object, options: BuildOptions, bundles: { outfile: string, modules: object[] }[] }} facts
 */
function writeFacts({ layout, rows, brand, options, bundles }) {
  const meta = bundles.map(({ outfile, modules }) => ({ path: outfile, modules }));
  const facts = { page: layout, fields: rows, brand, contents: contents(options), meta };
  for (const [name, value] of Object.entries(facts)) writeWhole(at(`build/${name}.json`), JSON.stringify(value));
}

/** @param {SourceFinding} f */
const sentence = (f) => `${f.file}:${f.line}:${f.column} ${f.rule}: ${f.message}`;

/** @param {BuildOptions} options @param {(line: string) => void} say */
export async function buildAll(options, say) {
  const app = await appOf(options);
  const brand = brandIn(options);
  const page = await pageOf(options, app);
  const bundles = [];
  const isUpdated = hasUpdate(withoutOf(options));
  const wanted = isUpdated ? [...DEVICE_BUNDLES, LOADER] : DEVICE_BUNDLES;
  for (const bundle of wanted) bundles.push({ ...bundle, ...(await buildFirmware({ ...bundle, options })) });
  const findings = bundles.flatMap((b) => b.findings);
  if (findings.length > 0) throw new Error(findings.map(sentence).join('\n'));
  refuseUnknownModules();
  if (isBuildFolder() && Object.keys(options).length === 0) refuseUseless(bundles.flatMap((b) => b.used));
  // The bundle knows places in the page file: they are written together or not at all.
  writeWhole(at('build/page.bin'), page.bytes);
  writeSlotFiles(options, page.bytes);
  writeFacts({ layout: page.layout, rows: app.rows, brand, options, bundles });
  if (isBuildFolder()) await buildTools();
  for (const warning of brandWarnings(brand)) console.warn(`warning: --brand: ${warning}`);
  const shown = (/** @type {string} */ path) => relative(process.cwd(), at(path));
  say(`${shown('build/page.bin')}: ${page.bytes.length} bytes`);
  for (const b of bundles) say(`${shown(b.outfile)}: ${b.bytes} bytes`);
  say(contentsOf(options));
}
