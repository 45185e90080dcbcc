// An update by the firmware's own functions, on the simulator's flash: what is refused, taken up again, and started.

import { describe, expect, it } from 'vitest';
import { addressOf } from '../../firmware/storage/slot-flash.ts';
import { BODY_AT, HEAD_MAX, SLOT_BYTES, SLOTS } from '../../firmware/storage/slots.ts';
import { begin, PIECE_MAX, put, swap, type Update } from '../../firmware/update/update.ts';
import { slotRoom } from '../../tools/slots/layout.ts';
import { begun, headerOf, made, pieceAt, slotBoard, update } from './slot-board.ts';

const OLD = made({ version: '1.0.0' });
const NEXT = made({ version: '2.0.0' });

function putAll(
  world: ReturnType<ReturnType<typeof slotBoard>['world']>,
  now: Update,
  firmware: Uint8Array,
  end = now.size,
): void {
  while (now.done < end) expect(put(world, now, now.done, pieceAt(firmware, now.done))).toBeUndefined();
}

const headWith = (changes: object): string => JSON.stringify({ ...JSON.parse(headerOf(NEXT)), ...changes });

describe('a head that is refused', () => {
  it.each<[string, unknown, string, string?]>([
    ['is no text', 7, 'invalid_value', 'header'],
    ['is no JSON', '{"wifiprov":1', 'invalid_value', 'header'],
    ['is null', 'null', 'invalid_value', 'header'],
    ['has a form of later', headWith({ wifiprov: 2 }), 'invalid_value', 'header'],
    ['has no version', headWith({ version: undefined }), 'invalid_value', 'header'],
    ['has a CRC that is no number', headWith({ crc: 'x' }), 'invalid_value', 'header'],
    ['has a size that is no whole number', headWith({ size: 1e5 + 0.5 }), 'invalid_value', 'header'],
    ['has its bundle behind the end', headWith({ code: [BODY_AT, 9e6] }), 'invalid_value', 'header'],
    ['has its bundle in the flags', headWith({ code: [512, 9] }), 'invalid_value', 'header'],
    ['has a second line', `${headerOf(NEXT)}\n`, 'invalid_value', 'header'],
    ['is too long', headWith({ more: 'x'.repeat(HEAD_MAX) }), 'invalid_value', 'header'],
    ['is for another product', headWith({ product: 'toaster' }), 'invalid_value', 'product'],
    ['needs a newer Espruino', headWith({ espruino: '2v28' }), 'not_supported'],
    ['is larger than the slot', headWith({ size: SLOT_BYTES }), 'storage_full'],
  ])('%s', (_what, header, code, field) => {
    const { world, board } = slotBoard(OLD);
    const bytes = board.bytesOf(() =>
      expect(begin(world(), header, undefined)).toMatchObject({ ok: false, code, ...(field ? { field } : {}) }),
    );
    expect(bytes).toBe(0);
  });

  it('is any on a board without slots, or while the firmware that runs is on trial', () => {
    const { world, board } = slotBoard(OLD);
    expect(begin({ ...world(), runs: '' }, headerOf(NEXT), undefined)).toMatchObject({ code: 'not_supported' });
    expect(begin({ ...world(), isTrial: true }, headerOf(NEXT), undefined)).toMatchObject({ code: 'busy' });
    board.files.erase(SLOTS[1] as string);
    expect(begin(world(), headerOf(NEXT), undefined)).toMatchObject({ code: 'not_supported' });
  });
});

describe('the room of a slot', () => {
  it.each([
    [-1, undefined],
    [0, undefined],
    [1, 'storage_full'],
  ])('for a firmware that is %i bytes larger: %s', (more, code) => {
    const { world, flash } = slotBoard(OLD);
    const room = slotRoom(addressOf(flash, SLOTS[1] as string));
    const given = begin(world(), headWith({ size: room + more }), undefined) as { code?: string };
    expect(given.code).toBe(code);
  });
});

describe('a piece', () => {
  it('of another place is not taken, and the place that is wanted stays', () => {
    const { world, board } = slotBoard(OLD);
    const now = begun(world(), NEXT);
    for (const at of [0, BODY_AT - 1, BODY_AT + PIECE_MAX, '1024', undefined])
      expect(board.bytesOf(() => expect(put(world(), now, at, 'x')).toBeUndefined())).toBe(0);
    expect(now.done).toBe(BODY_AT);
  });

  it.each([
    [0, 'invalid_value'],
    [1, undefined],
    [PIECE_MAX - 1, undefined],
    [PIECE_MAX, undefined],
    [PIECE_MAX + 1, 'invalid_value'],
  ])('of %i bytes: %s', (bytes, code) => {
    const { world } = slotBoard(OLD);
    const now = begun(world(), NEXT);
    expect(put(world(), now, BODY_AT, 'x'.repeat(bytes))?.code).toBe(code);
  });

  it('behind the end is refused', () => {
    const { world } = slotBoard(OLD);
    const now = begun(world(), NEXT);
    putAll(world(), now, NEXT, now.size - PIECE_MAX);
    expect(put(world(), now, now.done, 'x'.repeat(now.size - now.done + 1))?.code).toBe('invalid_value');
  });

  it('is refused once a compaction has moved the file, and touches nothing', () => {
    const { world, board, version } = slotBoard(OLD);
    const now = begun(world(), NEXT);
    board.files.write('app', 'x'.repeat(100), 0, 100);
    board.files.erase('.bootcde');
    board.files.compact();
    expect(board.bytesOf(() => expect(put(world(), now, now.done, 'x')?.code).toBe('storage_failed'))).toBe(0);
    expect(board.files.read('app')).toBe('x'.repeat(100));
    expect(version()).toBe('1.0.0');
  });
});

describe('a swap', () => {
  it('before the last piece is refused, and the update goes on', () => {
    const slots = slotBoard(OLD);
    const now = begun(slots.world(), NEXT);
    putAll(slots.world(), now, NEXT, 90_000);
    expect(swap(slots.world(), now)?.code).toBe('invalid_request');
    putAll(slots.world(), now, NEXT);
    expect(swap(slots.world(), now)).toBeUndefined();
    expect(slots.version()).toBe('2.0.0');
  });

  it('of a firmware with one wrong bit is refused, and the next update begins anew', () => {
    const slots = slotBoard(OLD);
    const now = begun(slots.world(), NEXT);
    const spoiled = Buffer.from(NEXT);
    spoiled[100_000] = (spoiled[100_000] ?? 0) ^ 1;
    putAll(slots.world(), now, spoiled);
    expect(swap(slots.world(), now)).toMatchObject({ code: 'invalid_value', field: 'crc' });
    expect([slots.version(), slots.isWhole(OLD)]).toEqual(['1.0.0', true]);
    expect(begun(slots.world(), NEXT).done).toBe(BODY_AT);
    update(slots, NEXT);
    expect([slots.version(), slots.isWhole(NEXT)]).toEqual(['2.0.0', true]);
  });
});

describe('an update', () => {
  it('that was left is taken up at the same byte, after a restart at the last page', () => {
    const slots = slotBoard(OLD);
    const now = begun(slots.world(), NEXT);
    putAll(slots.world(), now, NEXT, 50_000);
    expect(begun(slots.world(), NEXT, now)).toBe(now);
    expect(begun(slots.world(), NEXT).done).toBe(12 * 4096);
    const other = begun(slots.world(), made({ version: '3.0.0' }), now);
    expect(other.done).toBe(BODY_AT);
  });

  it('of the firmware that runs is none', () => {
    const { world, board } = slotBoard(OLD);
    expect(board.bytesOf(() => expect(begin(world(), headerOf(OLD), undefined)).toBeNull())).toBe(0);
  });

  it('follows another, to and fro, and erases no page of the firmware that runs', () => {
    const slots = slotBoard(OLD);
    for (let i = 2; i < 6; i++) {
      const next = made({ version: `${i}.0.0` });
      update(slots, next);
      expect(slots.start()).toMatchObject({ isTrial: true });
      slots.prove();
      expect([slots.version(), slots.isWhole(next)]).toEqual([`${i}.0.0`, true]);
    }
  });

  it('works after a compaction has moved the slots', () => {
    const slots = slotBoard(OLD);
    update(slots, NEXT);
    slots.prove();
    slots.board.files.write('app', 'y'.repeat(333), 0, 333);
    // The line in front of the slots is written anew behind them.
    slots.board.files.erase('.bootcde');
    slots.board.files.write('.bootcde', 'start', 0, 5);
    slots.board.files.compact();
    expect([slots.version(), slots.isWhole(NEXT)]).toEqual(['2.0.0', true]);
    const third = made({ version: '3.0.0' });
    update(slots, third);
    expect([slots.version(), slots.isWhole(third)]).toEqual(['3.0.0', true]);
    expect(slots.board.files.read('app')).toBe('y'.repeat(333));
    slots.start();
    slots.start();
    slots.start();
    expect([slots.version(), slots.isWhole(NEXT)]).toEqual(['2.0.0', true]);
  });
});

describe('a firmware on trial', () => {
  it('is started twice; then the old one is, and says which one was left, until the next update', () => {
    const slots = slotBoard(OLD);
    update(slots, NEXT);
    const starts = Array.from({ length: 5 }, () => {
      const { slot, isTrial, left, flag } = slots.start();
      return [slot.head.version, isTrial, left?.head.version, flag >= 0];
    });
    expect(starts).toEqual([
      ['2.0.0', true, undefined, true],
      ['2.0.0', true, undefined, true],
      ['1.0.0', false, '2.0.0', true],
      ['1.0.0', false, '2.0.0', false],
      ['1.0.0', false, '2.0.0', false],
    ]);
    update(slots, made({ version: '3.0.0' }));
    expect(slots.start()).toMatchObject({ isTrial: true, left: undefined });
  });

  it('that has proved itself stays for good', () => {
    const slots = slotBoard(OLD);
    update(slots, NEXT);
    slots.start();
    slots.start();
    slots.prove();
    expect(Array.from({ length: 5 }, () => slots.start().slot.head.version)).toEqual(Array(5).fill('2.0.0'));
  });

  it('that was left can be sent again', () => {
    const slots = slotBoard(OLD);
    update(slots, NEXT);
    for (let i = 0; i < 3; i++) slots.start();
    expect(slots.version()).toBe('1.0.0');
    update(slots, NEXT);
    expect(slots.start()).toMatchObject({ isTrial: true, slot: { head: { version: '2.0.0' } } });
  });
});
