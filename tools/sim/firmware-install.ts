// Puts the built bundle and the start options into Storage, as flashing a board does.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BootFiles, EngineOptions } from './engine.ts';
import { storageIsSound } from './flash/files.ts';
import type { FlashImage } from './flash/image.ts';
import { createStorage } from './flash/storage.ts';

/** The start options of the firmware that the simulator sets. */
export interface StartOptions {
  access: 'window' | 'open';
  bootWindow: boolean;
  /** What a browser on this machine may send as Host. */
  ownHosts: string[];
  led?: { pin: string; on?: number; online?: number };
}

/** `.boot1`: the embedder's way to pass start options. */
export function startScript(options: StartOptions): string {
  return `wifiprovOptions=${JSON.stringify(options)};`;
}

/** The bundle and its page as bytes; throws when it has not been built. */
export function readBundle(directory: URL): Omit<BootFiles, '.boot1'> {
  const read = (name: string): string => readFileSync(fileURLToPath(new URL(name, directory)), 'latin1');
  return { '.boot0': read('boot0.js'), '.bootcde': read('bootcde.js'), 'wifiprov.page': read('page.bin') };
}

/** What the simulator brings to a device: all of the firmware, or no more than the start options. */
export function filesToInstall(options: Pick<EngineOptions, 'bootFiles' | 'asFlashed'>): Partial<BootFiles> {
  return options.asFlashed ? { '.boot1': options.bootFiles['.boot1'] } : options.bootFiles;
}

/**
 * Writes what differs, oldest first so that the firmware lies at the start of Storage. Empty files are left out. A Storage
 * that makes no sense (noise, another firmware's data) is erased first, as a board does when it starts.
 */
export function installBootFiles(flash: FlashImage, files: Partial<BootFiles>): void {
  const storage = createStorage(flash, () => {});
  if (!storageIsSound(flash)) storage.eraseAll();
  for (const [name, text] of Object.entries(files)) {
    const bytes = Buffer.from(text, 'latin1');
    if (bytes.length === 0) storage.erase(name);
    else if (!storage.read(name)?.equals(bytes)) {
      const fault = storage.write(name, bytes);
      if (fault !== null) throw new Error(`${name}: ${fault}`);
    }
  }
}
