// The firmware with build options, built for one test file and gone with it.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { buildFirmware } from '../tools/build/device-bundle.mjs';
import { appOf, pageOf } from '../tools/build/settings.mjs';
import type { BootFiles } from '../tools/sim/engine.ts';

mkdirSync('build', { recursive: true });
const folder = mkdtempSync(resolve('build/with-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;

type Built = Omit<BootFiles, '.boot1'>;

async function bundle(entry: string, options: object): Promise<string> {
  const outfile = join(folder, `out${++count}.js`);
  const { findings } = await buildFirmware({ entry: `firmware/${entry}.ts`, outfile, options: { ...options } });
  if (findings.length > 0)
    throw new Error(findings.map((f) => `${f.file}:${f.line} ${f.rule}: ${f.message}`).join('\n'));
  return readFileSync(outfile, 'latin1');
}

/** The files for Storage. `options` are those of tools/build/options.mjs, by their names there. */
export async function builtWith(options: object): Promise<Built> {
  const given = { ...options };
  const { bytes } = await pageOf(given, await appOf(given));
  return {
    '.boot0': await bundle('boot0', options),
    '.bootcde': await bundle('main', options),
    'wifiprov.page': bytes.toString('latin1'),
  };
}
