// Where a build reads and writes: paths, and files that are never seen half.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the sources are. */
export let root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** Where the firmware goes: build/ there, or the folder of `--out`. */
let out = resolve(root, 'build');

/** What npm installs has no sources of the tools, and builds firmware alone. */
export const isPackage = () => !existsSync(resolve(root, 'tools/cli/main.ts'));

/** The folders of the command: of a copy of build.mjs its own, though tools/ may be a link. @param {string} sources @param {string} [folder] of `--out` */
export function setFolders(sources, folder) {
  root = sources;
  out = folder === undefined ? resolve(root, 'build') : resolve(folder);
}

/** The folder of this repository, with the tools. */
export const isBuildFolder = () => out === resolve(root, 'build');

export const at = (/** @type {string} */ path) =>
  path.startsWith('build/') ? resolve(out, path.slice('build/'.length)) : resolve(root, path);

/** Half a bundle must never be seen by a simulator that starts meanwhile. @param {string} path @param {string | Uint8Array} content */
export function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const half = `${path}.${randomUUID()}`;
  writeFileSync(half, content);
  renameSync(half, path);
}

/** Bytes as text, one character each. @param {string} bytes */
export const raw = (bytes) => Buffer.from(bytes, 'latin1');
