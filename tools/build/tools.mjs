// The tools for Node: what this build runs itself, and what it writes for people.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { buildBundled, licences, WEB_TOOLS_INPUTS, writeInstaller, writeTypes } from './bundled.mjs';
import { defines } from './defines.mjs';
import { at, root, writeWhole } from './output.mjs';

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

/** @type {Promise<typeof import('../espruino-lint/main.ts')> | undefined} */
let dialect;
/** The dialect checker is TypeScript too: bundled first, then loaded. */
export function loadDialect() {
  dialect ??= buildTool('tools/espruino-lint/main.ts').then((file) => import(pathToFileURL(file).href));
  return dialect;
}

/** @typedef {typeof import('../tokens/main.ts')} Tokens */
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
async function buildTool(entry) {
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

/** All that is not firmware. */
export async function buildTools() {
  for (const entry of TOOLS) if (existsSync(at(entry))) await buildTool(entry);
  const bundled = await buildBundled(root, defines({}), writeWhole);
  writeWhole(at('build/licences.txt'), licences(root, [...bundled, ...WEB_TOOLS_INPUTS, PRETOKENISE]));
  writeInstaller(root, writeWhole);
  writeTypes(root, writeWhole);
  await buildTool('tools/espruino-lint/main.ts');
  await buildTool('tools/tokens/main.ts');
  writeWhole(at('build/tools/pretokenise.js'), readFileSync(at(PRETOKENISE)));
}
