// Carries Storage between the device's flash image and the interpreter's own flash file, which has another layout.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SLOTS } from '../../../firmware/storage/slots.ts';
import type { BootFiles } from '../engine.ts';
import { allEntries, spanOf } from '../flash/files.ts';
import { type FlashImage, STORAGE_END, STORAGE_START } from '../flash/image.ts';
import { createStorage } from '../flash/storage.ts';
import type { Interpreter } from './interpreter.ts';
import { PRELUDE, PRELUDE_CALL, PRELUDE_FILE } from './prelude.ts';
import { appendFiles, packStorage, type StoredFiles, unpackStorage } from './storage-image.ts';

const FLASH_FILE = 'espruino.flash';
/** Runs once a life, before `.boot0`: so no file of the image need be touched. */
const BEFORE_BOOT = '.bootPowerOn';

function filesOf(texts: Record<string, string>): StoredFiles {
  const files: StoredFiles = new Map();
  for (const [name, text] of Object.entries(texts)) if (text !== '') files.set(name, Buffer.from(text, 'latin1'));
  return files;
}

/** Beside what is in the flash image. */
export function filesBesideImage(boot: BootFiles): StoredFiles {
  return filesOf({ [PRELUDE_FILE]: PRELUDE, [BEFORE_BOOT]: PRELUDE_CALL, '.boot1': boot['.boot1'] });
}

/** The image's own bytes, and the files of the simulator's behind them. */
export function writeImage(folder: string, interpreter: Interpreter, flash: FlashImage, beside: StoredFiles): void {
  const entries = allEntries(flash);
  const last = entries.at(-1);
  const used = last ? last.address + spanOf(last) - STORAGE_START : 0;
  const bytes = flash.read(STORAGE_START, STORAGE_END - STORAGE_START);
  for (const { name, address } of entries)
    if (beside.has(name)) bytes.fill(0, address - STORAGE_START + 4, address - STORAGE_START + 8);
  writeFileSync(join(folder, FLASH_FILE), appendFiles(bytes, used, beside, interpreter.storageBytes));
}

/** `extra`: more files of the simulator's, e.g. a measuring script. */
export function installedFiles(boot: BootFiles): StoredFiles {
  return filesOf({
    [PRELUDE_FILE]: PRELUDE,
    '.boot0': PRELUDE_CALL + boot['.boot0'],
    '.boot1': boot['.boot1'],
    '.bootcde': boot['.bootcde'],
    'wifiprov.page': boot['wifiprov.page'] ?? '',
  });
}

export function writeStorage(
  folder: string,
  interpreter: Interpreter,
  flash: FlashImage,
  installed: StoredFiles,
): void {
  const storage = createStorage(flash, () => {});
  const files: StoredFiles = new Map(installed);
  for (const name of storage.list()) {
    const data = storage.read(name);
    if (data && !files.has(name) && !isBootFile(name)) files.set(name, data);
  }
  writeFileSync(join(folder, FLASH_FILE), packStorage(files, interpreter.storageBytes));
}

/** After a life: what the firmware has changed in Storage by name goes to the image. A text is what did not fit. */
export function readStorage(
  folder: string,
  interpreter: Interpreter,
  flash: FlashImage,
  installed: StoredFiles,
): string[] {
  const now = unpackStorage(readFileSync(join(folder, FLASH_FILE)), interpreter.pageBytes);
  const storage = createStorage(flash, () => {});
  const own = (name: string): boolean => installed.has(name) || isBootFile(name) || SLOTS.includes(name);
  for (const name of storage.list()) if (!own(name) && !now.has(name)) storage.erase(name);
  const faults: string[] = [];
  for (const [name, data] of now) {
    if (own(name) || storage.read(name)?.equals(data)) continue;
    const fault = storage.write(name, data);
    if (fault !== null) faults.push(`${name}: ${fault}`);
  }
  return faults;
}

const isBootFile = (name: string): boolean => ['.boot0', '.boot1', '.bootcde'].includes(name);
