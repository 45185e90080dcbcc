// Where a slot's file stands in flash: Storage writes by name, but only flash can erase a page.

import type { SlotFlash } from '../platform/ports.ts';
import { SLOT_PAGE_BYTES } from './slots.ts';

/** In front of each file: its size (three bytes, the lowest first), flags, its name filled up with NUL. */
const FILE_HEAD_BYTES = 32;
const NAME_AT = 4;
const BLANK_SIZE = 0xffffff;

/** Is there a file of that name whose data begins there? */
export function isFileAt(flash: SlotFlash, address: number, name: string): boolean {
  return flash.read(address - FILE_HEAD_BYTES + NAME_AT, name.length + 1) === `${name}\0`;
}

function sizeAt(flash: SlotFlash, at: number): number {
  if (at + FILE_HEAD_BYTES > flash.end) return -1;
  const head = flash.read(at, NAME_AT);
  const size = head.charCodeAt(0) | (head.charCodeAt(1) << 8) | (head.charCodeAt(2) << 16);
  const isNone =
    size === BLANK_SIZE || (size === 0 && head.charCodeAt(3) === 0) || at + FILE_HEAD_BYTES + size > flash.end;
  return isNone ? -1 : size;
}

/** Of the file's data; 0: it is not found. As Espruino walks: where no file begins, one does at the next page, or none. */
/* @shared */
export function addressOf(flash: SlotFlash, name: string): number {
  let at = flash.start;
  let isGap = false;
  while (at < flash.end) {
    const size = sizeAt(flash, at);
    if (size < 0) {
      if (isGap) return 0;
      at += SLOT_PAGE_BYTES - (at % SLOT_PAGE_BYTES);
    } else {
      if (isFileAt(flash, at + FILE_HEAD_BYTES, name)) return at + FILE_HEAD_BYTES;
      at += FILE_HEAD_BYTES + ((size + 3) & ~3);
    }
    isGap = size < 0;
  }
  return 0;
}

/** The first border of a page at that address or behind it: a slot begins there. */
export function pageBorder(address: number): number {
  return address + ((SLOT_PAGE_BYTES - (address % SLOT_PAGE_BYTES)) % SLOT_PAGE_BYTES);
}
