// What a board with slots has in Storage: the loader, the line that starts the bundle, and the two slots.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, fault } from '../../firmware/lib/result.ts';
import { FIRMWARE_MAX, SLOTS } from '../../firmware/storage/slots.ts';
import { align, HEADER_BYTES } from '../sim/flash/files.ts';
import { asInstalled, slotFile } from './layout.ts';

/** Of the build: loader.js, start.js and firmware.bin. */
export interface SlotBuild {
  loader: Uint8Array;
  start: Uint8Array;
  firmware: Uint8Array;
}

/** A build `--without update` has none of them. */
export function hasSlots(folder: string): boolean {
  return existsSync(join(folder, 'firmware.bin'));
}

/** `read` gives a file of the build. */
export function readSlotFiles(read: (name: string) => Buffer): SlotBuild {
  return { loader: read('loader.js'), start: read('start.js'), firmware: read('firmware.bin') };
}

export function roomFault({ firmware }: SlotBuild): Fault | undefined {
  const over = firmware.length - FIRMWARE_MAX;
  return over > 0
    ? fault(
        'too_large',
        `the firmware is ${over} bytes too large for a slot of ${FIRMWARE_MAX}; build it --without something`,
      )
    : undefined;
}

/** In their order, from that address of flash on. */
export function slotFiles(build: SlotBuild, address: number): Map<string, Buffer> | Fault {
  const tooLarge = roomFault(build);
  if (tooLarge) return tooLarge;
  const files = new Map<string, Buffer>();
  let at = address;
  const put = (name: string, dataOf: (address: number) => Uint8Array): void => {
    const bytes = Buffer.from(dataOf(at + HEADER_BYTES));
    files.set(name, bytes);
    at = align(at + HEADER_BYTES + bytes.length);
  };
  put('.boot0', () => build.loader);
  put('.bootcde', () => build.start);
  put(SLOTS[0] as string, (data) => slotFile(data, asInstalled(build.firmware, 1)));
  put(SLOTS[1] as string, (data) => slotFile(data));
  return files;
}
