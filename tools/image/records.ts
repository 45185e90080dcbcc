// The image of the raw partition at 0x310000 with a config and a setup code in it, written by the firmware's own store.

import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { type Fault, fault } from '../../firmware/lib/result.ts';
import type { FlashArea } from '../../firmware/platform/ports.ts';
import { CODE_LENGTH, codeFrom } from '../../firmware/security/code.ts';
import { makeKey, SALT_BYTES } from '../../firmware/security/key.ts';
import { storePages } from '../../firmware/storage/layout.ts';
import { CONFIG_VERSION } from '../../firmware/storage/migrate.ts';
import { save } from '../../firmware/storage/save.ts';
import { CONFIG, OTHERS, openStore, SETUP_CODE } from '../../firmware/storage/store.ts';
import { type FlashImage, openFlash, PAGE_BYTES, RAW_LENGTH, RAW_START } from '../sim/flash/image.ts';
import { crc32 } from '../sim/node/bytes.ts';
import { createRandom } from '../sim/random.ts';

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');

/** The partition as the store sees it. */
function areaOf(flash: FlashImage): FlashArea {
  return {
    pageSize: PAGE_BYTES,
    pages: RAW_LENGTH / PAGE_BYTES,
    read: (offset, length) => flash.read(RAW_START + offset, length).toString('latin1'),
    write: (offset, text) => flash.write(RAW_START + offset, bytesOf(text)),
    erase: (page) => flash.erase(RAW_START + page * PAGE_BYTES),
  };
}

/** The chip would take seconds for the key at its first start. */
function derive(key: string, message: string, iterations: number, length: number): string {
  return pbkdf2Sync(bytesOf(key), bytesOf(message), iterations, length, 'sha256').toString('latin1');
}

/** A new setup code; random bytes of the system's, as many as the chip's hash has. */
export function randomCode(): string {
  return codeFrom(randomBytes(CODE_LENGTH).toString('latin1'));
}

export interface Preload {
  /** Payload of the config's record, and of the other known networks'. */
  config?: string;
  known?: string;
  /** 12 characters. */
  code?: string;
}

/** All of the partition: the boot log is erased too, so the device begins to count its starts. */
export function recordsImage({ config, known, code }: Preload): Buffer | Fault {
  const flash = openFlash(null, createRandom(0));
  const area = areaOf(flash);
  const store = openStore(area, storePages(area), (text) => crc32(bytesOf(text)));
  const records: [number, string][] = [];
  if (code !== undefined) records.push([SETUP_CODE, code + makeKey({ derive }, code, randomSalt())]);
  if (known) records.push([OTHERS, known]);
  if (config !== undefined) records.push([CONFIG, config]);
  for (const [kind, payload] of records) {
    if (save(store, kind, CONFIG_VERSION, payload) !== 'ok')
      return fault('too_large', `the config takes ${payload.length} bytes, more than a record can hold`);
  }
  return flash.read(RAW_START, RAW_LENGTH);
}

function randomSalt(): string {
  return randomBytes(SALT_BYTES).toString('latin1');
}
