// The image of Espruino's Storage: the firmware's files as `Storage.write` would have put them on an erased chip.

import { type Fault, fault } from '../../firmware/lib/result.ts';
import { packStorage, type StoredFiles } from '../sim/espruino/storage-image.ts';
import { align, HEADER_BYTES } from '../sim/flash/files.ts';
import { STORAGE_END, STORAGE_START } from '../sim/flash/image.ts';

export const STORAGE_BYTES = STORAGE_END - STORAGE_START;

/** The boot guard first: the order is that in which they are read, and what lies in front is never moved. */
const FILES = { '.boot0': 'boot0.js', '.bootcde': 'bootcde.js', 'wifiprov.page': 'page.bin' } as const;

/** `read` gives a file of the build; one that is empty is left out, Storage has none of these. */
export function firmwareFiles(read: (name: string) => Buffer): StoredFiles {
  const files: StoredFiles = new Map();
  for (const [name, built] of Object.entries(FILES)) {
    const bytes = read(built);
    if (bytes.length > 0) files.set(name, bytes);
  }
  return files;
}

/** Behind the last byte nothing is needed, so the last file is not rounded up. */
function bytesNeeded(files: StoredFiles): number {
  let end = 0;
  for (const data of files.values()) end = align(end) + HEADER_BYTES + data.length;
  return end;
}

/**
 * All of the partition: what follows the last file must be erased, else Espruino takes Storage for corrupt and erases
 * the firmware with it. So whatever the board had there goes.
 */
export function storageImage(files: StoredFiles): Buffer | Fault {
  const over = bytesNeeded(files) - STORAGE_BYTES;
  if (over <= 0) return packStorage(files, STORAGE_BYTES);
  const [largest] = [...files].sort(([, a], [, b]) => b.length - a.length);
  const most = largest ? `; the largest file is ${largest[0]} (${largest[1].length} bytes)` : '';
  return fault('too_large', `the firmware is ${over} bytes too large for the ${STORAGE_BYTES} of Storage${most}`);
}
