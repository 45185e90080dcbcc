// The packages that the build needs: npm installs none of them with wifiprov, since who only asks devices needs none.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPackage as isInPackage, root } from './output.mjs';

const HERE = fileURLToPath(import.meta.url);

export const BUILD_PACKAGES = [
  '@gfx/zopfli',
  '@jridgewell/remapping',
  '@jridgewell/trace-mapping',
  'acorn',
  'acorn-walk',
  'esbuild',
  'magic-string',
];

/** How they get to where the file `here` finds them. @param {readonly string[]} names */
export function installLine(names, here = HERE, exists = existsSync) {
  const [, folder] = /^(.*?)[\\/]node_modules[\\/]wifiprov[\\/]/.exec(here) ?? [];
  const words = names.join(' ');
  if (folder === undefined) return 'npm ci';
  if (/[\\/]_npx[\\/]/.test(here)) return `npx -p wifiprov ${names.map((name) => `-p ${name}`).join(' ')} wifiprov ...`;
  return exists(join(folder, 'package.json')) ? `npm install ${words}` : `npm install -g ${words}`;
}

/** As Node looks for it: here, and in each folder above. @param {string} name @returns {boolean} */
function isInstalled(name, folder = root) {
  if (existsSync(join(folder, 'node_modules', name, 'package.json'))) return true;
  const above = dirname(folder);
  return above !== folder && isInstalled(name, above);
}

/** A clone builds the tools too, with all that they use. @returns {readonly string[]} */
export function neededIn(isPackage = isInPackage()) {
  if (isPackage) return BUILD_PACKAGES;
  return Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies);
}

/** More are only counted. */
export const LISTED_MAX = 10;

/** @param {readonly string[]} names */
function listOf(names) {
  if (names.length > LISTED_MAX) return `${names.length} packages that are not installed`;
  return names.length > 1 ? `the packages ${names.join(', ')}` : `the package ${names[0]}`;
}

/** One sentence, or '' when nothing is missing. */
export function missingForBuild(isThere = isInstalled, line = installLine, needed = neededIn()) {
  const missing = needed.filter((name) => !isThere(name));
  return missing.length === 0 ? '' : `the build needs ${listOf(missing)}. Install with: ${line(missing)}`;
}
