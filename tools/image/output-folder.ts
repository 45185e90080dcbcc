// The folder of an image: never over the files of another run, and what is secret is for its owner alone.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { usage } from '../cli/exit.ts';
import { removeOutput, writeOutput } from '../cli/output.ts';
import { NVS, RECORDS, SIMULATOR } from './parts.ts';

const MANIFEST = 'manifest.json';
/** So that they are not committed by accident. */
export const IGNORE = '.gitignore';
const SECRET = [RECORDS, SIMULATOR];
const NAMED_MAX = 3;

function filesIn(folder: string): string[] {
  return existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [];
}

/** Before anything is asked or made. */
export function checkFolder(folder: string, isForced: boolean): void {
  const found = filesIn(folder);
  if (found.length === 0 || isForced) return;
  const named = found.slice(0, NAMED_MAX).join(', ') + (found.length > NAMED_MAX ? ' ...' : '');
  throw usage(`${folder} has files already (${named}); name another --out, or --force replaces an image there`);
}

/** Of the image that stands there, as its manifest names them. */
function formerParts(folder: string): string[] {
  try {
    const { builds } = JSON.parse(readFileSync(resolve(folder, MANIFEST), 'utf8')) as {
      builds: { parts: { path: string }[] }[];
    };
    return builds.flatMap(({ parts }) => parts.map(({ path }) => path)).filter((path) => /^[\w.-]+$/.test(path));
  } catch {
    return [];
  }
}

function ignoreFile(names: readonly string[]): string {
  return `# Setup codes and passwords in plain text.\n${names.join('\n')}\n`;
}

/** Parts of another image go: they must not be flashed together with these. */
export function writeFolder(folder: string, files: Map<string, string | Uint8Array>): void {
  const secrets = SECRET.filter((name) => files.has(name));
  if (secrets.length) files.set(IGNORE, ignoreFile(secrets));
  const stale = new Set([...SECRET, NVS, IGNORE, ...formerParts(folder)].filter((name) => !files.has(name)));
  for (const name of stale) removeOutput(resolve(folder, name));
  for (const [name, content] of files) writeOutput(resolve(folder, name), content, { isSecret: SECRET.includes(name) });
}
