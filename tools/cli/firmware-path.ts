// Which firmware an update sends, unless a file is named: the one of this package.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { usage } from './exit.ts';

/** Of the built tool (build/tools/cli.mjs), and of this file. */
const PACKAGED = ['../firmware.bin', '../../build/firmware.bin'];

export function firmwarePath(given: unknown): string {
  if (typeof given === 'string') return given;
  const found = PACKAGED.map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(path));
  if (!found) throw usage('this package has no firmware for an update; run `npm run build` first, or name a file');
  return found;
}
