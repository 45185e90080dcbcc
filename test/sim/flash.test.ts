// The simulated flash: bits are only cleared, files are written in the order of the original, power fails at any byte.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { storageIsSound } from '../../tools/sim/flash/files.ts';
import {
  type FlashImage,
  openFlash,
  PAGE_BYTES,
  RAW_START,
  STORAGE_END,
  STORAGE_START,
} from '../../tools/sim/flash/image.ts';
import { createStorage } from '../../tools/sim/flash/storage.ts';
import { createRandom } from '../../tools/sim/random.ts';

const open = (file: string | null = null): FlashImage => openFlash(file, createRandom(1));
const storageOf = (flash: FlashImage) => createStorage(flash, () => {});
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

const POWER_CUT = 'the power has failed';
function failAt(flash: FlashImage, after: number): void {
  flash.armCut(after, () => {
    throw new Error(POWER_CUT);
  });
}

const folders: string[] = [];
function tempFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-flash-'));
  folders.push(folder);
  return join(folder, 'flash.bin');
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('NOR flash', () => {
  it('clears bits and never sets them', () => {
    const flash = open();
    flash.write(RAW_START, Buffer.from([0b11110000]));
    flash.write(RAW_START, Buffer.from([0b10101111]));
    expect(flash.read(RAW_START, 2)).toEqual(Buffer.from([0b10100000, 0xff]));
  });

  it('erases the whole page of an address and nothing else', () => {
    const flash = open();
    flash.write(RAW_START + PAGE_BYTES - 1, Buffer.from([0, 0]));
    flash.erase(RAW_START + 17);
    expect(flash.read(RAW_START + PAGE_BYTES - 1, 2)).toEqual(Buffer.from([0xff, 0]));
  });

  it('has every operation in the file at once, so that killing the process is like a power cut', () => {
    const file = tempFile();
    open(file).write(RAW_START + 5, Buffer.from([1, 2, 3]));
    expect(readFileSync(file).subarray(5, 8)).toEqual(Buffer.from([1, 2, 3]));
    expect(open(file).read(RAW_START + 5, 3)).toEqual(Buffer.from([1, 2, 3]));
  });

  it('refuses a file of another size', () => {
    const file = tempFile();
    writeFileSync(file, 'not a flash image');
    expect(() => open(file)).toThrow('17 bytes, expected 983040');
  });

  it('counts operations and bytes, erased ones too', () => {
    const flash = open();
    flash.write(RAW_START, bytes('abc'));
    flash.erase(RAW_START);
    expect(flash.counts()).toEqual({ writes: 2, bytes: 3 + PAGE_BYTES });
    flash.resetCounts();
    expect(flash.counts()).toEqual({ writes: 0, bytes: 0 });
  });

  it.each([1, 2, 3, 4])('fails at byte %i: what came before is written, what comes after is not', (after) => {
    const flash = open();
    failAt(flash, after);
    expect(() => flash.write(RAW_START, Buffer.alloc(4))).toThrow(POWER_CUT);
    const left = flash.read(RAW_START, 4);
    expect(left.subarray(0, after - 1).every((byte) => byte === 0)).toBe(true);
    expect(left.subarray(after).every((byte) => byte === 0xff)).toBe(true);
  });

  it('fails within an erase and leaves the rest of the page as it was', () => {
    const flash = open();
    flash.write(RAW_START, Buffer.alloc(PAGE_BYTES));
    failAt(flash, 100);
    expect(() => flash.erase(RAW_START)).toThrow(POWER_CUT);
    const page = flash.read(RAW_START, PAGE_BYTES);
    expect(page.subarray(0, 99).every((byte) => byte === 0xff)).toBe(true);
    expect(page.subarray(100).every((byte) => byte === 0)).toBe(true);
  });

  it('fails once, over several writes, and not after it was disarmed', () => {
    const flash = open();
    failAt(flash, 5);
    flash.write(RAW_START, bytes('abc'));
    expect(() => flash.write(RAW_START + 3, bytes('abc'))).toThrow(POWER_CUT);
    flash.write(RAW_START + 6, bytes('abcabcabc'));
    failAt(flash, 2);
    failAt(flash, 0);
    flash.write(RAW_START + 16, bytes('abcabcabc'));
    expect(flash.read(RAW_START + 16, 3)).toEqual(bytes('abc'));
  });
});

describe('Storage', () => {
  /** Bytes of a rewrite of "f" from old to new: old name word, new header, new data. */
  const REWRITE = { erasedName: 4, header: 4 + 32, all: 4 + 32 + 3 };

  it.each([
    ['before the first byte is whole, the old file is there or gone', 1, ['old', undefined]],
    ['after the old name is cleared, the file is gone', REWRITE.erasedName + 1, [undefined]],
    ['after the new header, the file is there with erased content', REWRITE.header + 1, ['\xff\xff\xff', '~']],
    ['at the last byte, the content is torn', REWRITE.all, ['ne~']],
    ['after the last byte, the new file is whole', REWRITE.all + 1, ['new']],
  ])('%s', (_name, after, allowed) => {
    const flash = open();
    const storage = storageOf(flash);
    storage.write('f', bytes('old'));
    failAt(flash, after);
    let cut = false;
    try {
      storage.write('f', bytes('new'));
    } catch (error) {
      cut = (error as Error).message === POWER_CUT;
    }
    expect(cut).toBe(after <= REWRITE.all);
    const read = storageOf(flash).read('f')?.toString('latin1');
    // ~ stands for a byte that was caught half way.
    const fits = (text: string | undefined): boolean =>
      text === read || (text?.endsWith('~') === true && (read ?? '').startsWith(text.slice(0, -1)));
    expect(allowed.some(fits), `read ${read}`).toBe(true);
  });

  it('is not taken for corrupt by the next boot when a header is torn, but the file on top of it is lost', () => {
    const flash = open();
    const storage = storageOf(flash);
    storage.write('fw', bytes('firmware'));
    expect(storageIsSound(flash)).toBe(true);
    failAt(flash, 2);
    expect(() => storage.write('new', bytes('x'.repeat(300)))).toThrow(POWER_CUT);
    expect(storageIsSound(flash)).toBe(true);
    storage.write('next', bytes('a'));
    expect(storage.read('next')?.toString()).not.toBe('a');
    expect(storage.read('fw')?.toString()).toBe('firmware');
  });

  it('is taken for corrupt when the walk ends at a page that is not blank', () => {
    const flash = open();
    storageOf(flash).write('fw', bytes('firmware'));
    flash.write(STORAGE_START + PAGE_BYTES, Buffer.from([0xfe]));
    expect(storageIsSound(flash)).toBe(false);
  });

  it('counts as corrupt when it has no file and is not blank', () => {
    const flash = open();
    expect(storageIsSound(flash)).toBe(true);
    flash.write(STORAGE_END - 1, Buffer.from([0xfe]));
    expect(storageIsSound(flash)).toBe(false);
  });

  it('compacts when it is full, and keeps what is alive', () => {
    const said: string[] = [];
    const flash = open();
    const storage = createStorage(flash, (text) => said.push(text));
    storage.write('keep', bytes('kept'));
    const big = Buffer.alloc(100000);
    for (let i = 0; i < 12; i++) expect(storage.write('big', big.fill(i))).toBeNull();
    expect(said.join('')).toContain('Compacting...');
    expect(storage.read('keep')?.toString()).toBe('kept');
    expect(storage.read('big')?.every((byte) => byte === 11)).toBe(true);
    expect(storageIsSound(flash)).toBe(true);
  });

  it('says so when there is no space at all', () => {
    expect(storageOf(open()).write('big', Buffer.alloc(1000000))).toBe('Unable to find or create file');
  });
});
