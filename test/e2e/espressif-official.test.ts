// The official client, esp_prov.py, run for real against the simulated device. It is not in any package registry:
// WIFIPROV_ESP_PROV names the folder that holds it, see firmware/docs/espressif.md; without it the rows are skipped.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import type { Rig } from './rig.ts';

const folder = process.env['WIFIPROV_ESP_PROV'] ?? '';
const idf = process.env['IDF_PATH'] ?? resolve(folder, '../..');
const script = join(folder, 'esp_prov.py');
const python = process.env['WIFIPROV_PYTHON'] ?? 'python3';
if (!folder) process.stderr.write('skipped: no esp_prov (set WIFIPROV_ESP_PROV to the folder that has esp_prov.py)\n');

/** Since release 5 of ESP-IDF. */
const canReset = folder !== '' && readFileSync(script, 'utf8').includes('--reprov');

/** It polls every 5 s of its own, and a failure four times. */
const ROW_MS = 90_000;
/** Its time is real: the simulated device's goes beside it, twice as fast. */
const BEAT_MS = 50;

interface Run {
  code: number | null;
  said: string;
}

/** `typed` is what a person answers it. */
async function espProv(rig: Rig, typed: string, ...args: string[]): Promise<Run> {
  const own = ['--transport', 'softap', '--service_name', `127.0.0.1:${rig.core.httpPort}`];
  const child = spawn(python, ['-u', script, ...own, ...args], { env: { ...process.env, IDF_PATH: idf } });
  const run: Run = { code: null, said: '' };
  let isOver = false;
  child.stdout.on('data', (bytes) => (run.said += bytes));
  child.stderr.on('data', (bytes) => (run.said += bytes));
  child.on('error', (error) => {
    run.said += error.message;
    isOver = true;
  });
  child.on('close', (code) => {
    run.code = code;
    isOver = true;
  });
  child.stdin.end(typed);
  while (!isOver) {
    await new Promise((done) => setTimeout(done, BEAT_MS));
    await rig.core.pass(2 * BEAT_MS);
  }
  return run;
}

describe.skipIf(!folder)('esp_prov.py', { timeout: ROW_MS }, () => {
  onBothEngines('official client', (start) => {
    it('sees Security 0 and provisions the device', { timeout: ROW_MS }, async () => {
      const rig = await start({ start: { access: 'window' } });
      const run = await espProv(rig, '', '--ssid', 'Home', '--passphrase', 'correct horse');
      expect(run.said).toMatch(/Security Scheme.*: 0/i);
      expect(run.said).toMatch(/Provisioning was successful/i);
      expect(run.code).toBe(0);
      await rig.online('Home');
      await rig.said('# saved');
    });

    it('lists the networks, and joins the one that is chosen', { timeout: ROW_MS }, async () => {
      const rig = await start();
      // Release 4 asks for the passphrase all the same.
      const run = await espProv(rig, '1\ncorrect horse\n', '--passphrase', 'correct horse');
      expect(run.said).toMatch(/\[ 1\] Home +6 +-48 +WPA2_PSK/);
      for (const ssid of ['Cafe', 'Neighbour', 'OldPrinter', 'Fortress']) expect(run.said).toContain(`] ${ssid} `);
      expect(run.said).toMatch(/Provisioning was successful/i);
      await rig.online('Home');
    });

    it.skipIf(!canReset).each(['--reset', '--reprov'])('has %s answered', { timeout: ROW_MS }, async (flag) => {
      const run = await espProv(await start(), '', flag, '-v');
      expect(run.said).toContain('CtrlReset status: 0x0');
      expect(run.code).toBe(0);
    });

    it('is told of a wrong password', { timeout: ROW_MS }, async () => {
      const rig = await start();
      const run = await espProv(rig, '', '--ssid', 'Neighbour', '--passphrase', 'not the password');
      expect(run.said).toContain('Failure reason: Incorrect Password');
      expect(run.said).toContain('Provisioning failed');
    });
  });
});
