// The device's flash from 0x310000 to 0x400000 as NOR flash: writing clears bits, erasing works by page, power can fail.

import { closeSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { type Random, randomWord } from '../random.ts';

export const FLASH_START = 0x310000;
export const FLASH_END = 0x400000;
export const RAW_START = 0x310000;
export const RAW_LENGTH = 0x10000;
export const STORAGE_START = 0x320000;
export const STORAGE_END = 0x400000;
export const PAGE_BYTES = 4096;

export interface FlashImage {
  read(address: number, length: number): Buffer;
  /** Programs bytes: bits can only be cleared. */
  write(address: number, data: Uint8Array): void;
  /** Erases the page that holds the address. */
  erase(address: number): void;
  /** Power fails at the `after`-th byte from now; 0 disarms. `onCut` must not return to the caller: it throws. */
  armCut(after: number, onCut: () => never): void;
  /** Operations and bytes programmed or erased since the counters were reset. */
  counts(): { writes: number; bytes: number };
  resetCounts(): void;
  close(): void;
}

/** `file` null: in memory. Throws when the file cannot be used; a new one is created erased. */
export function openFlash(file: string | null, random: Random): FlashImage {
  const bytes = load(file);
  const handle = file === null ? null : openSync(file, 'r+');
  let counts = { writes: 0, bytes: 0 };
  let cutAfter = 0;
  let onCut: (() => never) | null = null;

  const store = (offset: number, length: number): void => {
    if (handle !== null && length > 0) writeSync(handle, bytes, offset, length, offset);
  };

  /** Applies `next` byte by byte until the power fails; the byte in which it fails is torn. */
  function program(offset: number, length: number, next: (index: number) => number): void {
    const cut = cutAfter > 0 && cutAfter <= length;
    const whole = cut ? cutAfter - 1 : length;
    for (let i = 0; i < whole; i++) bytes[offset + i] = next(i);
    if (cut) bytes[offset + whole] = torn(bytes[offset + whole] ?? 0, next(whole), random);
    const done = cut ? cutAfter : length;
    store(offset, done);
    counts = { writes: counts.writes + 1, bytes: counts.bytes + done };
    if (cut) failPower();
    cutAfter = Math.max(0, cutAfter - length);
  }

  function failPower(): never {
    cutAfter = 0;
    if (!onCut) throw new Error('power cut without a handler');
    onCut();
    throw new Error('a power cut must not return');
  }

  return {
    read: (address, length) => Buffer.from(bytes.subarray(offsetOf(address), offsetOf(address) + Math.max(0, length))),
    write(address, data) {
      const offset = offsetOf(address);
      if (offset + data.length > bytes.length) throw new RangeError('write past the end of flash');
      program(offset, data.length, (i) => (bytes[offset + i] ?? 0) & (data[i] ?? 0));
    },
    erase(address) {
      const offset = offsetOf(address) - (offsetOf(address) % PAGE_BYTES);
      program(offset, PAGE_BYTES, () => 0xff);
    },
    armCut(after, handler) {
      cutAfter = after;
      onCut = handler;
    },
    counts: () => ({ ...counts }),
    resetCounts() {
      counts = { writes: 0, bytes: 0 };
    },
    close() {
      if (handle !== null) closeSync(handle);
    },
  };
}

/** A byte caught half way between its old and its new value: each bit that changes has or has not. */
function torn(before: number, after: number, random: Random): number {
  const mask = randomWord(random) & 0xff;
  return (before & ~mask) | (after & mask);
}

function offsetOf(address: number): number {
  if (address < FLASH_START || address >= FLASH_END) throw new RangeError(`no flash at 0x${address.toString(16)}`);
  return address - FLASH_START;
}

function load(file: string | null): Buffer {
  const size = FLASH_END - FLASH_START;
  if (file === null) return Buffer.alloc(size, 0xff);
  if (!existsSync(file)) writeFileSync(file, Buffer.alloc(size, 0xff));
  const bytes = readFileSync(file);
  if (bytes.length !== size) throw new RangeError(`flash image ${file} has ${bytes.length} bytes, expected ${size}`);
  return bytes;
}
