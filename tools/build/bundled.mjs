// The tools that the package ships, with the libraries they use inside: who installs wifiprov gets one package.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const PACKAGE = new URL('../../package.json', import.meta.url);
const { peerDependencies } = JSON.parse(readFileSync(fileURLToPath(PACKAGE), 'utf8'));

/** Output below build/tools without its ending, and source. Parts that several of them use are in files of their own. */
const ENTRIES = {
  cli: 'tools/cli/main.ts',
  'client/node': 'tools/client/node.ts',
  sim: 'tools/sim/main.ts',
};
/** Of such a part, in build/tools/: a file there finds the firmware at `../`. */
const CHUNK = /^part-.*\.mjs(\.map)?$/;

/** Not inside, since they are large: asked for by name when they are needed. */
const OPTIONAL_PACKAGES = [...Object.keys(peerDependencies), 'esbuild', 'typescript'];

/** CommonJS libraries that are bundled call it. */
const REQUIRE =
  "import { createRequire as newRequire } from 'node:module'; const require = newRequire(import.meta.url);";

/** The ROM of the chip writes flash by itself; the programs for it that come with the library have another licence. */
const NO_STUBS = {
  name: 'no-stubs',
  setup(/** @type {esbuild.PluginBuild} */ build) {
    build.onLoad({ filter: /stub_flasher_\w+\.json$/ }, () => ({ contents: '{}', loader: 'json' }));
  },
};

/** @typedef {(path: string, content: string | Uint8Array) => void} Write */

/** The folder of the package that a file belongs to. @param {string} path */
function packageOf(path) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/** @param {string} root @param {string} folder */
function licenceOf(root, folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const files = readdirSync(join(root, folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.map((file) => readFileSync(join(root, folder, file), 'utf8').trim());
  return `${name} ${version} (${license})\n\n${texts.join('\n\n') || 'The package has no licence text.'}\n`;
}

/** Of all libraries of which something is inside. @param {string} root @param {readonly string[]} inputs paths from the root */
export function licences(root, inputs) {
  const folders = new Set(inputs.map(packageOf).filter((folder) => folder !== undefined));
  const rule = `\n${'-'.repeat(80)}\n\n`;
  return `Libraries that are bundled in build/.\n${rule}${[...folders]
    .sort()
    .map((folder) => licenceOf(root, folder))
    .join(rule)}`;
}

/**
 * Writes them below build/tools, takes away parts of older builds, and gives the paths of all sources.
 * @param {string} root @param {Record<string, string>} define @param {Write} write
 */
export async function buildBundled(root, define, write) {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: Object.entries(ENTRIES).map(([out, source]) => ({ out, in: join(root, source) })),
    outdir: join(root, 'build/tools'),
    absWorkingDir: root,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: OPTIONAL_PACKAGES,
    banner: { js: REQUIRE },
    plugins: [NO_STUBS],
    define,
    sourcemap: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  for (const file of outputFiles) write(file.path, file.text);
  const written = new Set(outputFiles.map((file) => relative(join(root, 'build/tools'), file.path)));
  for (const name of readdirSync(join(root, 'build/tools')))
    if (CHUNK.test(name) && !written.has(name)) rmSync(join(root, 'build/tools', name), { force: true });
  return Object.keys(metafile.inputs);
}

const WEB_TOOLS = 'node_modules/esp-web-tools/dist/web';
/** Of the library's files those for the ESP32; the others load the programs of other chips. */
const INSTALLER = /^(install-\w+|index|styles|esp32-|stub_flasher_32-)/;
/** Bundled in them by their makers. */
export const WEB_TOOLS_INPUTS = [
  ...['esp-web-tools', 'esptool-js', 'improv-wifi-serial-sdk', 'pako', 'lit', 'lit-html', 'lit-element', 'tslib'],
  ...['@lit/reactive-element', '@material/web'],
].map((name) => `node_modules/${name}/package.json`);

/** The program of the installer's page, and the stylesheet of the setup page. @param {string} root @param {Write} write */
export function writeInstaller(root, write) {
  const names = readdirSync(join(root, WEB_TOOLS)).filter((name) => INSTALLER.test(name) && name.endsWith('.js'));
  for (const name of names) write(join(root, 'build/installer', name), readFileSync(join(root, WEB_TOOLS, name)));
  write(join(root, 'build/installer/style.css'), readFileSync(join(root, 'firmware/protocols/http/page/page.css')));
}

/** What a user's compiler reads, which has nothing but declarations: source, and place below build/. */
const TYPES = {
  'tools/client/api.ts': 'tools/client/api.d.ts',
  'tools/client/data.ts': 'tools/client/data.d.ts',
  'firmware/app/api.ts': 'app/api.d.ts',
};

/** @param {string} root @param {Write} write */
export function writeTypes(root, write) {
  for (const [source, place] of Object.entries(TYPES)) {
    const text = readFileSync(join(root, source), 'utf8').replaceAll(/'(\.\/\w+)\.ts'/g, "'$1.d.ts'");
    write(join(root, 'build', place), text);
  }
}
