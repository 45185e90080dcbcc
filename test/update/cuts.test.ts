// Power fails while a firmware of 160 KB is updated: at each byte of the swap and of the begin, around each page border, and at
// thousands of other bytes. Afterwards the old firmware runs or the new one, whole, and the update can go on.

import { expect, it } from 'vitest';
import { SLOT_PAGE_BYTES } from '../../firmware/storage/slots.ts';
import { PowerCut } from '../storage/image-board.ts';
import { eachStep, made, type SlotBoard, slotBoard, update } from './slot-board.ts';

/** Of a step that only writes a piece, each byte with WIFIPROV_EVERY_BYTE set, else one in so many. */
const STEP = process.env['WIFIPROV_EVERY_BYTE'] ? 1 : 47;
const EDGE = 24;

function isTried(at: number, bytes: number, isAll: boolean): boolean {
  if (isAll && bytes < SLOT_PAGE_BYTES) return true;
  const inErase = at % SLOT_PAGE_BYTES;
  return at <= EDGE || bytes - at <= EDGE || inErase <= 2 || inErase >= SLOT_PAGE_BYTES - 2 || at % STEP === 0;
}

/** Each cut of one step, from the same state of the flash. */
function cutStep({ board }: SlotBoard, step: () => void, isAll: boolean, judge: () => void): number {
  board.keep();
  const bytes = board.bytesOf(step);
  board.restore();
  let cuts = 0;
  for (let at = 1; at <= bytes; at++) {
    if (!isTried(at, bytes, isAll)) continue;
    expect(() => board.cutAt(at, step)).toThrow(PowerCut);
    judge();
    cuts++;
    board.restore();
  }
  return cuts;
}

it('at any byte leaves the old firmware or the new one, whole', () => {
  const [old, next] = [made({ version: '1.0.0' }), made({ version: '2.0.0' })];
  const slots = slotBoard(old);
  const world = slots.world();
  let cuts = 0;
  const steps = eachStep(next, (step, known, isLast) => {
    cuts += cutStep(
      slots,
      () => step(world, known),
      isLast || !known,
      () => {
        const version = slots.version();
        if (!isLast) expect(version).toBe('1.0.0');
        // Reading all of it takes a while: where the old one is touched at all it shows in its head.
        if (isLast || !known || cuts % 50 === 0) expect(slots.isWhole(version === '2.0.0' ? next : old)).toBe(true);
      },
    );
    return step(world, known);
  });
  expect(slots.version()).toBe('2.0.0');
  expect(slots.isWhole(next)).toBe(true);
  expect(steps).toBeGreaterThan(220);
  expect(cuts).toBeGreaterThan(5_000);
  process.stderr.write(`${cuts} power cuts in ${steps} steps\n`);
});

it('at any byte can be gone on with, by a device that remembers nothing', () => {
  const [old, next] = [made({ version: '1.0.0' }), made({ version: '2.0.0' })];
  const whole = slotBoard(old);
  const bytes = whole.board.bytesOf(() => update(whole, next));
  for (let cut = 1; cut < bytes; cut += 8_191) {
    const slots = slotBoard(old);
    expect(() => slots.board.cutAt(cut, () => update(slots, next))).toThrow(PowerCut);
    update(slots, next);
    expect([cut, slots.version(), slots.isWhole(next)]).toEqual([cut, '2.0.0', true]);
  }
});

it('at any byte of a start on trial counts the start or does not, and never leaves the device without firmware', () => {
  const [old, next] = [made({ version: '1.0.0' }), made({ version: '2.0.0' })];
  for (const starts of [0, 1, 2]) {
    const slots = slotBoard(old);
    update(slots, next);
    for (let i = 0; i < starts; i++) slots.start();
    expect(() => slots.board.cutAt(1, () => slots.start())).toThrow(PowerCut);
    const seen = Array.from({ length: 4 }, () => slots.start().slot.head.version);
    expect(seen.slice(-1)).toEqual(['1.0.0']);
    expect(seen.filter((version) => version === '2.0.0').length).toBeLessThanOrEqual(2);
  }
});
