// The files of a new project: a folder that is built, tested and simulated by what it brings.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BUILD_PACKAGES } from '../build/packages.mjs';

/** What a project has beside wifiprov; TypeScript checks the app. */
export const PROJECT_PACKAGES = [...BUILD_PACKAGES, 'typescript'];
/** npm packs no file of that name. */
const RENAMED: { [name: string]: string } = { gitignore: '.gitignore' };
const PRODUCT_MAX = 32;

/** As npm takes it. */
export const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** `my-lamp` is "My Lamp". */
export function productOf(name: string): string {
  const words = name.split('-').filter((word) => word !== '');
  const product = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join(' ');
  return product.slice(0, PRODUCT_MAX).trimEnd();
}

/** `wifiprov`: where npm gets it from. `peers`: the versions of the packages that wifiprov works with. */
export function packageJson(name: string, wifiprov: string, peers: { [name: string]: string }): string {
  const build = Object.fromEntries(PROJECT_PACKAGES.map((one) => [one, peers[one] ?? '*']));
  const project = {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: {
      build: 'wifiprov-build --out build',
      start: 'wifiprov-build --out build --quiet && wifiprov-sim --firmware build',
      test: 'wifiprov-build --out build --quiet && node --test',
      flash: 'wifiprov-build --out build --quiet && wifiprov flash --build-dir build',
    },
    devDependencies: { ...build, serialport: peers['serialport'] ?? '*', wifiprov },
  };
  return `${JSON.stringify(project, null, 2)}\n`;
}

/** Path and text of each, from the folder of the package. */
export function projectFiles(templates: string, name: string): Map<string, string> {
  const entries = readdirSync(templates, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const textOf = (path: string): string => readFileSync(path, 'utf8').replaceAll('PRODUCT', productOf(name));
  const nameOf = (path: string): string => RENAMED[path] ?? path;
  return new Map(paths.sort().map((path) => [nameOf(relative(templates, path)), textOf(path)]));
}
