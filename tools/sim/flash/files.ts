// Walks the files of Espruino's Storage: 32-byte headers (size, flags, name) and data, aligned to 4 bytes.

import { type FlashImage, PAGE_BYTES, STORAGE_END, STORAGE_START } from './image.ts';

export const HEADER_BYTES = 32;
export const NAME_BYTES = 28;

/** One file, live or deleted; `address` is that of its header. */
export interface FileEntry {
  address: number;
  size: number;
  flags: number;
  name: string;
  deleted: boolean;
}

export const align = (value: number): number => (value + 3) & ~3;
const pageAfter = (address: number): number => address - (address % PAGE_BYTES) + PAGE_BYTES;
export const spanOf = (entry: FileEntry): number => HEADER_BYTES + align(entry.size);

/** The file whose header is at the address; null where there is none or it makes no sense. */
function entryAt(flash: FlashImage, address: number): FileEntry | null {
  if (address + HEADER_BYTES > STORAGE_END) return null;
  const header = flash.read(address, HEADER_BYTES);
  const word = header.readUInt32LE(0);
  const size = word & 0xffffff;
  if (word === 0xffffffff || word === 0 || address + HEADER_BYTES + size > STORAGE_END) return null;
  const name = header.toString('latin1', 4).replace(/\0.*$/s, '');
  return { address, size, flags: word >>> 24, name, deleted: header.readUInt32LE(4) === 0 };
}

/** Where the walk inside one run of files ends, and the entries on the way. */
function run(flash: FlashImage, start: number, visit: (entry: FileEntry) => void): number {
  let address = start;
  for (let entry = entryAt(flash, address); entry; entry = entryAt(flash, address)) {
    visit(entry);
    address = align(address + HEADER_BYTES + entry.size);
  }
  return address;
}

/** Every file in order of address. After a gap the walk goes on at the next page, and ends at an empty one. */
export function allEntries(flash: FlashImage): FileEntry[] {
  const entries: FileEntry[] = [];
  let address = STORAGE_START;
  while (address < STORAGE_END && entryAt(flash, address)) {
    address = pageAfter(run(flash, address, (entry) => entries.push(entry)));
  }
  return entries;
}

/** A place with room for `bytes`, header included; null when only compaction can help. */
export function findHole(flash: FlashImage, bytes: number): number | null {
  let address = STORAGE_START;
  while (address < STORAGE_END) {
    address = run(flash, address, () => {});
    let end = pageAfter(address);
    // An empty next page counts as empty to the very end, as in the original.
    if (end < STORAGE_END && !entryAt(flash, end)) end = STORAGE_END;
    if (end - address >= bytes) return address;
    address = pageAfter(address);
  }
  return null;
}

export interface StorageStats {
  totalBytes: number;
  freeBytes: number;
  fileBytes: number;
  fileCount: number;
  trashBytes: number;
  trashCount: number;
}

export function statsOf(flash: FlashImage): StorageStats {
  const entries = allEntries(flash);
  const total = (list: FileEntry[]): number => list.reduce((sum, entry) => sum + spanOf(entry), 0);
  const files = entries.filter((entry) => !entry.deleted);
  const trash = entries.filter((entry) => entry.deleted);
  const last = entries.at(-1);
  const end = last ? last.address + spanOf(last) : STORAGE_START;
  return {
    totalBytes: STORAGE_END - STORAGE_START,
    freeBytes: STORAGE_END - end,
    fileBytes: total(files),
    fileCount: files.length,
    trashBytes: total(trash),
    trashCount: trash.length,
  };
}

const isErased = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0xff);

function isEmpty(flash: FlashImage): boolean {
  for (let page = STORAGE_START; page < STORAGE_END; page += PAGE_BYTES)
    if (!isErased(flash.read(page, PAGE_BYTES))) return false;
  return true;
}

/**
 * The check of each boot, as the original has it: a header that was torn off behind the last file is jumped over with its
 * page, but where the walk ends flash must be erased, else all of Storage is taken for corrupt.
 */
export function storageIsSound(flash: FlashImage): boolean {
  let address = STORAGE_START;
  if (!entryAt(flash, address)) return isEmpty(flash);
  while (entryAt(flash, address)) {
    const end = run(flash, address, () => {});
    if (end + HEADER_BYTES > STORAGE_END) return true;
    address = pageAfter(end);
    if (address >= STORAGE_END) return isErased(flash.read(end, HEADER_BYTES));
  }
  return isErased(flash.read(address, HEADER_BYTES));
}
