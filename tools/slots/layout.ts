// A slot's file as a board has it after it was flashed: firmware/storage/slots.ts has the picture.

import { pageBorder } from '../../firmware/storage/slot-flash.ts';
import {
  FLAGS_AT,
  GOOD,
  headBegin,
  ORDER,
  orderText,
  SLOT_BYTES,
  SLOT_PAGE_BYTES,
  WHOLE,
} from '../../firmware/storage/slots.ts';

const BLANK = 0xff;
/** The byte of a flag that is set. */
export const SET = 0xfe;

/** Where in the file the slot begins, if the file's data begins at that address of flash. */
export function slotOffset(address: number): number {
  return pageBorder(address) - address;
}

/** Bytes that a firmware may have in a file whose data begins there. */
export function slotRoom(address: number): number {
  return Math.floor((SLOT_BYTES - slotOffset(address)) / SLOT_PAGE_BYTES) * SLOT_PAGE_BYTES;
}

/** With the flags of one that was written, checked and found good: nothing has to be tried. */
export function asInstalled(firmware: Uint8Array, order: number): Buffer {
  const slot = Buffer.from(firmware);
  slot[FLAGS_AT + WHOLE] = SET;
  slot[FLAGS_AT + GOOD] = SET;
  slot.write(orderText(order), FLAGS_AT + ORDER, 'latin1');
  return slot;
}

/** `slot` undefined: nothing stands in it. */
export function slotFile(address: number, slot?: Uint8Array): Buffer {
  const file = Buffer.alloc(SLOT_BYTES, BLANK);
  if (slot) file.set(slot, slotOffset(address));
  return file;
}

/** The text between the bytes that begin and end it; undefined: this is no firmware file. */
export function headOf(firmware: Uint8Array): string | undefined {
  const line = Buffer.from(firmware.subarray(0, FLAGS_AT)).toString('latin1');
  const end = line.indexOf('\n');
  return line.startsWith(headBegin()) && end > 0 ? line.slice(1, end) : undefined;
}
