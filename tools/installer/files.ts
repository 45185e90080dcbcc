// All files of an installer: the page, the program that speaks with the board, and what is put onto it. No secrets: an
// installer has neither config nor setup code.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LEAST_ESPRUINO } from '../../firmware/runtime/boot/least.ts';
import { brandedStyle, logoFile } from '../build/brand/look.mjs';
import { usage } from '../cli/exit.ts';
import { readBytes } from '../fleet/file.ts';
import { type Brand, brandOfBuild } from '../image/brand.ts';
import { manifestOf } from '../image/manifest.ts';
import { buildFolder, partsOf } from '../image/parts.ts';
import { pageOf, STYLE } from './page.ts';

export type InstallerFiles = Map<string, string | Uint8Array>;

interface Wishes {
  espruino?: string;
  keepBle: boolean;
  buildDir?: string;
}

/** Of the built tool (build/tools/cli.mjs), and of this file. */
const FOLDERS = ['../installer/', '../../build/installer/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

function browserFiles(): InstallerFiles {
  const folder = FOLDERS.find((path) => existsSync(join(path, 'install-button.js')));
  if (folder === undefined) throw usage('the installer is not built: run `npm run build` first');
  return new Map(readdirSync(folder).map((name) => [name, readBytes(join(folder, name))]));
}

/** What is the same for all boards: the page, and all that it loads but the manifest. */
export function pageFiles(hasEspruino: boolean, brand: Brand): InstallerFiles {
  const files = browserFiles();
  const style = files.get('style.css');
  if (brand.accent && style) files.set('style.css', brandedStyle(Buffer.from(style).toString(), brand));
  if (brand.logo) files.set('logo.svg', logoFile(brand));
  files.set('installer.css', STYLE);
  files.set('index.html', pageOf({ hasEspruino, least: LEAST_ESPRUINO, brand }));
  return files;
}

export async function installerFiles(wishes: Wishes): Promise<InstallerFiles> {
  const parts = await partsOf({ preload: {}, ...wishes });
  const hasEspruino = wishes.espruino !== undefined;
  const brand = brandOfBuild(buildFolder(wishes.buildDir));
  const files = pageFiles(hasEspruino, brand);
  for (const { name, bytes } of parts) files.set(name, bytes);
  files.set(
    'manifest.json',
    `${JSON.stringify(manifestOf(brand.product, brand.version || BUILD_VERSION, parts, hasEspruino), null, 2)}\n`,
  );
  return files;
}
