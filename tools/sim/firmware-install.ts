// Puts the built bundle and the start options into Storage, as flashing a board does.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Choice, chooseSlot, readSlot, SLOT_BYTES, SLOT_PAGE_BYTES, SLOTS } from '../../firmware/storage/slots.ts';
import { hasSlots, readSlotFiles, type SlotBuild } from '../slots/files.ts';
import { asInstalled, headOf, slotOffset } from '../slots/layout.ts';
import type { BootFiles, EngineOptions } from './engine.ts';
import { allEntries, HEADER_BYTES, storageIsSound } from './flash/files.ts';
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

/** Of a build with the update over the network. */
export function readSlotBuild(directory: URL): SlotBuild | undefined {
  if (!hasSlots(fileURLToPath(directory))) return undefined;
  return readSlotFiles((name) => readFileSync(fileURLToPath(new URL(name, directory))));
}

/** What the loader would start. */
function chosenIn(flash: FlashImage): Choice | undefined {
  const storage = createStorage(flash, () => {});
  const read = (name: string, offset?: number, length?: number): string | undefined =>
    storage.read(name, offset, length)?.toString('latin1');
  return chooseSlot(SLOTS.map((name) => readSlot(read, name)));
}

/** Over whatever stands in that slot. */
function fillSlot(flash: FlashImage, name: string, slot: Uint8Array): void {
  const file = allEntries(flash).find((entry) => !entry.deleted && entry.name === name);
  if (!file) throw new Error(`${name} is not in Storage`);
  const data = file.address + HEADER_BYTES;
  const at = data + slotOffset(data);
  for (let page = 0; page < slot.length; page += SLOT_PAGE_BYTES) flash.erase(at + page);
  flash.write(at, slot);
}

/** A board that had none. */
function makeSlots(flash: FlashImage, build: SlotBuild): void {
  installBootFiles(
    flash,
    new Map([
      ['.boot0', Buffer.from(build.loader)],
      ['.bootcde', Buffer.from(build.start)],
    ]),
  );
  const storage = createStorage(flash, () => {});
  for (const name of SLOTS) {
    const fault = storage.read(name) ? null : storage.write(name, Buffer.of(0xff), 0, SLOT_BYTES);
    if (fault !== null) throw new Error(`${name}: ${fault}`);
  }
  fillSlot(flash, SLOTS[0] as string, asInstalled(build.firmware, 1));
}

/** The firmware runs at the next start, as after `wifiprov flash`: beside the one that ran until now, unless it is that one. */
export function installSlots(flash: FlashImage, build: SlotBuild): void {
  const now = chosenIn(flash);
  if (!now) {
    makeSlots(flash, build);
    return;
  }
  const runs = createStorage(flash, () => {}).read(now.slot.name, now.slot.at);
  if (runs && headOf(runs) === headOf(build.firmware)) return;
  const other = SLOTS[now.slot.name === SLOTS[0] ? 1 : 0] as string;
  fillSlot(flash, other, asInstalled(build.firmware, Math.max(now.slot.order, now.left?.order ?? 0) + 1));
}

/** What the simulator brings to a device: all of the firmware, or no more than the start options. */
export function filesToInstall(options: Pick<EngineOptions, 'bootFiles' | 'asFlashed' | 'slots'>): Partial<BootFiles> {
  return options.asFlashed || options.slots ? { '.boot1': options.bootFiles['.boot1'] } : options.bootFiles;
}

/**
 * Writes what differs, oldest first so that the firmware lies at the start of Storage. Empty files are left out. A Storage
 * that makes no sense (noise, another firmware's data) is erased first, as a board does when it starts.
 */
export function installBootFiles(flash: FlashImage, files: Partial<BootFiles> | Map<string, Buffer>): void {
  const storage = createStorage(flash, () => {});
  if (!storageIsSound(flash)) storage.eraseAll();
  for (const [name, text] of files instanceof Map ? files : Object.entries(files)) {
    const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
    if (bytes.length === 0) storage.erase(name);
    else if (!storage.read(name)?.equals(bytes)) {
      const fault = storage.write(name, bytes);
      if (fault !== null) throw new Error(`${name}: ${fault}`);
    }
  }
}
