// Where npm gets wifiprov for a new project: the registry if it came from there, else a copy in the project.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usage } from '../cli/exit.ts';

/** Of the built tool (build/tools/), and of this file. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const VENDOR = 'vendor';

interface Source {
  /** The folder of wifiprov. */
  root: string;
  version: string;
  peers: { [name: string]: string };
}

export function ownPackage(root = ROOT): Source {
  const { version, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { root, version, peers: peerDependencies };
}

/** npm notes it beside the packages that it installs into a folder. */
export function isFromRegistry(root: string): boolean {
  const notes = join(dirname(root), '.package-lock.json');
  if (!existsSync(notes)) return false;
  const { packages = {} } = JSON.parse(readFileSync(notes, 'utf8')) as {
    packages?: { [path: string]: { resolved?: string } };
  };
  return /^https?:.*\/-\//.test(packages['node_modules/wifiprov']?.resolved ?? '');
}

/** A packed copy in the project's folder. */
function vendored(root: string, folder: string): string {
  const target = join(folder, VENDOR);
  mkdirSync(target, { recursive: true });
  const words = ['pack', root, '--ignore-scripts', '--silent', '--pack-destination', target];
  const { status, stdout, stderr, error } = spawnSync('npm', words, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw usage(`npm can't pack wifiprov: ${(error?.message ?? stderr).trim()}`);
  return `file:${VENDOR}/${stdout.trim().split('\n').at(-1)}`;
}

/** As it stands in the project's package.json. */
export function wifiprovFor(folder: string, { root, version }: Source): string {
  return isFromRegistry(root) ? `^${version}` : vendored(root, folder);
}
