// Slots on a board that is flashed by its prompt: made once, then the firmware goes into the one that does not run.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firmwareFile } from '../../tools/build/firmware-file.mjs';
import type { Firmware } from '../../tools/flash/firmware.ts';
import type { HarnessOptions } from '../../tools/sim/harness.ts';
import { board, NO_FIRMWARE, rig } from './board.ts';
import { type Build, bootFilesOf, firmwareOf } from './builds.ts';

const built = (name: string): Buffer => readFileSync(new URL(`../../build/${name}`, import.meta.url));

/** One that says which it is, with the built loader. */
function slotted(build: Build, filler = 0): Firmware {
  const code = `print("code ${build}");print("# ready");//${'x'.repeat(filler)}`;
  const slot = firmwareFile({
    guard: Buffer.from(`print("guard ${build}");`),
    code: Buffer.from(code),
    page: Buffer.from(build),
    espruino: '2v27',
    product: 'wifiprov',
    version: build,
  });
  const boot = [
    { name: '.boot0', bytes: built('loader.js') },
    { name: '.bootcde', bytes: built('start.js') },
  ];
  return { boot, slot };
}

const started = (output: string): string => [...output.matchAll(/(?:guard|code) (?:OLD|NEW)/g)].join(', ');
const both = (build: Build): string => `guard ${build}, code ${build}`;

describe('slots', () => {
  it.each<[string, HarnessOptions]>([
    ['a bare board', { bootFiles: NO_FIRMWARE }],
    ['a bare board with Bluetooth on', { bootFiles: NO_FIRMWARE, hasBle: true }],
    ['a board with a firmware of before', { bootFiles: bootFilesOf('OLD') }],
    ['a board with a firmware of before, and Bluetooth on', { bootFiles: bootFilesOf('OLD'), hasBle: true }],
  ])('are made on %s', async (_what, options) => {
    await board(options);
    expect(await rig.flash(slotted('NEW'))).toMatchObject({ board: 'ESP32', uploaded: expect.any(Number) });
    expect(started(await rig.restart())).toBe(both('NEW'));
  });

  it('take the next firmware to and fro, and nothing when it is there already', async () => {
    await board({ bootFiles: NO_FIRMWARE });
    for (const build of ['OLD', 'NEW', 'OLD', 'NEW'] as const) {
      expect(await rig.flash(slotted(build, 9_000))).toHaveProperty('uploaded');
      expect(started(await rig.restart())).toBe(both(build));
    }
    const before = await rig.flashBytes();
    expect(await rig.flash(slotted('NEW', 9_000))).toMatchObject({ uploaded: 0 });
    expect(await rig.flashBytes()).toBe(before);
  });

  it('are left alone by a build without updates', async () => {
    await board({ bootFiles: NO_FIRMWARE });
    await rig.flash(slotted('OLD'));
    await rig.flash(firmwareOf('NEW'));
    expect(started(await rig.restart())).toBe('guard NEW, code NEW');
  });
});

describe('a power cut while a board with slots is flashed', () => {
  it('leaves the old firmware or the new one, and flashing again ends well', { timeout: 300_000 }, async () => {
    const seen = new Set<string>();
    await board({ bootFiles: NO_FIRMWARE });
    await rig.flash(slotted('OLD', 5_000));
    const total = await bytesOf(() => rig.flash(slotted('NEW', 5_000)));
    for (let cut = 1; cut <= total; cut += cut < total - 60 ? 613 : 1) {
      await rig.flash(slotted('OLD', 5_000));
      await rig.cutPower(cut);
      await rig.flash(slotted('NEW', 5_000));
      const start = started(await rig.restart());
      seen.add(start);
      if (cut % 5 === 0) {
        await rig.flash(slotted('NEW', 5_000));
        expect(started(await rig.restart())).toBe(both('NEW'));
      }
    }
    expect([...seen].sort()).toEqual([both('NEW'), both('OLD')]);
  });
});

/** How many bytes at the end each get a cut: those that change the names. */
const LAST_BYTES = 70;

describe.each<[string, (build: Build) => Firmware, (build: Build) => Firmware]>([
  ['from slots to a build without updates', slotted, (build) => firmwareOf(build, 2_000)],
  ['from a build without updates to slots', (build) => firmwareOf(build, 2_000), slotted],
])('a power cut %s', (_way, from, to) => {
  it.each([
    ['off', { hasBle: false, wishes: {} }],
    ['left on', { hasBle: true, wishes: { keepBle: true } }],
    ['turned off with this step', { hasBle: true, wishes: {} }],
  ])(
    'always leaves a firmware that starts, and flashing again ends well (Bluetooth is %s)',
    { timeout: 300_000 },
    async (_how, { hasBle, wishes }) => {
      const files = { bootFiles: NO_FIRMWARE, hasBle };
      const before = { keepBle: hasBle };
      await board(files);
      await rig.flash(from('OLD'), before);
      const total = await bytesOf(() => rig.flash(to('NEW'), wishes));
      const seen = new Set<string>();
      for (let cut = 1; cut <= total; cut += cut < total - LAST_BYTES ? Math.ceil(total / 40) : 1) {
        await rig.stop();
        await board({ ...files, seed: cut });
        await rig.flash(from('OLD'), before);
        await rig.cutPower(cut);
        await rig.flash(to('NEW'), wishes);
        const start = started(await rig.restart());
        expect(start, `byte ${cut} of ${total}`).toMatch(/code (OLD|NEW)$/);
        seen.add(start.slice(-3));
        await rig.flash(to('NEW'), wishes);
        expect(started(await rig.restart()), `byte ${cut} of ${total}`).toContain(both('NEW'));
      }
      expect(seen).toContain('OLD');
    },
  );
});

async function bytesOf(act: () => Promise<unknown>): Promise<number> {
  const before = await rig.flashBytes();
  await act();
  return (await rig.flashBytes()) - before;
}
