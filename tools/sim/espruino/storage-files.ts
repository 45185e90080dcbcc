// Carries Storage between the device's flash image and the interpreter's own flash file, which has another layout.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BootFiles } from '../engine.ts';
import type { FlashImage } from '../flash/image.ts';
import { createStorage } from '../flash/storage.ts';
import type { Interpreter } from './interpreter.ts';
import { PRELUDE, PRELUDE_CALL, PRELUDE_FILE } from './prelude.ts';
import { packStorage, type StoredFiles, unpackStorage } from './storage-image.ts';

const FLASH_FILE = 'espruino.flash';

/** `extra`: more files of the simulator's, e.g. a measuring script. */
export function installedFiles(boot: BootFiles, extra: Record<string, string>): StoredFiles {
  const texts: Record<string, string> = {
    [PRELUDE_FILE]: PRELUDE,
    '.boot0': PRELUDE_CALL + boot['.boot0'],
    '.boot1': boot['.boot1'],
    '.bootcde': boot['.bootcde'],
    'wifiprov.page': boot['wifiprov.page'] ?? '',
    ...extra,
  };
  const files: StoredFiles = new Map();
  for (const [name, text] of Object.entries(texts)) if (text !== '') files.set(name, Buffer.from(text, 'latin1'));
  return files;
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

/** After a life: what the firmware has changed in Storage goes to the image. A text is what did not fit. */
export function readStorage(
  folder: string,
  interpreter: Interpreter,
  flash: FlashImage,
  installed: StoredFiles,
): string[] {
  const now = unpackStorage(readFileSync(join(folder, FLASH_FILE)), interpreter.pageBytes);
  const storage = createStorage(flash, () => {});
  const own = (name: string): boolean => installed.has(name) || isBootFile(name);
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
