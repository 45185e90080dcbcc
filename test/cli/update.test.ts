// `wifiprov update` against a simulated device with slots.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firmware, NEW, OLD } from '../e2e/firmwares.ts';
import { command, jsonOf, type Ran, useHome } from './bench.ts';

const home = useHome('wifiprov-update-');
function file(name: string, bytes: Uint8Array): string {
  writeFileSync(join(home.folder, name), bytes);
  return join(home.folder, name);
}

async function status(): Promise<{ [key: string]: unknown }> {
  return jsonOf(await home.bench.port(['status', '--json'])).data;
}

describe('wifiprov update', () => {
  it('says that the device has the firmware of this package already', async () => {
    expect(await home.bench.host(['update'])).toMatchObject({ exit: 0, out: `the device runs ${OLD} already\n` });
  });

  it.each<[string, () => Uint8Array, string]>([
    ['is none', () => Buffer.from('no firmware'), 'this is no wifiprov firmware file'],
    ['is cut short', () => firmware().subarray(0, 90_000), 'it is not whole'],
    ['has a wrong byte', () => firmware().fill(7, 90_000, 90_001), 'its CRC-32 is wrong'],
  ])('refuses a file that %s before the device hears of it', async (_what, bytes, said) => {
    const ran = await command(['update', file('bad.bin', bytes()), '--host', '127.0.0.1:1'], {
      env: { WIFIPROV_CODE: home.bench.code },
    });
    expect(ran).toMatchObject({ exit: 2, out: '', err: expect.stringContaining(said) });
  });

  it.each<[string, Uint8Array, string]>([
    ['is of another product', firmware({ product: 'toaster' }), 'the firmware is for toaster; this device is wifiprov'],
    ['needs a newer Espruino', firmware({ espruino: '3v0' }), 'needs Espruino 3v0 or newer, and this device has 2v27'],
    ['is too large', firmware({ code: 'x'.repeat(250_000) }), 'bytes, and this device has room for 225280'],
  ])('shows in a sentence that the device refuses one that %s', async (_what, bytes, said) => {
    const ran = await home.bench.host(['update', file('other.bin', bytes)]);
    expect(ran).toMatchObject({ exit: 1, out: '', err: expect.stringContaining(said) });
    expect(await status()).toMatchObject({ firmware: OLD });
  });

  it('needs the setup code, also while the window is open', async () => {
    await home.bench.port(['open']);
    const ran = await command([
      'update',
      file('new.bin', firmware()),
      '--host',
      `127.0.0.1:${home.bench.device.tcpPort}`,
      '--plain',
    ]);
    expect(ran).toMatchObject({ exit: 1, err: expect.stringContaining('update needs a sealed session') });
  });

  it('goes back to the old firmware when the new one does not come up, and says so', async () => {
    const ran = await home.bench.host(['update', file('dead.bin', firmware({ code: '0;' }))]);
    expect(ran).toMatchObject({ exit: 1, err: expect.stringContaining(`the update was rolled back: version ${NEW}`) });
    const told: Ran = await home.bench.port(['status']);
    expect(told.out).toContain(`version ${NEW} was rolled back`);
    expect(await status()).toMatchObject({ firmware: OLD, update: 'rolled_back', update_version: NEW });
  }, 120_000);

  it('sends the new firmware, and waits until it is kept', async () => {
    const shown: string[] = [];
    const ran = await home.bench.host(['update', file('new.bin', firmware())], {
      typed: [],
      columns: 80,
      watch: (now) => void shown.push(now.err),
    });
    expect(ran).toMatchObject({ exit: 0, out: `updated from ${OLD}: ${NEW} runs and is kept\n` });
    expect(ran.err).toContain('bytes');
    expect(await status()).toMatchObject({ firmware: NEW });
    expect(await status()).not.toHaveProperty('update');
    const back = await home.bench.host(['update', '--no-wait', '--json']);
    expect(jsonOf(back)).toEqual({ ok: true, data: { before: NEW, firmware: OLD, unchanged: false, kept: false } });
  }, 120_000);
});
