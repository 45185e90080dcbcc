// Pieces on their way to Storage: what came broken, what flash did not take, and how often that is tried.

import { describe, expect, it } from 'vitest';
import { deviceError } from '../../tools/client/errors.ts';
import type { Repl } from '../../tools/flash/repl.ts';
import {
  CHECK_BYTES,
  FILE_TRIES,
  PIECE_BYTES,
  PIECE_TRIES,
  SPARE_BYTES,
  spaceFor,
  upload,
} from '../../tools/flash/upload.ts';
import { crc32 } from '../../tools/sim/node/bytes.ts';

const ROOM = 1_000_000;
const bytes = Buffer.from(Array.from({ length: 2 * PIECE_BYTES + 10 }, (_, i) => i % 251));
const file = { name: '.bootp', bytes };

interface Board extends Repl {
  pieces: number[];
  erased: number;
}

/** `piece` gives the answer to the n-th piece that comes, from 1. */
function boardThat(piece: (n: number) => unknown, free = ROOM, sum = crc32): Board {
  const board: Board = {
    pieces: [],
    erased: 0,
    tell: () => {},
    async ask(expression) {
      if (expression.includes('freeBytes')) return free;
      if (expression.includes('.erase(')) return ++board.erased;
      if (expression.includes('l.push(')) return [sum(bytes)];
      board.pieces.push(Number(/"\.bootp",(\d+),atob/.exec(expression)?.[1]));
      const said = piece(board.pieces.length);
      if (said instanceof Error) throw said;
      return said;
    },
  };
  return board;
}

const refusal = deviceError('refused', 'espruino', 'Espruino says: Error: no');
const WHOLE = [0, PIECE_BYTES, 2 * PIECE_BYTES];

async function sent(board: Board): Promise<number> {
  let count = 0;
  await upload(board, file, (more) => (count += more));
  return count;
}

describe('a file', () => {
  it('goes in pieces, each of which is told', async () => {
    const board = boardThat(() => 1);
    expect(await sent(board)).toBe(bytes.length);
    expect(board.pieces).toEqual(WHOLE);
  });

  it.each([
    [PIECE_TRIES - 1, true],
    [PIECE_TRIES, false],
  ])('whose second piece comes broken %i times is sent: %s', async (times, isSent) => {
    const board = boardThat((n) => (n > 1 && n <= 1 + times ? 0 : 1));
    if (isSent) expect(await sent(board)).toBe(bytes.length);
    else await expect(sent(board)).rejects.toMatchObject({ kind: 'unreachable', code: 'noise' });
    expect(board.pieces.filter((offset) => offset === PIECE_BYTES)).toHaveLength(Math.min(times + 1, PIECE_TRIES));
  });

  it.each<[string, unknown]>([
    ['flash has something else then', 2],
    ['Storage throws', refusal],
  ])('is sent anew when %s', async (_, said) => {
    const board = boardThat((n) => (n === 2 ? said : 1));
    expect(await sent(board)).toBe(bytes.length);
    expect(board.pieces).toEqual([0, PIECE_BYTES, ...WHOLE]);
    expect(board.erased).toBe(1);
  });

  it('is given up after the last try', async () => {
    const board = boardThat(() => refusal);
    await expect(sent(board)).rejects.toMatchObject({ code: 'storage', message: expect.stringContaining('Error: no') });
    expect(board.pieces).toHaveLength(FILE_TRIES);
  });

  it('is read back as a whole at the end', async () => {
    const board = boardThat(
      () => 1,
      ROOM,
      () => 0,
    );
    await expect(sent(board)).rejects.toMatchObject({ code: 'storage' });
    expect(bytes.length).toBeLessThan(CHECK_BYTES);
  });

  it.each([
    [spaceFor([file]) - 1, false],
    [spaceFor([file]), true],
    [spaceFor([file]) + 1, true],
  ])('finds room in %i bytes: %s', async (free, isRoom) => {
    const board = boardThat(() => 1, free);
    if (isRoom) expect(await sent(board)).toBe(bytes.length);
    else await expect(sent(board)).rejects.toMatchObject({ code: 'no_space' });
    expect(board.pieces).toHaveLength(isRoom ? WHOLE.length : 0);
  });
});

it('a file takes its head, and ends at a multiple of four', () => {
  const sizes = [1, 4, 5].map((length) => spaceFor([{ name: '', bytes: Buffer.alloc(length) }]));
  expect(sizes).toEqual([36, 36, 40].map((size) => size + SPARE_BYTES));
});
