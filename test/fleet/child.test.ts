// The built command as a process of its own that is stopped, or killed, in the middle: nothing that is done is forgotten.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type OneOfMany, startMany } from '../../tools/sim/many.ts';
import { command } from '../cli/bench.ts';
import { closeServers, silent } from './servers.ts';

const COUNT = 6;
const SPEED = 5;

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-fleet-'));
const [csv, report, xml] = ['devices.csv', 'report.csv', 'report.xml'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
let devices: OneOfMany[] = [];
let child: ChildProcess | undefined;
beforeAll(async () => {
  devices = await startMany(COUNT, { speed: SPEED });
}, 180_000);
afterAll(async () => {
  closeServers();
  child?.kill('SIGKILL');
  await Promise.all(devices.map((one) => one.stop()));
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  for (const path of [report, xml]) rmSync(path, { force: true });
});

interface Ended {
  status: number | null;
  signal: string | null;
  out: string;
  err: string;
}

/** The device that never answers keeps the run under way. */
async function fileWith(rows: number, silence: boolean): Promise<string> {
  const own = devices.map(({ host, code }) => `${host},${code}\n`);
  if (silence) own.splice(rows, 0, `${await silent()},XXXX-XXXX-XXXX\n`);
  writeFileSync(csv, `host,code\n${own.join('')}`);
  return csv;
}

/** The signal comes with the second device that is done, and again as soon as the first was heard. */
async function stopped(signal: NodeJS.Signals, isTwice: boolean, settings: string[]): Promise<Ended> {
  const words = ['fleet', await fileWith(2, isTwice), ...settings, '--parallel', '1', '--timeout', '600'];
  const started = spawn(process.execPath, ['tools/cli/wifiprov.mjs', ...words, '--report', report, '--junit', xml], {
    env: { ...process.env, WIFIPROV_PWD: 'correct horse' },
  });
  child = started;
  const ended: Ended = { status: null, signal: null, out: '', err: '' };
  let sent = 0;
  function look(): void {
    const isDue = sent === 0 && (ended.out.match(/^done/gm)?.length ?? 0) >= 2;
    const isDueAgain = sent === 1 && isTwice && ended.err.includes('stopping after');
    if (!isDue && !isDueAgain) return;
    sent++;
    started.kill(signal);
  }
  started.stdout.on('data', (bytes) => {
    ended.out += bytes;
    look();
  });
  started.stderr.on('data', (bytes) => {
    ended.err += bytes;
    look();
  });
  return new Promise((resolve) => started.on('close', (status, by) => resolve({ ...ended, status, signal: by })));
}

const linesIn = (path: string): number => readFileSync(path, 'utf8').split('\n').length - 1;

it.each([
  ['SIGKILL', false, 'Home', null, 'SIGKILL'],
  ['SIGINT', false, 'Cafe', 130, null],
  ['SIGINT', true, 'Home', 3, null],
] as const)(
  'after %s (twice: %s) --resume does what is left, and that only',
  async (signal, isTwice, ssid, status, by) => {
    const settings = ['--ssid', ssid, '--auth', ssid === 'Cafe' ? '1' : '4'];
    const ended = await stopped(signal, isTwice, settings);
    expect(ended).toMatchObject({ status, signal: by });
    const done = linesIn(report) - 1;
    expect(done).toBeGreaterThanOrEqual(2);
    expect(done).toBeLessThan(COUNT);
    expect(existsSync(xml)).toBe(true);
    const words = ['fleet', await fileWith(0, false), ...settings, '--resume', report];
    const ran = await command(words, { env: { WIFIPROV_PWD: 'correct horse' } });
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toContain(`${COUNT - done} of ${COUNT} devices done in `);
    expect(ran.out).toContain(`; ${done} ${done === 1 ? 'was' : 'were'} done before\n`);
    expect(linesIn(report)).toBe(COUNT + 1);
    for (const { device, name } of devices) {
      const { link } = (await device.control({ do: 'state' })) as unknown as { link: { ssid: string } | null };
      expect(link?.ssid, name).toBe(ssid);
    }
  },
);
