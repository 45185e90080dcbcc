// Espruino's Storage on a NOR flash: files one behind the other, deleted by clearing a word of the name, written once.
//
// The order of Espruino's own steps is kept (find, delete the old one, header, contents), because a power cut shows
// it: and so are its refusals, as they were seen on the interpreter. Compaction is not power-safe there, nor here.

import type { Files } from '../../firmware/platform/ports.ts';
import type { FakeFlash } from './flash.ts';
import { fakeFlash } from './flash.ts';

const HEADER = 32;
const NAME_BYTES = 28;
const PAGE = 4096;

export interface FakeFiles extends Files {
  /** What lies below: counts, power cuts and damage. */
  flash: FakeFlash;
  compactions: number;
  list(): string[];
}

interface Entry {
  at: number;
  name: string;
  size: number;
  deleted: boolean;
}

const aligned = (size: number): number => (size + 3) & ~3;

/** Storage of `size` bytes. */
export function fakeFiles(size: number): FakeFiles {
  const flash = fakeFlash(Math.ceil(size / PAGE), PAGE);
  /** The flash knows pages; Storage does not care for them. */
  const inPages = (offset: number, length: number, act: (at: number, from: number, to: number) => void): void => {
    for (let from = 0; from < length; ) {
      const at = offset + from;
      const to = Math.min(length, from + PAGE - (at % PAGE));
      act(at, from, to);
      from = to;
    }
  };
  const read = (offset: number, length: number): string => {
    let text = '';
    inPages(offset, length, (at, from, to) => {
      text += flash.read(at, to - from);
    });
    return text;
  };
  const write = (offset: number, text: string): void =>
    inPages(offset, text.length, (at, from, to) => flash.write(at, text.slice(from, to)));
  const isErased = (offset: number, length: number): boolean =>
    flash.bytes.subarray(offset, offset + length).every((byte) => byte === 0xff);

  /** All files up to the first header that is none; where the next one will be made. */
  const scan = (): { entries: Entry[]; end: number } => {
    const entries: Entry[] = [];
    let at = 0;
    while (at + HEADER <= size) {
      const header = Buffer.from(read(at, HEADER), 'latin1');
      const length = header.readUIntLE(0, 3);
      if (header.readUInt32LE(0) === 0xffffffff || header.readUInt32LE(0) === 0 || at + HEADER + length > size) break;
      const name = header.toString('latin1', 4).split('\0')[0] ?? '';
      entries.push({ at, name, size: length, deleted: header.readUInt32LE(4) === 0 });
      at += aligned(length) + HEADER;
    }
    return { entries, end: at };
  };
  const find = (name: string): Entry | undefined => scan().entries.find((e) => !e.deleted && e.name === name);
  const remove = (entry: Entry): void => write(entry.at + 4, '\0\0\0\0');

  const create = (name: string, length: number): Entry => {
    const need = aligned(length) + HEADER;
    if (scan().end + need > size) {
      const trash = scan().entries.filter((e) => e.deleted);
      const trashBytes = trash.reduce((sum, e) => sum + aligned(e.size) + HEADER, 0);
      if (size - scan().end + trashBytes > need) files.compact();
    }
    const at = scan().end;
    if (at + need > size) throw new Error('Unable to find or create file');
    const header = Buffer.alloc(HEADER);
    header.writeUInt32LE(length, 0);
    header.write(name, 4, NAME_BYTES, 'latin1');
    write(at, header.toString('latin1'));
    return { at, name, size: length, deleted: false };
  };

  /** A write at offset 0 makes the file anew unless it is still blank and of that size. */
  const openAtStart = (name: string, bytes: string, length: number): Entry | 'same' => {
    const entry = find(name);
    if (!entry) return create(name, length);
    if (entry.size === length && isErased(entry.at + HEADER, length)) return entry;
    if (entry.size === length && read(entry.at + HEADER, length) === bytes) return 'same';
    remove(entry);
    return create(name, length);
  };

  const files: FakeFiles = {
    flash,
    compactions: 0,
    list: () =>
      scan()
        .entries.filter((e) => !e.deleted)
        .map((e) => e.name),
    read(name, offset = 0, length) {
      const entry = find(name);
      if (!entry) return undefined;
      const from = Math.min(offset, entry.size);
      return read(entry.at + HEADER + from, Math.min(length ?? entry.size, entry.size - from));
    },
    write(name, bytes, offset, length) {
      if (bytes === '' || length === 0) throw new Error("Can't create zero length file");
      const entry = offset === 0 ? openAtStart(name, bytes, length) : find(name);
      if (entry === 'same') return;
      if (!entry) throw new Error('Unable to find or create file');
      if (offset + bytes.length > entry.size) throw new Error('Too much data for file size');
      const at = entry.at + HEADER + offset;
      if (!isErased(at, bytes.length)) throw new Error('File already written with different data');
      write(at, bytes);
    },
    erase(name) {
      const entry = find(name);
      if (entry) remove(entry);
    },
    freeBytes: () => size - scan().end,
    compact() {
      files.compactions++;
      const kept = scan()
        .entries.filter((e) => !e.deleted)
        .map((e) => read(e.at, HEADER + aligned(e.size)));
      for (let page = 0; page < flash.pages; page++) flash.erase(page);
      let at = 0;
      for (const text of kept) {
        write(at, text);
        at += text.length;
      }
    },
  };
  return files;
}
