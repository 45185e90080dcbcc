// require("Storage") and require("Flash") of the sandbox, over the flash image.

import { FLASH_END, FLASH_START, PAGE_BYTES, RAW_LENGTH, RAW_START } from '../flash/image.ts';
import { createStorage } from '../flash/storage.ts';
import { type BootSession, natives, print } from './boot-session.ts';
import { bytesOf } from './bytes.ts';
import { isArrayBuffer, parseJson, stringifyJson } from './json.ts';

export function createStorageModule(session: BootSession): Record<string, unknown> {
  const { realm } = session;
  const storage = createStorage(session.machine.flash, (text) => print(session, text));
  const write = (name: unknown, data: unknown, offset?: number, size?: number): boolean => {
    if (data === undefined) throw realm.error("Can't get pointer to data to write");
    const row = isRow(data);
    const bytes = row ? bytesOf(stringifyJson(data, '')) : bytesOf(data);
    const fault = storage.write(String(name), bytes, row ? 0 : Number(offset ?? 0), row ? 0 : Number(size ?? 0));
    if (fault !== null) throw realm.error(fault);
    return true;
  };
  return natives(session, {
    read: (name: unknown, offset?: number, length?: number) =>
      storage.read(String(name), Number(offset ?? 0), Number(length ?? 0))?.toString('latin1'),
    readJSON(name: unknown, quiet?: unknown) {
      const bytes = storage.read(String(name));
      try {
        return bytes && parseJson(realm, bytes.toString('latin1'));
      } catch (error) {
        if (quiet) return undefined;
        throw error;
      }
    },
    readArrayBuffer(name: unknown) {
      const bytes = storage.read(String(name));
      return bytes && realm.arrayBuffer(bytes);
    },
    write,
    writeJSON: (name: unknown, data: unknown) => write(name, stringifyJson(data, '')),
    erase: (name: unknown) => storage.erase(String(name)),
    eraseAll: () => storage.eraseAll(),
    list: (pattern?: { test(name: string): boolean }) =>
      realm.value(storage.list().filter((name) => !pattern || pattern.test(name))),
    compact: () => storage.compact(),
    getFree: () => storage.stats().freeBytes,
    getStats: () => realm.value(storage.stats()),
  });
}

function isRow(data: unknown): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    !Array.isArray(data) &&
    !ArrayBuffer.isView(data) &&
    !isArrayBuffer(data)
  );
}

/** Seen on the real firmware; the last area lies inside Storage. */
const FREE_AREAS = [
  { addr: 57344, length: 8192 },
  { addr: RAW_START, length: RAW_LENGTH },
  { addr: 3538944, length: 655360 },
];
const FLASH_SIZE = 0x400000;

export function createFlashModule(session: BootSession, onRead: () => void): Record<string, unknown> {
  const { realm, machine } = session;
  const { flash } = machine;
  const inside = (address: number): boolean => address >= FLASH_START && address < FLASH_END;
  return natives(session, {
    getFree: () => realm.value(FREE_AREAS),
    getPage(address: number) {
      if (address < 0 || address >= FLASH_SIZE) return undefined;
      return realm.value({ addr: address - (address % PAGE_BYTES), length: PAGE_BYTES });
    },
    erasePage(address: unknown) {
      if (typeof address !== 'number') throw realm.error(`Address should be an integer, got ${typeof address}`);
      if (inside(address)) flash.erase(address);
    },
    read(length: number, address: number) {
      if (!(length > 0)) return undefined;
      onRead();
      return realm.uint8Array(inside(address) ? flash.read(address, length) : Buffer.alloc(length, 0xff));
    },
    write(data: unknown, address: number) {
      if (data === undefined) throw realm.error('Data is not defined');
      const bytes = bytesOf(data);
      if (inside(address) && bytes.length > 0) flash.write(address, bytes);
    },
  });
}
