// The simulator's flash image as the firmware's ports see it on a board, with power that fails where a test wants it.

import type { Files, FlashArea } from '../../firmware/platform/ports.ts';
import { storageIsSound } from '../../tools/sim/flash/files.ts';
import { type FlashImage, openFlash, PAGE_BYTES, RAW_START } from '../../tools/sim/flash/image.ts';
import { createStorage } from '../../tools/sim/flash/storage.ts';
import { createRandom } from '../../tools/sim/random.ts';

export class PowerCut extends Error {}

export interface Board {
  flash: FlashImage;
  onErase(listener: (address: number) => void): void;
  raw(pages: number): FlashArea;
  files: Files;
  /** Bytes that it programs or erases. */
  bytesOf(act: () => unknown): number;
  /** The power fails at that byte; what runs then is ended, also where it catches. */
  cutAt(byte: number, act: () => unknown): void;
  /** Espruino's check at power-on. */
  isSound(): boolean;
  /** What stands now is what `restore` brings back. */
  keep(): void;
  restore(): void;
}

/** Remembers the pages that change, so that a restore costs only these. */
function watched(flash: FlashImage): { flash: FlashImage; keep(): void; restore(): void } {
  let kept = new Map<number, Buffer>();
  const note = (address: number): void => {
    const page = address - (address % PAGE_BYTES);
    if (!kept.has(page)) kept.set(page, flash.read(page, PAGE_BYTES));
  };
  const noteAll = (address: number, length: number): void => {
    for (let at = address - (address % PAGE_BYTES); at < address + length; at += PAGE_BYTES) note(at);
  };
  return {
    flash: {
      ...flash,
      write(address, data) {
        noteAll(address, data.length);
        flash.write(address, data);
      },
      erase(address) {
        note(address);
        flash.erase(address);
      },
    },
    keep() {
      kept = new Map();
    },
    restore() {
      for (const [page, bytes] of kept) {
        flash.erase(page);
        flash.write(page, bytes);
      }
      kept = new Map();
    },
  };
}

export function boardWith(seed = 1): Board {
  const { flash, keep, restore } = watched(openFlash(null, createRandom(seed)));
  const storage = createStorage(flash, () => undefined);
  let isOff = false;
  const powered = <T>(act: () => T): T => {
    if (isOff) throw new PowerCut('no power');
    return act();
  };
  let told: (address: number) => void = () => undefined;
  const erase = flash.erase;
  flash.erase = (address) => {
    told(address);
    erase(address);
  };
  const board: Board = {
    flash,
    onErase(listener) {
      told = listener;
    },
    raw: (pages) => ({
      pageSize: PAGE_BYTES,
      pages,
      read: (offset, size) => powered(() => flash.read(RAW_START + offset, size).toString('latin1')),
      write: (offset, bytes) => powered(() => flash.write(RAW_START + offset, Buffer.from(bytes, 'latin1'))),
      erase: (page) => powered(() => flash.erase(RAW_START + page * PAGE_BYTES)),
    }),
    files: {
      read: (name, offset, size) => powered(() => storage.read(name, offset, size)?.toString('latin1')),
      write(name, bytes, offset, size) {
        const fault = powered(() => storage.write(name, Buffer.from(bytes, 'latin1'), offset, size));
        if (fault !== null) throw new Error(fault);
      },
      erase: (name) => powered(() => storage.erase(name)),
      freeBytes: () => powered(() => storage.stats().freeBytes),
      compact: () => powered(() => storage.compact()),
    },
    bytesOf(act) {
      flash.resetCounts();
      act();
      return flash.counts().bytes;
    },
    cutAt(byte, act) {
      flash.armCut(byte, () => {
        isOff = true;
        throw new PowerCut('cut');
      });
      try {
        act();
      } finally {
        const wasOff = isOff;
        isOff = false;
        flash.armCut(0, () => {
          throw new PowerCut('disarmed');
        });
        // biome-ignore lint/correctness/noUnsafeFinally: the firmware may have caught the cut; the power was gone all the same
        if (wasOff) throw new PowerCut('no power');
      }
    },
    isSound: () => storageIsSound(flash),
    keep,
    restore,
  };
  return board;
}
