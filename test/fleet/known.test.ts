// `wifiprov fleet --known`: every device joins these networks too, its own last, and knows all of them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Device, Outcome } from '../../tools/client/api.ts';
import { furtherIn, learn } from '../../tools/fleet/further.ts';
import { type OneOfMany, startMany } from '../../tools/sim/many.ts';
import { command } from '../cli/bench.ts';

const SPEED = 20;
const PWD = { env: { WIFIPROV_PWD: 'correct horse' } };
const folder = mkdtempSync(join(tmpdir(), 'wifiprov-fleet-known-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const wifi = (ssid: string): string => `WIFI:T:WPA;S:${ssid};P:password of ${ssid};;`;

describe('a device', () => {
  it.each<[string, string[], string, [string[], string | undefined]]>([
    ['joins each of them', [], '', [['Two', 'Three'], undefined]],
    ['leaves out what it knows already', ['Two'], '', [['Three'], undefined]],
    ['stops at the first that cannot be joined, and names it', [], 'Two', [['Two'], 'Two']],
  ])('%s', async (_, knows, fails, [joined, missing]) => {
    const sent: string[] = [];
    const device: Partial<Device> = {
      networks: async () => knows.map((ssid) => ({ ssid, in_use: false })),
      async provision(changes) {
        const { wifi: text } = changes as { wifi: string };
        const ssid = /S:(\w+)/.exec(text)?.[1] ?? '';
        sent.push(ssid);
        const failed = { ok: false, reason: 'not_found', message: 'no', warnings: [] } as const;
        return (ssid === fails ? failed : { ok: true, state: 'online', unchanged: false, warnings: [] }) as Outcome;
      },
    };
    const further = furtherIn(`${wifi('Two')}\n\n${wifi('Three')}\n`, 'known.txt');
    const outcome = await learn(device as Device, further, () => {});
    expect([sent, outcome && 'ssid' in outcome ? outcome.ssid : undefined]).toEqual([joined, missing]);
  });
});

describe('a mistake is said before any device is asked:', () => {
  const table = file('none.csv', 'host,code,ssid\nlamp,XXXX-XXXX-XXXX,Home\n');
  it.each([
    ['a line that is no network', ['--known', file('bad.txt', `${wifi('A')}\nWIFI:T:WEP;S:B;P:x;;\n`)], 'line 2: '],
    ['five of them', ['--known', file('five.txt', [1, 2, 3, 4, 5].map((n) => wifi(`N${n}`)).join('\n'))], 'knows 4'],
    ['beside --keep-network', ['--keep-network', '--known', file('one.txt', wifi('A'))], 'leave out --keep-network'],
    ['beside --update', ['--update', '--known', file('one.txt', wifi('A'))], 'leave out --keep-network and --update'],
  ])('%s', async (_, words, said) => {
    const ran = await command(['fleet', table, '--dry-run', ...words], PWD);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain(said);
  });
});

describe('on simulated devices', () => {
  let devices: OneOfMany[] = [];
  beforeAll(async () => {
    devices = await startMany(2, { speed: SPEED });
  }, 180_000);
  afterAll(async () => {
    await Promise.all(devices.map((one) => one.stop()));
    rmSync(folder, { recursive: true });
  });

  it('all are known at the end, that of the row is in use, and --resume tells the runs apart', async () => {
    const rows = devices.map(({ host, code }) => `${host},${code},Home\n`).join('');
    const table = file('devices.csv', `host,code,ssid\n${rows}`);
    const known = file('known.txt', 'WIFI:T:nopass;S:Cafe;;\nWIFI:T:WPA;S:Home;P:correct horse;;\n');
    const report = join(folder, 'report.csv');
    const ran = await command(['fleet', table, '--known', known, '--report', report], PWD);
    expect(ran).toMatchObject({ exit: 0 });
    for (const { host, code } of devices) {
      const told = await command(['networks', '--host', host, '--code-stdin', '--json'], { stdin: `${code}\n` });
      expect(JSON.parse(told.out)).toMatchObject({
        data: {
          networks: [
            { ssid: 'Home', in_use: true },
            { ssid: 'Cafe', in_use: false },
          ],
        },
      });
    }
    const again = await command(['fleet', table, '--known', known, '--resume', report, '--dry-run'], PWD);
    expect(again.out).toContain('2 of them done before');
    const other = await command(['fleet', table, '--resume', report, '--dry-run'], PWD);
    expect(other.out).not.toContain('done before');
  }, 120_000);
});
