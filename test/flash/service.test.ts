// wifiprov itself exchanged for a newer one, whatever it is doing at the time.

import { describe, expect, it } from 'vitest';
import { type Firmware, readFirmware } from '../../tools/flash/firmware.ts';
import type { HarnessOptions } from '../../tools/sim/harness.ts';
import { board, rig } from './board.ts';

describe('the real firmware', { timeout: 120_000 }, () => {
  const same = readFirmware();
  const [guard, code] = same.boot;
  const newer: Firmware = {
    ...same,
    boot: [guard, code && { ...code, bytes: Buffer.concat([code.bytes, Buffer.from('\n//')]) }].flatMap((f) => f ?? []),
  };

  it.each<[string, HarnessOptions, () => Promise<void>]>([
    ['while it runs', { start: { bootWindow: false } }, async () => {}],
    ['while it runs, after its boot window', { start: { bootWindow: true } }, () => rig.device.advance(5_000)],
    ['in its boot window', { start: { bootWindow: true } }, () => rig.device.advance(500)],
    [
      'in safe mode',
      { start: { bootWindow: true } },
      async () => {
        for (let i = 0; i < 3; i++) await rig.device.control({ do: 'crash' });
        await rig.device.settle();
        expect(rig.said()).toContain('# safe mode after three crashes');
      },
    ],
    [
      'when somebody has typed `wifiprov repl`',
      { start: { bootWindow: true } },
      async () => {
        await rig.device.advance(5_000);
        rig.device.uart.write('wifiprov repl\r');
        await rig.device.settle();
      },
    ],
  ])('is exchanged %s, and comes up', async (_, options, prepare) => {
    await board(options);
    await prepare();
    const ready = rig.device.readyCount();
    expect(await rig.flash(newer)).toMatchObject({ board: 'ESP32', uploaded: expect.any(Number) });
    expect(rig.device.readyCount()).toBeGreaterThan(ready);
    expect(await rig.flash(newer)).toMatchObject({ uploaded: 0 });
    expect(rig.said()).not.toContain('Uncaught');
  });

  it('serves its own page, by the name that only this build has', async () => {
    await board({ start: { bootWindow: false } });
    await rig.flash(newer);
    const { httpPort } = rig.device;
    const page = fetch(`http://127.0.0.1:${httpPort}/`, { headers: { Host: `127.0.0.1:${httpPort}` } });
    for (let i = 0; i < 20; i++) await rig.device.advance(100);
    expect((await (await page).text()).includes('Other network…')).toBe(true);
  });
});
