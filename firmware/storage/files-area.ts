// A FlashArea on Storage, for boards without the raw partition: each page is a file, written by offset.
//
// Storage never erases in place: a file that is made anew leaves its old bytes as trash until the next compaction,
// so pages run out. Two habits of Storage are kept off here: a write at offset 0 to a file that is not blank deletes
// the file, and a file for which there is no room at the end starts a compaction, which a power cut does not survive.

import type { Files } from '../platform/ports.ts';
import type { StoreArea } from './store.ts';

const FILE_HEADER_BYTES = 32;
// What must stay free at the end of Storage, so that a new file never starts a compaction.
const RESERVE_BYTES = 4096;
const COMPARE_BYTES = 512;

function isBlank(files: Files, name: string, size: number): boolean {
  for (let at = 0; at < size; at += COMPARE_BYTES) {
    if (files.read(name, at, COMPARE_BYTES) !== '\xff'.repeat(COMPARE_BYTES)) return false;
  }
  return true;
}

function newFilesLeft(files: Files, size: number): number {
  return Math.max(0, Math.floor((files.freeBytes() - RESERVE_BYTES) / (size + FILE_HEADER_BYTES)));
}

/** Makes a page's file anew, if there is room; a blank one stays as it is. */
function renew(files: Files, name: string, size: number): void {
  if (isBlank(files, name, size) || newFilesLeft(files, size) < 1) return;
  files.erase(name);
  files.write(name, '\xff', 0, size);
}

/** Files `<prefix>0`, `<prefix>1`, ... of `size` bytes (a multiple of 512), made at once where missing. */
export function filesArea(files: Files, prefix: string, pages: number, size: number): StoreArea {
  for (let page = 0; page < pages; page++) {
    if (files.read(prefix + page, 0, 1) === undefined) renew(files, prefix + page, size);
  }
  return {
    pageSize: size,
    pages,
    read: (offset, length) => {
      const bytes = files.read(prefix + Math.floor(offset / size), offset % size, length);
      // A file that is not there is a page on which nothing stands.
      return bytes === undefined ? '\xff'.repeat(length) : bytes;
    },
    write: (offset, bytes) => {
      const name = prefix + Math.floor(offset / size);
      if (offset % size > 0 || isBlank(files, name, size)) files.write(name, bytes, offset % size, size);
    },
    erase: (page) => renew(files, prefix + page, size),
    erasesLeft: () => {
      let left = newFilesLeft(files, size);
      for (let page = 0; page < pages; page++) if (isBlank(files, prefix + page, size)) left++;
      return left;
    },
  };
}
