// The command with the fields.json of a build: flags for the app's fields, over TCP and over a serial line.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIELDS } from '../../firmware/config/schema.ts';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import { type Bench, command, jsonOf, startBench } from '../cli/bench.ts';
import { built, source } from './built.ts';
import { ROWS } from './rows.ts';

const GIVEN = [
  { name: 'interval', kind: 'int', min: 5, max: 3600, fallback: 60, label: 'Seconds' },
  { name: 'light', kind: 'bool' },
  { name: 'place', kind: 'text', min: 1, max: 12, fallback: 'Hall' },
  { name: 'token', kind: 'secret', max: 12 },
];
const folder = mkdtempSync(join(tmpdir(), 'wifiprov-fields-'));
const FILE = join(folder, 'fields.json');
writeFileSync(FILE, JSON.stringify(ROWS));
let bench: Bench;
beforeAll(async () => {
  const files = await built(
    source(`export const fields = ${JSON.stringify(GIVEN)};\nexport function app(): void {}\n`),
  );
  bench = await startBench({ bootFiles: { ...readBundle(new URL('../../build/', import.meta.url)), ...files } });
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  for (const row of ROWS) delete FIELDS[row.path];
  await bench?.stop();
});

async function app(): Promise<unknown> {
  return jsonOf(await bench.port(['get', '--json'])).data.app;
}

describe.each(['host', 'port'] as const)('over --%s', (door) => {
  it('set has flags for them', async () => {
    const words = ['--app-interval', '30', '--app-light', '1', '--app-place', 'Bad "1"'];
    expect(await bench[door](['set', '--fields', FILE, ...words])).toMatchObject({ exit: 0, err: '' });
    expect(await app()).toMatchObject({ interval: 30, light: 1, place: 'Bad "1"' });
    expect(await bench[door](['set', `--fields=${FILE}`, '--app-interval', '4'])).toMatchObject({
      exit: 1,
      err: 'wifiprov: app.interval is 4; it must be 5..3600\n',
    });
  });

  it('a secret comes from the environment or a prompt, and is not shown', async () => {
    const env = { WIFIPROV_FIELDS: FILE, WIFIPROV_APP_TOKEN: 'geheim' };
    expect(await bench[door](['set', '--app-token'], { env })).toMatchObject({ exit: 0 });
    expect(await app()).toMatchObject({ token: '********' });
    const asked = await bench[door](['set', '--app-token'], { env: { WIFIPROV_FIELDS: FILE }, typed: ['other'] });
    expect(asked).toMatchObject({ exit: 0, asked: ['app.token:'] });
    const none = await bench[door](['set', '--app-token'], { env: { WIFIPROV_FIELDS: FILE } });
    expect(none).toMatchObject({
      exit: 2,
      err: expect.stringContaining('app.token is missing: use WIFIPROV_APP_TOKEN'),
    });
  });

  it('get shows them with their labels', async () => {
    expect((await bench[door](['get', '--fields', FILE])).out).toMatch(/app\.interval\s+30\s+Seconds/);
  });
});

it('over a serial line they go with other fields', async () => {
  const ran = await bench.port(['set', '--fields', FILE, '--app-light', '0', '--auto', '0']);
  expect(ran).toMatchObject({ exit: 0, err: '' });
  expect(await app()).toMatchObject({ light: 0 });
});

it.each([['no/such.json'], ['package.json']])('%s is refused as fields.json', async (file) => {
  const ran = await command(['set', '--fields', file, '--host', '127.0.0.1']);
  expect(ran).toMatchObject({ exit: 2, err: `wifiprov: --fields: ${file} is not the fields.json of a build\n` });
});
