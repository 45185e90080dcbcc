// The image of Storage: read back by the interpreter's own Storage, and by the simulator's; full to the last byte, and one over.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isFault } from '../../firmware/lib/result.ts';
import { firmwareFiles, STORAGE_BYTES, storageImage } from '../../tools/image/storage.ts';
import { appendFiles } from '../../tools/sim/espruino/storage-image.ts';
import { storageIsSound } from '../../tools/sim/flash/files.ts';
import { type FlashImage, openFlash, STORAGE_START } from '../../tools/sim/flash/image.ts';
import { createStorage } from '../../tools/sim/flash/storage.ts';
import { crc32 } from '../../tools/sim/node/bytes.ts';
import { createRandom } from '../../tools/sim/random.ts';
import { onInterpreters } from '../interpreters.ts';

const HEADER = 32;
/** The Linux build's is larger than the chip's. */
const LINUX_STORAGE_BYTES = 0x100000;
const spanOf = (size: number): number => HEADER + ((size + 3) & ~3);
const built = firmwareFiles((name) => readFileSync(`build/${name}`));

function imageOf(files: Map<string, Buffer>): Buffer {
  const image = storageImage(files);
  if (isFault(image)) throw new Error(image.message);
  return image;
}

function flashWith(image: Buffer): FlashImage {
  const flash = openFlash(null, createRandom(1));
  flash.write(STORAGE_START, image);
  return flash;
}

it('holds the boot guard, the firmware and the page, in this order', () => {
  expect([...built.keys()]).toEqual(['.boot0', '.bootcde', 'wifiprov.page']);
  const flash = flashWith(imageOf(built));
  const storage = createStorage(flash, () => {});
  expect(storage.list()).toEqual([...built.keys()]);
  for (const [name, bytes] of built) expect(storage.read(name)).toEqual(bytes);
  expect(storageIsSound(flash)).toBe(true);
});

it('is, byte for byte, what Storage.write makes of the same files', () => {
  const flash = openFlash(null, createRandom(1));
  const storage = createStorage(flash, () => {});
  for (const [name, bytes] of built) expect(storage.write(name, bytes)).toBeNull();
  expect(imageOf(built).equals(flash.read(STORAGE_START, STORAGE_BYTES))).toBe(true);
});

it('leaves out a file that is empty, since Storage has none', () => {
  expect([...firmwareFiles((name) => Buffer.alloc(name === 'page.bin' ? 0 : 1)).keys()]).toEqual([
    '.boot0',
    '.bootcde',
  ]);
});

describe('with its room used up', () => {
  const first = Buffer.from('0;');
  /** The first file is rounded up to 4 bytes. */
  const room = STORAGE_BYTES - (HEADER + 4) - HEADER;
  const files = (size: number): Map<string, Buffer> =>
    new Map([
      ['.boot0', first],
      ['.bootcde', Buffer.alloc(size, 0x20)],
    ]);

  it.each([
    ['one byte less', room - 1],
    ['to the last byte', room],
  ])('%s is an image like others', (_, size) => {
    const storage = createStorage(flashWith(imageOf(files(size))), () => {});
    expect(storage.read('.bootcde')?.length).toBe(size);
  });

  it('one byte more is refused, with the largest file named', () => {
    expect(storageImage(files(room + 1))).toEqual({
      ok: false,
      code: 'too_large',
      message: `the firmware is 1 bytes too large for the ${STORAGE_BYTES} of Storage; the largest file is .bootcde (${room + 1} bytes)`,
    });
  });
});

/** Runs before `.boot0`, which reads registers that only the chip has. */
const ASKER = '.bootPowerOn';

/** What its own Storage says of an image that lies there as its flash, with the question behind it. */
function askInterpreter(path: string, expression: string): unknown {
  const asker = Buffer.from(
    `global.peek32=function(){return 1;};answer=(function(s){return JSON.stringify(${expression});})(require("Storage"));`,
  );
  const used = [...built.values()].reduce((sum, { length }) => sum + spanOf(length), 0);
  const flash = appendFiles(imageOf(built), used, new Map([[ASKER, asker]]), LINUX_STORAGE_BYTES);
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-image-'));
  try {
    writeFileSync(join(folder, 'espruino.flash'), flash);
    writeFileSync(join(folder, 'ask.js'), 'print("@"+answer+"@");');
    const run = spawnSync(path, ['ask.js'], {
      cwd: folder,
      encoding: 'latin1',
      input: '',
      timeout: 20_000,
    });
    const [, said] = run.stdout.split('@');
    if (said === undefined) throw new Error(run.stdout);
    return JSON.parse(said);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the interpreter's own Storage", () =>
  onInterpreters((path) => {
    it('finds every file of the image, and in it every byte', () => {
      const files = askInterpreter(path, 's.list().map(function(n){var d=s.read(n);return [n,d.length,E.CRC32(d)];})');
      expect(Array.isArray(files) && files.slice(0, -1)).toEqual(
        [...built].map(([name, bytes]) => [name, bytes.length, crc32(bytes)]),
      );
    });

    it('sees neither trash nor damage', () => {
      expect(askInterpreter(path, 's.getStats()')).toMatchObject({
        fileCount: built.size + 1,
        trashCount: 0,
        trashBytes: 0,
      });
    });

    it('writes its next file behind them', () => {
      const said = askInterpreter(path, '[s.write("next","text"),s.list(),s.read("next")]');
      expect(said).toEqual([true, [...built.keys(), ASKER, 'next'], 'text']);
    });
  }));
