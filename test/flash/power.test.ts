// The cable is pulled: at every write of ours, and with the power at every byte of flash. The board has one firmware whole.

import { describe, expect, it } from 'vitest';
import { board, rig } from './board.ts';
import { bootFilesOf, firmwareOf, guardIn, startedIn } from './builds.ts';
import type { Rig } from './rig.ts';

async function oldBoard(options: { hasBle?: boolean; seed?: number } = {}): Promise<Rig> {
  return await board({ bootFiles: bootFilesOf('OLD'), ...options });
}

/** It starts as what it was or as what it is to be, and the next run makes it that. */
async function expectWhole(board: Rig, where: string): Promise<'OLD' | 'NEW'> {
  const start = await board.restart();
  const build = startedIn(start);
  expect(build, `${where}: ${start}`).toMatch(/OLD|NEW/);
  expect(guardIn(start), where).toMatch(/OLD|NEW/);
  const done = await board.flash(firmwareOf('NEW'));
  expect(done, where).toMatchObject({ board: 'ESP32' });
  const after = await board.restart();
  expect([guardIn(after), startedIn(after)], where).toEqual(['NEW', 'NEW']);
  return build as 'OLD' | 'NEW';
}

/** The last bytes are those by which the names change. */
const LAST_BYTES = 60;

/** Of the bytes before the last ones every `step`-th is tried. */
describe.each([
  ['a board', {}, 1],
  ['a board with Bluetooth on', { hasBle: true }, 5],
])('%s', (_, options, step) => {
  it('becomes the new one', async () => {
    const board = await oldBoard(options);
    expect(await board.flash(firmwareOf('NEW'))).toMatchObject({ ble: false });
    const start = await board.restart();
    expect([guardIn(start), startedIn(start)]).toEqual(['NEW', 'NEW']);
  });

  it('is old or new when the cable is pulled at any of our writes', { timeout: 120_000 }, async () => {
    await oldBoard(options);
    await rig.flash(firmwareOf('NEW'));
    const writes = rig.writes().map((text) => text.length);
    await rig.stop();
    const seen = new Set<string>();
    for (const [i, length] of writes.entries())
      for (const bytes of [0, length >> 1, length]) {
        const board = await oldBoard(options);
        const done = await board.flash(firmwareOf('NEW'), {}, { atWrite: i + 1, bytes });
        expect(done).toMatchObject({ kind: 'unreachable', code: 'closed' });
        seen.add(await expectWhole(board, `write ${i + 1}, ${bytes} bytes of it`));
        await board.stop();
      }
    expect([...seen].sort()).toEqual(['NEW', 'OLD']);
  });

  it('is old or new when the power fails at any byte of flash', { timeout: 300_000 }, async () => {
    await oldBoard(options);
    const before = await rig.flashBytes();
    await rig.flash(firmwareOf('NEW'));
    const bytes = (await rig.flashBytes()) - before;
    expect(bytes).toBeGreaterThan(200);
    await rig.stop();
    const seen = new Set<string>();
    for (let n = 1; n <= bytes; n += n > bytes - LAST_BYTES ? 1 : step) {
      const board = await oldBoard({ ...options, seed: n });
      await board.cutPower(n);
      await board.flash(firmwareOf('NEW'));
      seen.add(await expectWhole(board, `byte ${n}`));
      await board.stop();
    }
    expect([...seen].sort()).toEqual(['NEW', 'OLD']);
  });
});

/** In the heads of the page, of the guard and of the code: what they leave is mended first, and that is cut too. */
it.each([2, 37, 88])(
  'is whole when the power fails at byte %i, and again in the next run',
  { timeout: 120_000 },
  async (n) => {
    for (let again = 1; again <= 16; again++) {
      const board = await oldBoard({ seed: again });
      await board.cutPower(n);
      await board.flash(firmwareOf('NEW'));
      await board.restart();
      await board.cutPower(again);
      await board.flash(firmwareOf('NEW'));
      await expectWhole(board, `byte ${n}, then ${again}`);
      await board.stop();
    }
  },
);
