// The firmware with an app on top of it, built for one test file and gone with it.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { buildFirmware } from '../../tools/build/device-bundle.mjs';
import { appOf, pageOf } from '../../tools/build/settings.mjs';
import type { BootFiles } from '../../tools/sim/engine.ts';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import type { Rig } from '../e2e/rig.ts';

mkdirSync('build', { recursive: true });
const folder = mkdtempSync(resolve('build/app-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;

/** A file of an app's; `name` is what the checker calls it. */
export function source(text: string, name = `app${++count}.ts`): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function bundle(entry: string, options: { app: string; without: string[] }): Promise<string> {
  const outfile = join(folder, `out${++count}.js`);
  const { findings } = await buildFirmware({ entry: `firmware/${entry}.ts`, outfile, options });
  if (findings.length > 0)
    throw new Error(findings.map((f) => `${f.file}:${f.line} ${f.rule}: ${f.message}`).join('\n'));
  return readFileSync(outfile, 'latin1');
}

/** The files for Storage; rejects with what the checker has found. */
export async function built(app: string, without: string[] = []): Promise<Partial<BootFiles>> {
  const options = { app, without };
  const { bytes } = await pageOf(options, await appOf(options));
  return { ...pageFiles(bytes), '.boot0': await bundle('boot0', options), '.bootcde': await bundle('main', options) };
}

/** Under the name that the page has in the bundle's own files. */
function pageFiles(bytes: Buffer): Partial<BootFiles> {
  const files = readBundle(new URL('../../build/', import.meta.url));
  const name = Object.keys(files).find((one) => !one.startsWith('.boot')) ?? '';
  return { [name]: bytes.toString('latin1') };
}

/** An app of a few lines; `ctx` is its context. */
export const appText = (body: string, head = ''): string =>
  `import type { AppContext } from '${resolve('firmware/app/api.ts')}';\n${head}\nexport function app(ctx: AppContext): void {\n${body}\n}\n`;

/** The app has been started, which is a turn after `# ready`. */
export function appIsUp(rig: Rig): Promise<void> {
  return rig.until(async () => !(await rig.command('wifiprov app')).includes('commands='));
}
