// Power fails at every byte of every write and erase, on the very flash that the simulator's devices run on.
//
// One row a kind of value: a save behind the others, a save that begins the next page, a letter in the boot log. In the
// raw area afterwards stands the old value or the new one. In Storage files too; but Espruino itself erases all of
// Storage at the next power-on if the power fails in the first bytes of a new file's header, and that is counted here.

import { expect, it } from 'vitest';
import { RIGHT_PROOF, WRONG_PROOF } from '../../firmware/runtime/boot/guard.ts';
import { append, type Events, openEvents } from '../../firmware/storage/boot-log.ts';
import { filesArea } from '../../firmware/storage/files-area.ts';
import { save } from '../../firmware/storage/save.ts';
import { CONFIG, load, NAMES, openStore, SEED, SETUP_CODE, type StoreArea } from '../../firmware/storage/store.ts';
import { crc32 } from '../fakes/flash.ts';
import { type Board, boardWith, PowerCut } from './image-board.ts';

const KINDS = { config: CONFIG, 'setup code': SETUP_CODE, 'seed of the nonces': SEED, names: NAMES };
const OLD: Record<number, string> = {
  [CONFIG]: `{"old":"${'x'.repeat(230)}"}`,
  [SETUP_CODE]: 'OLDC0DE00000',
  [SEED]: 's'.repeat(32),
  [NAMES]: 'a\0b',
};
const NEW: Record<number, string> = {
  [CONFIG]: `{"new":"${'y'.repeat(240)}"}`,
  [SETUP_CODE]: 'NEWC0DE11111',
  [SEED]: 't'.repeat(32),
  [NAMES]: 'c\0d',
};
const PAGES = 3;

type Values = { [kind: number]: string | undefined };
const areaOf = (board: Board, isRaw: boolean): StoreArea =>
  isRaw ? board.raw(PAGES) : filesArea(board.files, 'wifiprov.r', 2, 4096);
const values = (area: StoreArea, pages: number): Values => {
  const store = openStore(area, pages, crc32);
  return Object.fromEntries(Object.values(KINDS).map((kind) => [kind, load(store, kind)?.payload]));
};

/** All kinds stand; with `isFull` there is no room on the newest page for any record. */
function filled(isRaw: boolean, isFull: boolean): Board {
  const board = boardWith();
  const area = areaOf(board, isRaw);
  const store = openStore(area, isRaw ? PAGES : 2, crc32);
  for (const kind of Object.values(KINDS)) save(store, kind, 1, OLD[kind] ?? '');
  // Both files have been used once: the next page is a file made anew.
  for (let n = 0; isFull && !isRaw && n < 420; n++) save(store, NAMES, 1, n % 2 ? 'a\0b' : 'a\0c');
  for (let n = 0; isFull && area.pageSize - (store.end % area.pageSize) >= 20; n++)
    save(store, NAMES, 1, n % 2 ? 'a\0b' : 'a\0c');
  return board;
}

/**
 * The bytes of an erase are all alike: each of them with WIFIPROV_EVERY_BYTE set, else one in 61. Writes: always each.
 */
const ERASE_STEP = process.env['WIFIPROV_EVERY_BYTE'] ? 1 : 61;
function stepAt(at: number, bytes: number): number {
  return bytes > 4096 && at > 64 && at < 4000 ? ERASE_STEP : 1;
}

interface Cuts {
  /** Moments at which the power failed. */
  moments: number;
  old: number;
  /** Espruino would erase all of Storage. */
  unsound: number[];
}

/** Each moment of `act`: what stands afterwards is `before` or `after`, and a second `act` brings `after`. */
function cutEverywhere(board: Board, act: () => unknown, look: () => unknown, wanted: [unknown, unknown]): Cuts {
  const [before, after] = wanted;
  const cuts: Cuts = { moments: 0, old: 0, unsound: [] };
  board.keep();
  const bytes = board.bytesOf(act);
  for (let at = 1; at <= bytes; at += stepAt(at, bytes)) {
    board.restore();
    expect(() => board.cutAt(at, act)).toThrow(PowerCut);
    cuts.moments++;
    if (!board.isSound()) {
      cuts.unsound.push(at);
      continue;
    }
    const found = look();
    if (JSON.stringify(found) === JSON.stringify(before)) cuts.old++;
    else expect(found, `byte ${at} of ${bytes}`).toEqual(after);
    act();
    expect(look(), `again after byte ${at}`).toEqual(after);
  }
  return cuts;
}

const total = { moments: 0, unsound: 0 };

it.each(
  Object.entries(KINDS).flatMap(([name, kind]) =>
    [
      [true, false],
      [true, true],
      [false, false],
      [false, true],
    ].map(([isRaw, isFull]) => [
      name,
      isFull ? 'that begins a page' : 'behind the others',
      isRaw ? 'raw area' : 'Storage files',
      kind,
      isRaw,
      isFull,
    ]),
  ) as [string, string, string, number, boolean, boolean][],
)('the %s, a save %s, in the %s', { timeout: 120_000 }, (_name, _how, _where, kind, isRaw, isFull) => {
  const board = filled(isRaw, isFull);
  const pages = isRaw ? PAGES : 2;
  const before = values(areaOf(board, isRaw), pages);
  const act = (): unknown => save(openStore(areaOf(board, isRaw), pages, crc32), kind, 1, NEW[kind] ?? '');
  const look = (): Values => values(areaOf(board, isRaw), pages);
  const cuts = cutEverywhere(board, act, look, [before, { ...before, [kind]: NEW[kind] }]);
  expect(cuts.old).toBeGreaterThan(10);
  if (isFull && isRaw) expect(cuts.moments).toBeGreaterThan(500);
  // Four bytes clear the old file's name; then come the three bytes in which the new one's size is not yet legal.
  expect(cuts.unsound).toEqual(isRaw || !isFull ? [] : [5, 6, 7].slice(0, cuts.unsound.length));
  total.moments += cuts.moments;
  total.unsound += cuts.unsound.length;
});

const LETTERS = 'pRdThEFC';
const logOf = (board: Board, isRaw: boolean): Events =>
  openEvents(isRaw ? board.raw(2) : filesArea(board.files, 'wifiprov.', 2, 4096), 0, crc32);

/** So many letters fit on the page yet. */
function filledLog(board: Board, isRaw: boolean, room: number): void {
  for (let events = logOf(board, isRaw); (events.page + 1) * 4096 - events.at !== room; ) append(events, 'p');
}

it.each([
  ['wrong proof', WRONG_PROOF, 'raw area', 2],
  ['wrong proof', WRONG_PROOF, 'raw area', 0],
  ['right proof', RIGHT_PROOF, 'raw area', 0],
  ['wrong proof', WRONG_PROOF, 'Storage files', 2],
  ['wrong proof', WRONG_PROOF, 'Storage files', 0],
])('a letter of the boot log, %s %s, in the %s with %i places left', { timeout: 120_000 }, (_, letter, where, room) => {
  const board = boardWith();
  const isRaw = where === 'raw area';
  const act = (): boolean => append(logOf(board, isRaw), letter);
  // Both pages have been used once.
  filledLog(board, isRaw, 600);
  filledLog(board, isRaw, 599);
  filledLog(board, isRaw, 600);
  filledLog(board, isRaw, room);
  board.keep();
  const old = logOf(board, isRaw);
  const bytes = board.bytesOf(act);
  for (let at = 1; at <= bytes; at += stepAt(at, bytes)) {
    board.restore();
    expect(() => board.cutAt(at, act)).toThrow(PowerCut);
    total.moments++;
    if (!board.isSound()) {
      total.unsound++;
      expect([isRaw, room, at >= 5 && at <= 7]).toEqual([false, 0, true]);
      continue;
    }
    const found = logOf(board, isRaw);
    const torn = found.total > old.total ? found.recent.slice(-1) : '';
    expect(found.recent).toBe((old.recent + torn).slice(-64));
    // A byte that was torn is no letter that means anything.
    expect(torn === letter || torn === '' || !LETTERS.includes(torn), `letter ${torn}`).toBe(true);
  }
});

it('more than 3000 power cuts were tried', () => {
  process.stderr.write(
    `measured: power cuts on the image: ${total.moments}, ${total.unsound} of them cost all of Storage\n`,
  );
  expect(total.moments).toBeGreaterThan(3_000);
});
