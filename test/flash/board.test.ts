// Which boards are flashed.

import { describe, expect, it } from 'vitest';
import { boardOf, checkMemory, MIN_FREE_VARS } from '../../tools/flash/board.ts';
import type { Repl } from '../../tools/flash/repl.ts';

const FACTS = [5000, 0x320000, 917504, 4096, 900000, 0, true];

function replThatSays(names: unknown, facts: unknown = FACTS): Repl {
  const answers = [names, facts];
  return { ask: async () => answers.shift(), tell: () => {} };
}

describe('a board', () => {
  it('is what it says of itself', async () => {
    expect(await boardOf(replThatSays(['2v27.45', 'ESP32']))).toEqual({
      version: '2v27.45',
      board: 'ESP32',
      freeVars: 5000,
      storage: 0x320000,
      bytes: 917504,
      page: 4096,
      free: 900000,
      trash: 0,
      hasBle: true,
    });
  });

  it.each(['ESP32', 'ESP32_IDF4', 'ESP32_CYD', 'LINUX'])('may be an %s', async (board) => {
    expect(await boardOf(replThatSays(['2v29', board]))).toMatchObject({ board });
  });

  it.each(['ESP32C3_IDF4', 'ESP32S3_IDF4', 'ESP8266_4MB', 'BANGLEJS2', 'PICO', 'XESP32'])(
    'may be no %s',
    async (board) => {
      await expect(boardOf(replThatSays(['2v29', board]))).rejects.toMatchObject({
        kind: 'refused',
        code: 'not_supported',
        message: expect.stringContaining(board),
      });
    },
  );

  it.each([[null], [[null, null]], [7]])(
    'that does not know its own name is not taken for Espruino (%j)',
    async (names) => {
      await expect(boardOf(replThatSays(names))).rejects.toMatchObject({ code: 'not_espruino' });
    },
  );

  it.each<[string, boolean]>([
    ['1v99', true],
    ['2v26', true],
    ['2v26.117', true],
    ['2v27', false],
    ['2v27.45', false],
    ['2v100', false],
    ['3v01', false],
    ['nonsense', true],
  ])('with Espruino %s is too old: %s', async (version, isOld) => {
    const board = boardOf(replThatSays([version, 'ESP32']));
    if (isOld) await expect(board).rejects.toMatchObject({ kind: 'refused', code: 'too_old' });
    else expect(await board).toMatchObject({ version });
  });

  it.each([
    [MIN_FREE_VARS - 1, false],
    [MIN_FREE_VARS, true],
    [MIN_FREE_VARS + 1, true],
  ])('with %i variables free has memory enough: %s', async (free, isEnough) => {
    const board = await boardOf(replThatSays(['2v29', 'ESP32'], [free, ...FACTS.slice(1)]));
    if (isEnough) expect(() => checkMemory(board)).not.toThrow();
    else expect(() => checkMemory(board)).toThrow(`${free} variables are free`);
  });
});
