// A board with slots on the simulator's flash, and updates of it by the firmware's own functions: no device, no network.

import { randomFillSync } from 'node:crypto';
import { isFault } from '../../firmware/lib/result.ts';
import type { SlotFlash } from '../../firmware/platform/ports.ts';
import { addressOf } from '../../firmware/storage/slot-flash.ts';
import {
  BODY_AT,
  type Choice,
  chooseSlot,
  FLAGS_AT,
  GOOD,
  readSlot,
  SET,
  SLOTS,
  type Slot,
} from '../../firmware/storage/slots.ts';
import { begin, PIECE_MAX, put, swap, type Update, type UpdateWorld } from '../../firmware/update/update.ts';
import { firmwareFile } from '../../tools/build/firmware-file.mjs';
import { installSlots } from '../../tools/sim/firmware-install.ts';
import { STORAGE_END, STORAGE_START } from '../../tools/sim/flash/image.ts';
import { headOf } from '../../tools/slots/layout.ts';
import { crc32 } from '../fakes/flash.ts';
import { type Board, boardWith } from '../storage/image-board.ts';

const CODE_BYTES = 134_000;
const PAGE_BYTES = 21_000;

interface Wanted {
  version?: string;
  product?: string;
  espruino?: string;
  codeBytes?: number;
}

/** With a bundle of its own. */
export function made({
  version = '1.0.0',
  product = 'wifiprov',
  espruino = '2v27',
  codeBytes = CODE_BYTES,
}: Wanted = {}): Buffer {
  const random = (bytes: number): Buffer => randomFillSync(Buffer.alloc(bytes));
  const parts = { guard: random(4_000), code: random(codeBytes), page: random(PAGE_BYTES) };
  return firmwareFile({ ...parts, espruino, product, version });
}

export interface SlotBoard {
  board: Board;
  flash: SlotFlash;
  /** What the loader would do at a start, and does. */
  start(): Choice;
  /** Of the firmware that would be started. */
  version(): string;
  world(): UpdateWorld;
  /** The flag that a firmware sets once it has been up for a minute. */
  prove(): void;
  /** The firmware that would be started stands there whole. */
  isWhole(firmware: Uint8Array): boolean;
}

export function slotBoard(firmware: Uint8Array): SlotBoard {
  const board = boardWith();
  installSlots(board.flash, { loader: Buffer.from('loader'), start: Buffer.from('start'), firmware });
  const flash: SlotFlash = {
    start: STORAGE_START,
    end: STORAGE_END,
    read: (address, length) => board.flash.read(address, length).toString('latin1'),
    write: (address, bytes) => board.flash.write(address, Buffer.from(bytes, 'latin1')),
    erase: (address) => board.flash.erase(address),
  };
  const choose = (): Choice => {
    const choice = chooseSlot(SLOTS.map((name) => readSlot(board.files.read, name)));
    if (!choice) throw new Error('no firmware is left');
    return choice;
  };
  const setFlag = (name: string, at: number, flag: number): void =>
    flash.write(addressOf(flash, name) + at + FLAGS_AT + flag, SET);
  /** Since the last start. */
  let runs: Slot | undefined;
  return {
    board,
    flash,
    version: () => choose().slot.head.version,
    start() {
      const choice = choose();
      if (choice.flag >= 0) setFlag(choice.flagged.name, choice.flagged.at, choice.flag);
      runs = choice.slot;
      return choice;
    },
    world: () => ({ flash, read: board.files.read, crc32, espruino: '2v27', runs: choose().slot.name, isTrial: false }),
    prove() {
      const { name, at } = runs ?? choose().slot;
      setFlag(name, at, GOOD);
    },
    isWhole(wanted) {
      const { name, at, head } = choose().slot;
      const stands = board.files.read(name, at + BODY_AT, head.size - BODY_AT);
      return stands === Buffer.from(wanted.subarray(BODY_AT)).toString('latin1');
    },
  };
}

export const headerOf = (firmware: Uint8Array): string => headOf(firmware) as string;

export function begun(world: UpdateWorld, firmware: Uint8Array, known?: Update): Update {
  const update = begin(world, headerOf(firmware), known);
  if (!update || isFault(update)) throw new Error(`not begun: ${JSON.stringify(update)}`);
  return update;
}

export function pieceAt(firmware: Uint8Array, at: number): string {
  return Buffer.from(firmware.subarray(at, at + PIECE_MAX)).toString('latin1');
}

function fine(fault: object | undefined): void {
  if (fault) throw new Error(JSON.stringify(fault));
}

/** One request of an update, from what is known before it to what is known after it. */
type Step = (world: UpdateWorld, known: Update | undefined) => Update;

function stepAfter(firmware: Uint8Array, known: Update | undefined): Step {
  if (!known) return (world) => begun(world, firmware);
  return (world, before) => {
    const now = { ...(before as Update) };
    if (now.done === now.size) fine(swap(world, now));
    else fine(put(world, now, now.done, pieceAt(firmware, now.done)));
    return now;
  };
}

/** Each step is given to `act`, which carries it out. */
export function eachStep(
  firmware: Uint8Array,
  act: (step: Step, known: Update | undefined, isLast: boolean) => Update,
): number {
  let known: Update | undefined;
  for (let steps = 1; ; steps++) {
    const isLast = known !== undefined && known.done === known.size;
    known = act(stepAfter(firmware, known), known, isLast);
    if (isLast) return steps;
  }
}

export function update(slots: SlotBoard, firmware: Uint8Array): void {
  const world = slots.world();
  eachStep(firmware, (step, known) => step(world, known));
}
