// What belongs on the board, read and checked: Espruino, Bluetooth's flag, config and code, Storage.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Fault, isFault } from '../../firmware/lib/result.ts';
import { usage } from '../cli/exit.ts';
import { deviceError } from '../client/errors.ts';
import { readBytes } from '../fleet/file.ts';
import { RAW_LENGTH, RAW_START, STORAGE_START } from '../sim/flash/image.ts';
import { hasSlots, readSlotFiles, slotFiles } from '../slots/files.ts';
import { openDownload } from './download.ts';
import { espruinoParts, type Part } from './espruino.ts';
import { bluetoothOff, NVS_START } from './nvs.ts';
import { type Preload, recordsImage } from './records.ts';
import { firmwareFiles, storageImage } from './storage.ts';

export const RECORDS = 'records.bin';
export const NVS = 'nvs.bin';
export const SIMULATOR = 'simulator.bin';

/** Of the built tool (build/tools/cli.mjs), and of this file. */
const BUILDS = ['../', '../../build/'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** A fault that the firmware's checks find is a user's mistake. */
export function unfaulted<T extends object>(value: T | Fault, from = ''): T {
  if (!isFault(value)) return value;
  const { code, message, field } = value;
  throw deviceError('usage', code, `${from}${message}`, field === undefined ? {} : { field });
}

/** The folder of the built firmware. */
export function buildFolder(buildDir: string | undefined): string {
  const folder = buildDir ?? BUILDS.find((path) => existsSync(join(path, 'boot0.js')));
  if (folder === undefined) throw usage('the firmware is not built; run `npm run build` first');
  return folder;
}

function storagePart(folder: string): Part {
  const read = (name: string): Buffer => readBytes(join(folder, name));
  const files = hasSlots(folder) ? unfaulted(slotFiles(readSlotFiles(read), STORAGE_START)) : firmwareFiles(read);
  return { name: 'storage.bin', offset: STORAGE_START, bytes: unfaulted(storageImage(files)) };
}

async function espruino(path: string): Promise<Part[]> {
  const { app, read } = await openDownload(path);
  return unfaulted(espruinoParts(app, read));
}

export interface Wanted {
  preload: Preload;
  /** Of the user's: the download, its folder, or the program in it. */
  espruino?: string;
  keepBle: boolean;
  buildDir?: string;
}

/** In the order of their places. */
export async function partsOf(wanted: Wanted): Promise<Part[]> {
  const parts = [storagePart(buildFolder(wanted.buildDir))];
  const { config, code } = wanted.preload;
  if (config !== undefined || code !== undefined)
    parts.push({ name: RECORDS, offset: RAW_START, bytes: unfaulted(recordsImage(wanted.preload)) });
  if (!wanted.keepBle) parts.push({ name: NVS, offset: NVS_START, bytes: bluetoothOff() });
  if (wanted.espruino !== undefined) parts.push(...(await espruino(wanted.espruino)));
  const names = parts.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw usage(`--espruino: the image has another file called ${twice}; rename yours`);
  return parts.sort((a, b) => a.offset - b.offset);
}

/** The simulator's flash file: both partitions in one. */
export function simulatorFile(parts: readonly Part[]): Buffer {
  const bytesAt = (offset: number): Buffer | undefined => parts.find((part) => part.offset === offset)?.bytes;
  const records = bytesAt(RAW_START) ?? Buffer.alloc(RAW_LENGTH, 0xff);
  return Buffer.concat([records, bytesAt(STORAGE_START) ?? Buffer.alloc(0)]);
}
