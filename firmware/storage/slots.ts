// Two slots, files of one size in Storage: the firmware that runs stands in one, the next one is written into the other.
//
//   file wifiprov.a or wifiprov.b
//   +--------------+-----------------------+-------+------------+--------+------+---------+
//   | up to a page | 0x1e, head (JSON), \n | flags | boot guard | bundle | page | unused  |
//   +--------------+-----------------------+-------+------------+--------+------+---------+
//   ^ file begins  ^ slot begins, at the   ^ +512  ^ +1024
//                    start of a flash page
//
// A slot begins at a page of flash, so that its pages can be erased; where that is in the file depends on where the file
// lies. Flags are bytes that are 0xff until one bit of them is cleared: a write that is done or not done. Pure.

import type { Files } from '../platform/ports.ts';

export const SLOTS = ['wifiprov.a', 'wifiprov.b'];
export const SLOT_PAGE_BYTES = 4096;
/** Of each file, for good once a board was flashed. A firmware with all doors takes 43 pages. */
export const SLOT_BYTES = 56 * SLOT_PAGE_BYTES;
/** The page in which the file begins may belong to its neighbour too. */
export const FIRMWARE_MAX = SLOT_BYTES - SLOT_PAGE_BYTES;
export const FLAGS_AT = 512;
export const BODY_AT = 1024;
/** Of the head's line, with its ends. */
export const HEAD_MAX = FLAGS_AT;

/** Flags, by their places behind FLAGS_AT. The firmware is whole and checked: this bit makes it the next one to run. */
export const WHOLE = 0;
/** It has been started for the first time, and for the second. */
const TRIED = 1;
const TRIES = 2;
/** It has kept its doors open. */
export const GOOD = 3;
/** It has not: it is never started again. */
export const BAD = 4;
/** Eight hex digits: of two whole firmwares the one with the higher number is newer. */
export const ORDER = 8;
const ORDER_DIGITS = 8;
const FLAGS = ORDER + ORDER_DIGITS;
/** One flag for each page that has been written. */
export const PAGES = 64;

export const SET = '\xfe';
const BLANK = '\xff';

/** What a firmware says of itself. */
export interface SlotHead {
  /** The form of this head. */
  wifiprov: number;
  product: string;
  version: string;
  /** The least release that it runs on. */
  espruino: string;
  /** All of it, from the head on; the CRC-32 of what stands behind the flags. */
  size: number;
  crc: number;
  /** Offset and length of the bundle, and of the page. The boot guard stands between the flags and the bundle. */
  code: [number, number];
  page: [number, number];
}

export interface Slot {
  name: string;
  /** Where in the file it begins. */
  at: number;
  head: SlotHead;
  flags: string;
  order: number;
}

/** Made of parts: the code of a firmware, which may lie anywhere in the file, must not contain it. */
export function headBegin(): string {
  return `${String.fromCharCode(30)}{"wifiprov"`;
}

export function headText(head: string): string {
  return `${String.fromCharCode(30)}${head}\n`;
}

export function has(slot: Slot, flag: number): boolean {
  return slot.flags.charAt(flag) !== BLANK;
}

/** Whatever else stands in the file is no firmware. */
/* @shared */
export function readSlot(read: Files['read'], name: string): Slot | undefined {
  const begin = headBegin();
  const at = (read(name, 0, SLOT_PAGE_BYTES + begin.length) || '').indexOf(begin);
  // Espruino also finds a beginning of it at the very end.
  if (at < 0 || at >= SLOT_PAGE_BYTES) return undefined;
  const line = read(name, at + 1, HEAD_MAX) as string;
  const flags = read(name, at + FLAGS_AT, FLAGS) as string;
  try {
    const head = JSON.parse(line.slice(0, line.indexOf('\n'))) as SlotHead;
    return { name, at, head, flags, order: parseInt(flags.substr(ORDER, ORDER_DIGITS), 16) || 0 };
  } catch {
    // Torn off by a power cut.
    return undefined;
  }
}

export function orderText(order: number): string {
  return (order + 0x100000000).toString(16).slice(-ORDER_DIGITS);
}

export interface Choice {
  slot: Slot;
  /** A flag that must be set before it is started, and whose. */
  flag: number;
  flagged: Slot;
  /** It has still to prove itself. */
  isTrial: boolean;
  /** Was newer, and has been left for this one, now or before. */
  left: Slot | undefined;
}

/** The newer one comes first. */
function inOrder(slots: (Slot | undefined)[]): Slot[] {
  const whole = slots.filter((slot) => slot && has(slot, WHOLE)) as Slot[];
  return whole.length > 1 && (whole[1] as Slot).order > (whole[0] as Slot).order
    ? [whole[1] as Slot, whole[0] as Slot]
    : whole;
}

/** Which firmware is started. `flag` is -1 where none must be set. */
export function chooseSlot(slots: (Slot | undefined)[]): Choice | undefined {
  const whole = inOrder(slots);
  const newest = whole[0];
  const older = whole[1];
  if (!newest) return undefined;
  const isKept = !older || has(older, BAD) || (has(newest, GOOD) && !has(newest, BAD));
  const choice = { slot: newest, flag: -1, flagged: newest, isTrial: false, left: undefined };
  if (isKept) return choice;
  const old = Object.assign(choice, { slot: older, left: newest }) as Choice;
  if (has(newest, BAD)) return old;
  if (has(newest, TRIES)) return Object.assign(old, { flag: BAD });
  return { slot: newest, flag: has(newest, TRIED) ? TRIES : TRIED, flagged: newest, isTrial: true, left: undefined };
}
