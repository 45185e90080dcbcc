// Espruino's Storage over the flash image, in the order of the original: old name cleared, new header, then data.

import {
  align,
  allEntries,
  type FileEntry,
  findHole,
  HEADER_BYTES,
  NAME_BYTES,
  type StorageStats,
  spanOf,
  statsOf,
} from './files.ts';
import { type FlashImage, PAGE_BYTES, STORAGE_END, STORAGE_START } from './image.ts';

export interface Storage {
  read(name: string, offset?: number, length?: number): Buffer | undefined;
  /** A text is what went wrong; null is success. */
  write(name: string, data: Buffer, offset?: number, size?: number): string | null;
  erase(name: string): void;
  eraseAll(): void;
  list(): string[];
  compact(): void;
  stats(): StorageStats;
}

const CLEARED_WORD = Buffer.alloc(4);

export function createStorage(flash: FlashImage, onCompact: (text: string) => void): Storage {
  const find = (name: string): FileEntry | undefined =>
    allEntries(flash).find((entry) => !entry.deleted && entry.name === fileName(name));
  const compact = (): void => {
    if (statsOf(flash).trashBytes > 0) compactFiles(flash, onCompact);
  };
  return {
    read: (name, offset = 0, length = 0) => {
      const entry = find(name);
      return entry && readPart(flash, entry, offset, length);
    },
    write: (name, data, offset = 0, size = 0) => write(flash, compact, name, data, offset, size, find(name)),
    erase(name) {
      const entry = find(name);
      if (entry) clearName(flash, entry);
    },
    eraseAll() {
      for (let page = STORAGE_START; page < STORAGE_END; page += PAGE_BYTES) flash.erase(page);
    },
    list: () => allEntries(flash).flatMap((entry) => (entry.deleted ? [] : [entry.name])),
    compact,
    stats: () => statsOf(flash),
  };
}

/** The name as it is kept: no drive prefix, 28 bytes. */
function fileName(name: string): string {
  const kept = name.slice(0, NAME_BYTES);
  return kept[1] === ':' ? kept.slice(2) : kept;
}

function readPart(flash: FlashImage, entry: FileEntry, offset: number, length: number): Buffer {
  const from = Math.min(Math.max(0, offset), entry.size);
  const wanted = length <= 0 ? entry.size : length;
  return flash.read(entry.address + HEADER_BYTES + from, Math.min(wanted, entry.size - from));
}

function clearName(flash: FlashImage, entry: FileEntry): void {
  flash.write(entry.address + 4, CLEARED_WORD);
}

const isErased = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0xff);

interface Place {
  data: number;
  size: number;
}

function write(
  flash: FlashImage,
  compact: () => void,
  name: string,
  data: Buffer,
  offset: number,
  wantedSize: number,
  old: FileEntry | undefined,
): string | null {
  if (offset < 0 || wantedSize < 0) return null;
  const size = wantedSize || data.length;
  if (size === 0) return "Can't create zero length file";
  let file: Place | null = old ? { data: old.address + HEADER_BYTES, size: old.size } : null;
  if (offset === 0 && !(old && isBlank(flash, old, size))) {
    if (old && holds(flash, old, size, data)) return null;
    if (old) clearName(flash, old);
    file = create(flash, compact, fileName(name), size);
  }
  return file ? fill(flash, file, data, offset) : 'Unable to find or create file';
}

function fill(flash: FlashImage, file: Place, data: Buffer, offset: number): string | null {
  if (offset + data.length > file.size) return 'Too much data for file size';
  // Bits that are set could still be cleared, but the original insists on erased bytes.
  if (!isErased(flash.read(file.data + offset, data.length))) return 'File already written with different data';
  flash.write(file.data + offset, data);
  return null;
}

/** A file of that size with nothing in it is written into, not made anew. */
function isBlank(flash: FlashImage, old: FileEntry, size: number): boolean {
  return old.size === size && isErased(flash.read(old.address + HEADER_BYTES, old.size));
}

/** Writing what is there already writes nothing. */
function holds(flash: FlashImage, old: FileEntry, size: number, data: Buffer): boolean {
  return old.size === size && data.length === size && flash.read(old.address + HEADER_BYTES, old.size).equals(data);
}

function create(flash: FlashImage, compact: () => void, name: string, size: number): Place | null {
  const needed = HEADER_BYTES + align(size);
  let address = findHole(flash, needed);
  if (address === null) {
    const { freeBytes, trashBytes } = statsOf(flash);
    if (needed >= freeBytes + trashBytes) return null;
    compact();
    address = findHole(flash, needed);
  }
  if (address === null) return null;
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(size, 0);
  header.write(name, 4, 'latin1');
  flash.write(address, header);
  return { data: address + HEADER_BYTES, size };
}

/** Pages are erased and rewritten in place, so a power cut in here loses files: as on the chip. */
function compactFiles(flash: FlashImage, say: (text: string) => void): void {
  say('Compacting... ');
  const entries = allEntries(flash);
  const first = entries.find((entry) => entry.deleted)?.address ?? STORAGE_START;
  const startPage = unbrokenPageBefore(entries, first);
  const kept = entries.filter((entry) => entry.address >= startPage && !entry.deleted);
  const data = Buffer.concat(kept.map((entry) => padded(flash.read(entry.address, HEADER_BYTES + entry.size))));
  const last = entries.at(-1);
  const usedEnd = last ? last.address + spanOf(last) : startPage;
  for (let page = startPage; page < usedEnd; page += PAGE_BYTES) {
    flash.erase(page);
    const part = data.subarray(page - startPage, page - startPage + PAGE_BYTES);
    if (part.length > 0) flash.write(page, part);
  }
  say('\r\n');
}

/** The last page start at or before the address that no file straddles. */
function unbrokenPageBefore(entries: FileEntry[], address: number): number {
  const starts = entries.filter((entry) => entry.address <= address && entry.address % PAGE_BYTES === 0);
  return starts.at(-1)?.address ?? STORAGE_START;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(align(bytes.length) - bytes.length, 0xff)]);
}
