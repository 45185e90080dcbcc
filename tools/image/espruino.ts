// Espruino's own firmware for the ESP32, as its download has it: which files, where they go, whether they are the right ones.

import { type Fault, fieldFault } from '../../firmware/lib/result.ts';
import { isTooOld, tooOldSentence } from '../../firmware/runtime/boot/least.ts';
import { RAW_LENGTH, RAW_START, STORAGE_START } from '../sim/flash/image.ts';
import { STORAGE_BYTES } from './storage.ts';

/** One file and where it is written. */
export interface Part {
  name: string;
  offset: number;
  bytes: Buffer;
}

const FIELD = 'espruino';
const BOOTLOADER = 'bootloader.bin';
const PARTITIONS = 'partitions_espruino.bin';
/** Its name in the folder of the download. */
export const APP = 'espruino_esp32.bin';
const IMAGE_MAGIC = 0xe9;
/** Place of the chip's number in the header of a program, and the ESP32's. */
const CHIP_AT = 12;
const ESP32 = 0;
const ROW_MAGIC = 0x50aa;
const ROW_BYTES = 32;
const DATA = 1;
const APP_START = 0x10000;
/** The partition `factory`. */
const APP_MAX = 0x180000;

const wrong = (message: string): Fault => fieldFault('invalid_value', FIELD, message);

function programFault(name: string, bytes: Buffer): Fault | undefined {
  if (bytes[0] !== IMAGE_MAGIC) return wrong(`${name} is not an ESP32 program`);
  if (bytes.readUInt16LE(CHIP_AT) !== ESP32) return wrong(`${name} is for another chip, not for the ESP32`);
  return undefined;
}

/** What the program prints at its start; a build that says it otherwise is left to the boot guard. */
const BANNER = /(\d+v\d+(?:\.\d+)?) \(c\) \d{4} G\.Williams/;

function releaseFault(bytes: Buffer): Fault | undefined {
  const version = BANNER.exec(bytes.toString('latin1'))?.[1];
  return version && isTooOld(version) ? wrong(tooOldSentence(version)) : undefined;
}

function has(table: Buffer, offset: number, size: number): boolean {
  for (let at = 0; at + ROW_BYTES <= table.length && table.readUInt16LE(at) === ROW_MAGIC; at += ROW_BYTES)
    if (table[at + 2] === DATA && table.readUInt32LE(at + 4) === offset) return table.readUInt32LE(at + 8) === size;
  return false;
}

function tableFault(name: string, bytes: Buffer): Fault | undefined {
  if (bytes.length < ROW_BYTES || bytes.readUInt16LE(0) !== ROW_MAGIC) return wrong(`${name} is not a partition table`);
  if (has(bytes, RAW_START, RAW_LENGTH) && has(bytes, STORAGE_START, STORAGE_BYTES)) return undefined;
  return wrong(`${name} lacks the 64 KiB at 0x310000 or the 896 KiB of Storage at 0x320000 of an ESP32 with 4 MB`);
}

/** The loader and the table lie beside the program `app`; `read` throws when one is not there. */
export function espruinoParts(app: string, read: (name: string) => Buffer): Part[] | Fault {
  const rows: [string, number, (name: string, bytes: Buffer) => Fault | undefined][] = [
    [BOOTLOADER, 0x1000, programFault],
    [PARTITIONS, 0x8000, tableFault],
    [app, APP_START, (name, bytes) => programFault(name, bytes) ?? releaseFault(bytes)],
  ];
  const parts: Part[] = [];
  for (const [name, offset, faultOf] of rows) {
    const bytes = read(name);
    const fault = bytes.length > CHIP_AT + 1 ? faultOf(name, bytes) : wrong(`${name} is too short`);
    if (fault) return fault;
    if (offset === APP_START && bytes.length > APP_MAX)
      return wrong(`${name} has ${bytes.length} bytes; its partition has ${APP_MAX}`);
    parts.push({ name, offset, bytes });
  }
  return parts;
}
