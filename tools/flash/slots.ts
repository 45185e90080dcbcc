// The firmware into a slot of the board: the one that does not run. The last bit makes it the next to be started, as in an
// update over the network (firmware/docs/update.md).

import {
  BODY_AT,
  chooseSlot,
  FLAGS_AT,
  GOOD,
  headBegin,
  ORDER,
  orderText,
  SLOT_BYTES,
  SLOT_PAGE_BYTES,
  SLOTS,
  type Slot,
  type SlotHead,
  WHOLE,
} from '../../firmware/storage/slots.ts';
import { deviceError } from '../client/errors.ts';
import { HEADER_BYTES } from '../sim/flash/files.ts';
import { crc32 } from '../sim/node/bytes.ts';
import { headOf, SET, slotOffset, slotRoom } from '../slots/layout.ts';
import type { Head } from './atomic-swap.ts';
import type { FirmwareFile } from './firmware.ts';
import type { InstallTarget } from './plan.ts';
import type { Repl } from './repl.ts';
import { headsOf } from './storage-scan.ts';

const STORAGE = 'require("Storage")';
const PIECE_BYTES = 1024;
const PAGE_TRIES = 3;
const MOST_FLAGS = 5;
const CHECK_MS = 30_000;

type Told = [at: number, head: string, flags: number[], order: number];

/** What stands in the file, as firmware/storage/slots.ts reads it. */
function lookScript(name: string): string {
  const begin = JSON.stringify(headBegin().slice(1));
  return [
    `(function(s,n){var b=String.fromCharCode(30)+${begin},a=(s.read(n,0,${SLOT_PAGE_BYTES}+b.length)||"").indexOf(b);`,
    `return a<0||a>=${SLOT_PAGE_BYTES}?0:[a,s.read(n,a+1,${FLAGS_AT}).split("\\n")[0],`,
    `s.read(n,a+${FLAGS_AT},${MOST_FLAGS}).split("").map(function(c){return c.charCodeAt(0)}),`,
    `parseInt(s.read(n,a+${FLAGS_AT + ORDER},8),16)||0]})(${STORAGE},${JSON.stringify(name)})`,
  ].join('');
}

function slotIn(name: string, [at, head, flags, order]: Told): Slot | undefined {
  try {
    return { name, at, head: JSON.parse(head) as SlotHead, flags: String.fromCharCode(...flags), order };
  } catch {
    return undefined;
  }
}

async function slotOf(repl: Repl, name: string): Promise<Slot | undefined> {
  const told = (await repl.ask(lookScript(name))) as Told | 0;
  return told ? slotIn(name, told) : undefined;
}

export interface SlotPlan {
  /** Where it goes. */
  name: string;
  order: number;
  /** Files that are missing: blank ones of that size. */
  missing: FirmwareFile[];
  /** The firmware that the loader would start is this one. */
  isThere: boolean;
}

function isSlot(head: Head): boolean {
  return SLOTS.includes(head.name) && head.size === SLOT_BYTES;
}

export async function planSlots({ repl, board }: InstallTarget, firmware: Uint8Array): Promise<SlotPlan> {
  const heads = (await headsOf(repl, board)).filter(isSlot).map(({ name }) => name);
  const slots: (Slot | undefined)[] = [];
  for (const name of SLOTS) slots.push(heads.includes(name) ? await slotOf(repl, name) : undefined);
  const chosen = chooseSlot(slots);
  const missing = SLOTS.filter((name) => !heads.includes(name));
  const name = chosen?.slot.name === SLOTS[0] ? SLOTS[1] : SLOTS[0];
  return {
    name: name as string,
    order: Math.max(0, ...slots.map((slot) => slot?.order ?? 0)) + 1,
    missing: missing.map((one) => ({ name: one, bytes: Buffer.alloc(SLOT_BYTES, 0xff) })),
    isThere: chosen !== undefined && JSON.stringify(chosen.slot.head) === headOf(firmware),
  };
}

async function make(repl: Repl, name: string): Promise<void> {
  // One of another size is of no use, and Storage knows only one file of a name.
  await repl.ask(
    `(s=>(s.erase(${JSON.stringify(name)}),s.write(${JSON.stringify(name)},"\\xff",0,${SLOT_BYTES}),1))(${STORAGE})`,
  );
}

async function dataAddress(target: InstallTarget, name: string): Promise<number> {
  const head = (await headsOf(target.repl, target.board)).find((one) => one.name === name && isSlot(one));
  if (!head) throw deviceError('refused', 'storage', `Storage does not take ${name}`);
  return head.address + HEADER_BYTES;
}

const sumScript = (name: string, at: number, length: number): string =>
  `E.CRC32(${STORAGE}.read(${JSON.stringify(name)},${at},${length})||"")`;

const writeScript = (address: number, bytes: Uint8Array): string =>
  `(require("Flash").write(atob("${Buffer.from(bytes).toString('base64')}"),${address}),1)`;

interface Place {
  name: string;
  address: number;
  /** The slot in the file. */
  at: number;
}

/** One page: what stands there already is not sent again. */
async function putPage(repl: Repl, { name, address, at }: Place, page: number, bytes: Uint8Array): Promise<void> {
  const stands = async (): Promise<boolean> =>
    (await repl.ask(sumScript(name, at + page, bytes.length))) === crc32(bytes);
  if (await stands()) return;
  const start = address + at + page;
  for (let i = 0; i < PAGE_TRIES; i++) {
    await repl.ask(`(require("Flash").erasePage(${start}),1)`);
    for (let from = 0; from < bytes.length; from += PIECE_BYTES)
      await repl.ask(writeScript(start + from, bytes.subarray(from, from + PIECE_BYTES)));
    if (await stands()) return;
  }
  throw deviceError('refused', 'storage', 'flash does not hold what is written to it');
}

/** No firmware stands there until the last bit, whatever stood there before. */
async function spoil(repl: Repl, place: Place): Promise<void> {
  const slot = await slotOf(repl, place.name);
  if (slot) await repl.ask(writeScript(place.address + slot.at, new Uint8Array(headBegin().length)));
}

async function setFlags(repl: Repl, place: Place, order: number): Promise<void> {
  const flags = place.address + place.at + FLAGS_AT;
  await repl.ask(writeScript(flags + ORDER, Buffer.from(orderText(order))));
  await repl.ask(writeScript(flags + GOOD, Uint8Array.of(SET)));
  await repl.ask(writeScript(flags + WHOLE, Uint8Array.of(SET)));
}

/** `tell` gets the bytes of each page. */
export async function putFirmware(
  target: InstallTarget,
  { name, order, missing }: SlotPlan,
  firmware: Uint8Array,
  tell: (bytes: number) => void,
): Promise<void> {
  const { repl } = target;
  for (const file of missing) await make(repl, file.name);
  const address = await dataAddress(target, name);
  if (firmware.length > slotRoom(address))
    throw deviceError(
      'refused',
      'no_space',
      `the firmware has ${firmware.length} bytes, its slot ${slotRoom(address)}`,
    );
  const place = { name, address, at: slotOffset(address) };
  await spoil(repl, place);
  // The page with the head comes last.
  const pages = Array.from({ length: Math.ceil(firmware.length / SLOT_PAGE_BYTES) }, (_, i) => i * SLOT_PAGE_BYTES);
  for (const page of [...pages.slice(1), 0]) {
    const bytes = firmware.subarray(page, page + SLOT_PAGE_BYTES);
    await putPage(repl, place, page, bytes);
    tell(bytes.length);
  }
  const body = await repl.ask(sumScript(name, place.at + BODY_AT, firmware.length - BODY_AT), CHECK_MS);
  if (body !== crc32(firmware.subarray(BODY_AT)))
    throw deviceError('refused', 'storage', 'flash does not hold the firmware');
  await setFlags(repl, place, order);
}
