// What is put on the board: the files of a build, each by its name in Storage.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usage } from '../cli/exit.ts';
import { readBytes } from '../fleet/file.ts';
import { firmwareFiles } from '../image/storage.ts';
import { hasSlots, readSlotFiles, roomFault } from '../slots/files.ts';

export interface FirmwareFile {
  name: string;
  bytes: Buffer;
}

export interface Firmware {
  /** `.boot0`, then `.bootcde`. */
  boot: FirmwareFile[];
  /** What the slots of a board get; `boot` is the loader then, and there is no page. */
  slot?: Buffer;
  /** By the name that only this build's page has; none in a build without it. */
  page?: FirmwareFile;
}

/** The page's name on a board that never had another. */
export const PLAIN_PAGE = 'wifiprov.page';
/** Of the built tool (build/tools/cli.mjs), and of this file. */
const BUILDS = ['../', '../../build/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

function nameIn(layout: string): string | undefined {
  try {
    return (JSON.parse(readBytes(layout).toString()) as { name?: string }).name;
  } catch (error) {
    if (error instanceof SyntaxError) throw usage(`${layout} is damaged; run \`npm run build\` again`);
    throw error;
  }
}

/** The code knows which page is its own. */
function pageOf(layout: string, code: Buffer, bytes: Buffer): FirmwareFile | undefined {
  const name = nameIn(layout);
  return name !== undefined && code.includes(name) ? { name, bytes } : undefined;
}

/** Of the package, where it is built. */
export function builtFolder(): string | undefined {
  return BUILDS.find((path) => existsSync(join(path, 'boot0.js')));
}

function slotFirmware(folder: string): Firmware {
  const build = readSlotFiles((name) => readBytes(join(folder, name)));
  const fault = roomFault(build);
  if (fault) throw usage(fault.message);
  const boot = [
    { name: '.boot0', bytes: Buffer.from(build.loader) },
    { name: '.bootcde', bytes: Buffer.from(build.start) },
  ];
  return { boot, slot: Buffer.from(build.firmware) };
}

export function readFirmware(buildDir?: string): Firmware {
  const folder = buildDir ?? builtFolder();
  if (folder === undefined) throw usage('the firmware is not built; run `npm run build` first');
  if (hasSlots(folder)) return slotFirmware(folder);
  const files = firmwareFiles((name) => readBytes(join(folder, name)));
  const boot = ['.boot0', '.bootcde'].map((name) => {
    const bytes = files.get(name);
    if (!bytes) throw usage(`${name} of the build in ${folder} is empty`);
    return { name, bytes };
  });
  const page = files.get(PLAIN_PAGE);
  const own = page && pageOf(join(folder, 'page.json'), files.get('.bootcde') ?? Buffer.alloc(0), page);
  return { boot, ...(own ? { page: own } : {}) };
}
