// A board flashed from its prompt to its `# ready`, whatever it is and whoever has its line.

import { describe, expect, it } from 'vitest';
import type { Firmware } from '../../tools/flash/firmware.ts';
import { SPARE_BYTES, spaceFor } from '../../tools/flash/upload.ts';
import type { HarnessOptions } from '../../tools/sim/harness.ts';
import { board, NO_FIRMWARE, rig } from './board.ts';
import { bootFilesOf, firmwareOf, guardIn, startedIn } from './builds.ts';

const STORAGE_BYTES = 917_504;
const fill = (bytes: number): string => `require("Storage").write("junk","x",0,${bytes})`;
const sizeOf = (firmware: Firmware): number =>
  [...firmware.boot, ...(firmware.page ? [firmware.page] : [])].reduce((sum, { bytes }) => sum + bytes.length, 0);

async function expectNew(options: { ble?: boolean } = {}): Promise<void> {
  expect(await rig.flash(firmwareOf('NEW', 3000))).toEqual({
    board: 'ESP32',
    espruino: '2v27',
    uploaded: sizeOf(firmwareOf('NEW', 3000)),
    ble: false,
    ...options,
  });
  const start = await rig.restart();
  expect([guardIn(start), startedIn(start)]).toEqual(['NEW', 'NEW']);
}

/** Names of Storage, as the REPL lists them. */
async function listed(): Promise<string[]> {
  rig.forget();
  rig.device.uart.write('\x03print(require("Storage").list().join())\r');
  await rig.device.settle();
  return /\r\n([.\w,]*)\r\n=undefined/.exec(rig.said())?.[1]?.split(',').sort() ?? [];
}

describe('a board', () => {
  it.each<[string, HarnessOptions]>([
    ['that is bare', { bootFiles: NO_FIRMWARE }],
    ['that is bare, with Bluetooth on', { bootFiles: NO_FIRMWARE, hasBle: true }],
    ['with another firmware', { bootFiles: bootFilesOf('OLD') }],
    ['with another firmware, and Bluetooth on', { bootFiles: bootFilesOf('OLD'), hasBle: true }],
  ])('%s gets the new firmware', async (_, options) => {
    await board(options);
    await expectNew();
  });

  it('keeps what is not of the firmware, and nothing that is of the old one', async () => {
    await board({ bootFiles: bootFilesOf('OLD') });
    rig.device.uart.write('require("Storage").write("mine","1");require("Storage").write(".bootrst","0")\r');
    await expectNew();
    expect(await listed()).toEqual(['.boot0', '.boot1', '.bootcde', 'mine', 'wifiprov.0000000b']);
  });

  it('shows how far it is', async () => {
    await board({ bootFiles: bootFilesOf('OLD') });
    await expectNew();
    const total = sizeOf(firmwareOf('NEW', 3000));
    expect(rig.shown()).toContain(`3/${total}`);
    expect(rig.shown().at(-2)).toBe(`${total}/${total}`);
    expect(rig.shown().at(-1)).toBe('restarting');
  });

  it('that has the firmware already is only restarted', async () => {
    await board({ bootFiles: bootFilesOf('OLD') });
    await rig.flash(firmwareOf('NEW'));
    const before = await rig.flashBytes();
    expect(await rig.flash(firmwareOf('NEW'))).toMatchObject({ uploaded: 0 });
    expect(await rig.flashBytes()).toBe(before);
  });

  it('is sent only the files that differ', async () => {
    await board({ bootFiles: bootFilesOf('OLD') });
    await rig.flash(firmwareOf('NEW'));
    const [guard, code] = firmwareOf('NEW').boot;
    if (!guard || !code) throw new Error('no firmware');
    const newer = {
      ...firmwareOf('NEW'),
      boot: [guard, { ...code, bytes: Buffer.concat([code.bytes, Buffer.from('/')]) }],
    };
    expect(await rig.flash(newer)).toMatchObject({ uploaded: code.bytes.length + 1 });
  });
});

describe('Bluetooth', () => {
  it('stays on when it is to be kept', async () => {
    await board({ bootFiles: bootFilesOf('OLD'), hasBle: true });
    expect(await rig.flash(firmwareOf('NEW'), { keepBle: true })).toMatchObject({ ble: true });
    expect(startedIn(await rig.restart())).toBe('NEW');
  });

  it('goes off on a board that has the firmware already', async () => {
    await board({ bootFiles: bootFilesOf('NEW'), hasBle: true });
    expect(await rig.flash(firmwareOf('NEW'))).toMatchObject({ ble: false });
    expect(startedIn(await rig.restart())).toBe('NEW');
    expect(await rig.flash(firmwareOf('NEW'))).toMatchObject({ ble: false, uploaded: 0 });
  });
});

describe('the room in Storage', () => {
  const needed = spaceFor([...firmwareOf('NEW', 3000).boot, { name: '', bytes: Buffer.alloc(3) }]);

  /** Bare but for a file that leaves so much. */
  async function boardWith(free: number): Promise<void> {
    await board({ bootFiles: NO_FIRMWARE });
    rig.device.uart.write('print("used="+(require("Storage").getStats().totalBytes-require("Storage").getFree()))\r');
    await rig.device.settle();
    const used = Number(/used=(\d+)/.exec(rig.said())?.[1]);
    rig.device.uart.write(`${fill(STORAGE_BYTES - used - 32 - free)}\r`);
    await rig.device.settle();
  }

  it.each([
    [0, true],
    [4, true],
    [-4, false],
  ])('%i bytes more than needed are enough: %s', async (more, isEnough) => {
    await boardWith(needed + more);
    if (isEnough) return expectNew();
    expect(await rig.flash(firmwareOf('NEW', 3000))).toMatchObject({ kind: 'refused', code: 'no_space' });
    expect(rig.said()).not.toContain('Compacting');
  });

  it('is made by compacting only when that is asked for', async () => {
    await boardWith(SPARE_BYTES);
    rig.device.uart.write('require("Storage").erase("junk")\r');
    await rig.device.settle();
    const refused = await rig.flash(firmwareOf('NEW', 3000));
    expect(refused).toMatchObject({ code: 'no_space', message: expect.stringContaining('--compact') });
    expect(rig.said()).not.toContain('Compacting');
    expect(await rig.flash(firmwareOf('NEW', 3000), { compact: true })).toMatchObject({ board: 'ESP32' });
    expect(rig.shown()).toContain('compacting Storage; do not cut the power');
    expect(startedIn(await rig.restart())).toBe('NEW');
  });
});
