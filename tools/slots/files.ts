// What a board with slots has in Storage: the loader, the line that starts the bundle, and the two slots.

import { SLOTS } from '../../firmware/storage/slots.ts';
import { align, HEADER_BYTES } from '../sim/flash/files.ts';
import { asInstalled, slotFile } from './layout.ts';

/** Of the build: loader.js, start.js and firmware.bin. */
export interface SlotBuild {
  loader: Uint8Array;
  start: Uint8Array;
  firmware: Uint8Array;
}

/** In their order, from that address of flash on. */
export function slotFiles(build: SlotBuild, address: number): Map<string, Buffer> {
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
