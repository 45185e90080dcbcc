// A new firmware, piece by piece, into the slot that does not run; its last bit makes it the next to be started.
//
//   begin: the old head is spoiled, the first page erased, the new head written
//   put:   a page is erased when its first byte comes; each piece is read back
//   swap:  CRC-32 of all of it, its order, then the flag WHOLE: that one bit
//
// Until then the slot holds no firmware, and the one that runs is the only one.

import { type Fault, fault, fieldFault } from '../lib/result.ts';
import type { Files, SlotFlash } from '../platform/ports.ts';
import { addressOf, isFileAt, pageBorder } from '../storage/slot-flash.ts';
import {
  BODY_AT,
  FLAGS_AT,
  has,
  headBegin,
  headText,
  ORDER,
  orderText,
  PAGES,
  readSlot,
  SET,
  SLOT_PAGE_BYTES,
  SLOTS,
  type Slot,
  WHOLE,
} from '../storage/slots.ts';
import { headFault, readHead } from './head.ts';

/** Of a piece: its request fits into the 2048 bytes of a sealed one. A multiple of four, as flash likes it. */
export const PIECE_MAX = 700;

/** What is remembered from one piece to the next. */
export interface Update {
  name: string;
  /** Of the file's data in flash; the slot's first byte in the file. */
  address: number;
  at: number;
  size: number;
  /** So much stands in flash. */
  done: number;
}

export interface UpdateWorld {
  flash: SlotFlash;
  read: Files['read'];
  crc32(bytes: string): number;
  espruino: string;
  /** The file that runs; '' on a board without slots. */
  runs: string;
  /** It has still to prove itself, so it must not be alone. */
  isTrial: boolean;
}

const NO_SLOTS = 'this device was flashed without room for updates; connect it and run `wifiprov flash` once';
const ON_TRIAL = 'this firmware is new and has still to prove itself; try again in a minute';
const MOVED = 'Storage was rearranged meanwhile; begin the update again';
const NOT_WRITTEN = 'flash does not hold what was written to it';
const WRONG_CRC = 'what has come is not the firmware that the header tells of (CRC-32); send it again';

function sizeFault(update: Update): Fault {
  return fault('invalid_request', `${update.done} of ${update.size} bytes have come`);
}

/** Of whole pages. */
function roomIn(world: UpdateWorld, name: string, address: number): number {
  const bytes = address + (world.read(name) as string).length - pageBorder(address);
  return bytes - (bytes % SLOT_PAGE_BYTES);
}

function standsAt(world: UpdateWorld, name: string, at: number, bytes: string): boolean {
  return world.read(name, at, bytes.length) === bytes;
}

/** Whatever looks like a head in the file is none any more; it may stand where the file lay before a compaction. */
function spoil(world: UpdateWorld, name: string, address: number): void {
  const begin = headBegin();
  for (let at = 0; at >= 0 && at < SLOT_PAGE_BYTES; ) {
    at = (world.read(name, 0, SLOT_PAGE_BYTES + begin.length) as string).indexOf(begin);
    if (at >= 0) world.flash.write(address + at, '\0'.repeat(begin.length));
  }
}

/** How far an update with this head has come, by the flags of its pages; 0: there is none. */
function doneBefore(world: UpdateWorld, slot: Slot | undefined, at: number, text: string, size: number): number {
  if (!slot || slot.at !== at || has(slot, WHOLE) || !standsAt(world, slot.name, at, text)) return 0;
  const flags = world.read(slot.name, at + FLAGS_AT + PAGES, BODY_AT - FLAGS_AT - PAGES) as string;
  const pages = flags.indexOf('\xff');
  return Math.min(size, (pages < 0 ? flags.length : pages) * SLOT_PAGE_BYTES);
}

function start(world: UpdateWorld, update: Update, text: string): Fault | undefined {
  spoil(world, update.name, update.address);
  world.flash.erase(update.address + update.at);
  world.flash.write(update.address + update.at, text);
  update.done = BODY_AT;
  return standsAt(world, update.name, update.at, text) ? undefined : fault('storage_failed', NOT_WRITTEN);
}

/** `known`: the update under way, if any. Begins it, or takes it up where it was left. null: this firmware runs already. */
export function begin(world: UpdateWorld, header: unknown, known: Update | undefined): Update | Fault | null {
  if (!world.runs) return fault('not_supported', NO_SLOTS);
  const name = SLOTS[world.runs === SLOTS[0] ? 1 : 0] as string;
  const address = addressOf(world.flash, name);
  if (!address) return fault('not_supported', NO_SLOTS);
  const head = readHead(header);
  const wrong = headFault(head, world.espruino, roomIn(world, name, address));
  if (wrong || !head) return wrong as Fault;
  const text = headText(header as string);
  const own = readSlot(world.read, world.runs);
  if (own && standsAt(world, own.name, own.at, text)) return null;
  if (world.isTrial) return fault('busy', ON_TRIAL);
  const at = pageBorder(address) - address;
  const before = doneBefore(world, readSlot(world.read, name), at, text, head.size);
  if (before && known && known.address === address && known.at === at && known.size === head.size) return known;
  const update: Update = { name, address, at, size: head.size, done: before };
  return (before ? undefined : start(world, update, text)) || update;
}

/** Those that are full, and the last one. */
function markPages(world: UpdateWorld, update: Update, from: number): void {
  const end = update.done === update.size ? update.done + SLOT_PAGE_BYTES - 1 : update.done;
  const flags = update.address + update.at + FLAGS_AT + PAGES;
  for (let page = Math.floor(from / SLOT_PAGE_BYTES); page < Math.floor(end / SLOT_PAGE_BYTES); page++)
    world.flash.write(flags + page, SET);
}

/** The next bytes. Those of another place are not taken: the answer says which are wanted. */
export function put(world: UpdateWorld, update: Update, at: unknown, bytes: string): Fault | undefined {
  if (at !== update.done) return undefined;
  const end = update.done + bytes.length;
  if (!bytes || bytes.length > PIECE_MAX || end > update.size)
    return fieldFault('invalid_value', 'data', `data must be 1..${PIECE_MAX} bytes in base64, none behind the end`);
  // A compaction from elsewhere may have moved the file: what lies there now must not be erased.
  if (!isFileAt(world.flash, update.address, update.name)) return fault('storage_failed', MOVED);
  const from = update.done;
  const slot = update.address + update.at;
  for (let page = pageBorder(from); page < end; page += SLOT_PAGE_BYTES) world.flash.erase(slot + page);
  world.flash.write(slot + from, bytes);
  if (!standsAt(world, update.name, update.at + from, bytes)) return fault('storage_failed', NOT_WRITTEN);
  update.done = end;
  markPages(world, update, from);
  return undefined;
}

/** The new firmware is the next to be started, or nothing has changed. */
export function swap(world: UpdateWorld, update: Update): Fault | undefined {
  if (update.done !== update.size) return sizeFault(update);
  if (!isFileAt(world.flash, update.address, update.name)) return fault('storage_failed', MOVED);
  const slot = readSlot(world.read, update.name);
  const own = readSlot(world.read, world.runs);
  if (!slot || slot.at !== update.at || !own) return fault('storage_failed', MOVED);
  const body = world.read(update.name, update.at + BODY_AT, update.size - BODY_AT) as string;
  if (world.crc32(body) !== slot.head.crc) {
    // So the next one begins anew.
    spoil(world, update.name, update.address);
    return fieldFault('invalid_value', 'crc', WRONG_CRC);
  }
  const flags = update.address + update.at + FLAGS_AT;
  const order = orderText(own.order + 1);
  world.flash.write(flags + ORDER, order);
  if (!standsAt(world, update.name, update.at + FLAGS_AT + ORDER, order)) return fault('storage_failed', NOT_WRITTEN);
  world.flash.write(flags + WHOLE, SET);
  return undefined;
}
