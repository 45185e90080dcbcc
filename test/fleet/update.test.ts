// `wifiprov fleet --update`: many devices get a firmware; one that does not keep it is told as failed.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSlotBuild } from '../../tools/sim/firmware-install.ts';
import { type OneOfMany, startMany } from '../../tools/sim/many.ts';
import { command } from '../cli/bench.ts';
import { firmware, NEW, OLD } from '../e2e/firmwares.ts';

const COUNT = 3;
const SPEED = 20;
const folder = mkdtempSync(join(tmpdir(), 'wifiprov-fleet-update-'));
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

let devices: OneOfMany[] = [];
let table = '';
beforeAll(async () => {
  const slots = readSlotBuild(new URL('../../build/', import.meta.url));
  if (!slots) throw new Error('build/firmware.bin is missing');
  devices = await startMany(COUNT, { speed: SPEED, slots });
  table = file('devices.csv', `host,code,ssid\n${devices.map(({ host, code }) => `${host},${code},Home\n`).join('')}`);
}, 180_000);
afterAll(async () => {
  await Promise.all(devices.map((one) => one.stop()));
  rmSync(folder, { recursive: true });
});

describe('a fleet', () => {
  it('is told of a mistake before any device is asked', async () => {
    const bad = file('bad.bin', firmware().subarray(0, 5_000));
    expect(await command(['fleet', table, '--update', bad])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('it is not whole'),
    });
    const serial = file('serial.csv', 'port,code\n/dev/ttyUSB0,\n');
    expect((await command(['fleet', serial, '--update'])).err).toContain('an update goes over the network');
    const plain = file('plain.csv', 'host\n10.0.0.1\n');
    expect((await command(['fleet', plain, '--update'])).err).toContain('the setup code is missing');
  });

  it('has the firmware of this package already', async () => {
    const ran = await command(['fleet', table, '--update']);
    expect(ran).toMatchObject({ exit: 0, out: expect.stringContaining(`${OLD} runs already`) });
  });

  it('goes back to the old one, each device by itself, when the new one does not live', {
    timeout: 120_000,
  }, async () => {
    const ran = await command(['fleet', table, '--update', file('dead.bin', firmware({ code: '0;' }))]);
    expect(ran.exit).toBe(1);
    expect(ran.out.match(/the update was rolled back/g)).toHaveLength(COUNT);
  });

  it('gets a new firmware, and keeps its settings', { timeout: 120_000 }, async () => {
    const ran = await command(['fleet', table, '--update', file('new.bin', firmware()), '--json']);
    expect(ran.exit).toBe(0);
    const lines = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { data?: object });
    expect(lines.slice(0, COUNT)).toEqual(
      Array(COUNT).fill(expect.objectContaining({ ok: true, data: { before: OLD, firmware: NEW, unchanged: false } })),
    );
  });
});
