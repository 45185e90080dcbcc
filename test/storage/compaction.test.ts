// A compaction of Storage that the user's app causes, cut at any byte: the config is not touched, the firmware may be lost.

import { expect, it } from 'vitest';
import { PAGE_BYTES, STORAGE_END, STORAGE_START } from '../../tools/sim/flash/image.ts';
import { createStorage, type Storage } from '../../tools/sim/flash/storage.ts';
import { boardWith, PowerCut } from './image-board.ts';

/** A board in small: the same order of files, so that a cut at each byte can be looked at. */
const FIRMWARE = 'f'.repeat(6_000);
const CONFIG = 'a record in the raw area';

function usedBoard(): { board: ReturnType<typeof boardWith>; storage: Storage } {
  const board = boardWith();
  board.raw(1).write(0, CONFIG);
  const storage = createStorage(board.flash, () => undefined);
  storage.write('.bootcde', Buffer.from(FIRMWARE));
  for (let n = 0; n < 4; n++) storage.write('app', Buffer.from(`${n}`.repeat(1_500)));
  return { board, storage };
}

const isWhole = (storage: Storage): boolean => storage.read('.bootcde')?.toString() === FIRMWARE;

it('at each byte: nothing outside Storage changes; Storage is sound and the firmware whole, or both are lost', {
  timeout: 60_000,
}, () => {
  const { board, storage } = usedBoard();
  board.keep();
  const bytes = board.bytesOf(() => storage.compact());
  const told = { whole: 0, erasedAtStart: 0, firmwareLost: 0 };
  for (let at = 1; at <= bytes; at++) {
    board.restore();
    expect(() => board.cutAt(at, () => storage.compact())).toThrow(PowerCut);
    if (board.raw(1).read(0, CONFIG.length) !== CONFIG) throw new Error(`byte ${at} reached the config`);
    if (!board.isSound()) told.erasedAtStart++;
    else if (isWhole(storage)) told.whole++;
    else told.firmwareLost++;
  }
  expect(told.whole + told.erasedAtStart + told.firmwareLost).toBe(bytes);
  // Honest: this is why the config lies elsewhere.
  expect(told.erasedAtStart + told.firmwareLost).toBeGreaterThan(bytes / 4);
  process.stderr.write(`measured: a compaction of ${bytes} bytes, cut at each: ${JSON.stringify(told)}\n`);
});

it('never erases a page outside Storage', () => {
  const { board, storage } = usedBoard();
  const pages: number[] = [];
  board.onErase((address) => pages.push(address));
  storage.compact();
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.every((page) => page >= STORAGE_START && page + PAGE_BYTES <= STORAGE_END)).toBe(true);
  expect(isWhole(storage)).toBe(true);
});
