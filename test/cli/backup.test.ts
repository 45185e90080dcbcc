// `wifiprov backup` and `restore`: what is in the file, who can read it, and what is told before anything changes.

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Backup, Secrets } from '../../tools/cli/backup/file.ts';
import { planOf, requestsOf } from '../../tools/cli/backup/plan.ts';
import type { Config } from '../../tools/client/api.ts';
import { command, jsonOf, useHome } from './bench.ts';

const PWD = 'correct horse';
const home = useHome('wifiprov-backup-');
let path = '';
let count = 0;
beforeEach(() => {
  path = join(home.folder, `${++count}.backup.json`);
});
const written = (): Backup => JSON.parse(readFileSync(path, 'utf8'));

describe.each(['host', 'port'] as const)('over --%s', (door) => {
  it('a backup has the settings and no secret, and only its owner reads it', async () => {
    const ran = await home.bench[door](['backup', path]);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toContain(
      'is written. Without passwords: this device can take it back, another one asks for them.',
    );
    expect(written()).toMatchObject({ wifiprov: 'backup', version: 1, device: 'wifiprov-000110.local' });
    expect(written().config).toMatchObject({ STA: { SSID: 'Home', PWD: '********' }, AP: { PWD: '********' } });
    expect(written()).not.toHaveProperty('secrets');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).not.toContain(home.bench.code.replaceAll('-', ''));
  });

  it('is never written over another without --force', async () => {
    writeFileSync(path, 'mine', { mode: 0o644 });
    const ran = await home.bench[door](['backup', path]);
    expect(ran).toMatchObject({
      exit: 2,
      out: '',
      err: `wifiprov: ${path} exists; --force replaces it, or name another file\n`,
    });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect((await home.bench[door](['backup', path, '--force'])).exit).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('brings back what was changed since', async () => {
    await home.bench[door](['backup', path]);
    await home.bench.port(['set', '--ap-ch', '11', '--countrycode', 'USA']);
    const ran = await home.bench[door](['restore', path], { typed: ['y'] });
    expect(ran).toMatchObject({ exit: 0, asked: ['2 settings of the device change. Go on?'] });
    expect(ran.err).toMatch(/^field +now +then\ncountrycode +USA +GEN\nAP\.ch +11 +1$/m);
    const { data } = jsonOf(await home.bench.port(['get', '--json']));
    expect(data).toMatchObject({ countrycode: 'GEN', AP: { ch: 1 }, STA: { SSID: 'Home', PWD: '********' } });
  });

  it('changes nothing without a yes, and nothing that is the same', async () => {
    await home.bench[door](['backup', path]);
    expect(await home.bench[door](['restore', path])).toMatchObject({
      exit: 0,
      out: 'nothing to change: the device has these settings\n',
      err: '',
    });
    await home.bench.port(['set', '--ap-ch', '11']);
    expect(await home.bench[door](['restore', path])).toMatchObject({
      exit: 2,
      err: expect.stringContaining('--yes does it'),
    });
    expect(await home.bench[door](['restore', path], { typed: ['n'] })).toMatchObject({ exit: 2 });
    expect(jsonOf(await home.bench.port(['get', '--json'])).data.AP.ch).toBe(11);
    expect(jsonOf(await home.bench[door](['restore', path, '--yes', '--json']))).toMatchObject({
      ok: true,
      not_restored: [],
    });
    expect(jsonOf(await home.bench.port(['get', '--json'])).data.AP.ch).toBe(1);
  });
});

describe('secrets', () => {
  it('come from the cable and from who knows them', async () => {
    const ran = await home.bench.port(['backup', path, '--secrets'], { env: { WIFIPROV_PWD: PWD } });
    expect(ran.out).toContain('It has secrets in plain text: keep it like a key.\n');
    expect(written().secrets).toEqual({
      code: home.bench.code,
      'AP.PWD': home.bench.code.replaceAll('-', ''),
      'STA.PWD': PWD,
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('that nobody knows are told to be missing', async () => {
    const ran = await home.bench.port(['backup', path, '--secrets']);
    expect(ran.out).toContain('The password of "Home" is not in it: the device never tells it.');
  });

  it('are not there in the clear', async () => {
    const ran = await home.bench.host(['backup', path, '--secrets', '--plain']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('--secrets needs the setup code or the cable') });
    expect(existsSync(path)).toBe(false);
  });

  it('bring back a network that the device has forgotten', async () => {
    await home.bench.port(['backup', path, '--secrets'], { env: { WIFIPROV_PWD: PWD } });
    await home.bench.port(['forget', '--yes']);
    const ran = await home.bench.port(['restore', path, '--yes']);
    expect(ran).toMatchObject({ exit: 0, out: 'online "Home" 192.168.1.50 (saved)\n' });
    expect(ran.err).not.toContain(PWD);
  });

  it('that the file lacks are asked for', async () => {
    await home.bench.port(['backup', path]);
    await home.bench.port(['forget', '--yes']);
    const ran = await home.bench.port(['restore', path], { typed: [PWD, 'y'] });
    expect(ran).toMatchObject({ exit: 0, out: 'online "Home" 192.168.1.50 (saved)\n' });
    expect(ran.asked[0]).toBe('Password of "Home" (empty: leave this network out):');
  });
});

it.each<[string, string | undefined, string]>([
  ['no file', undefined, "can't read"],
  ['no JSON', 'x', 'is no backup'],
  ['another file', '{"STA":{}}', 'is no backup'],
  [
    'a newer one',
    '{"wifiprov":"backup","version":2,"config":{"mode":0,"STA":{"SSID":""},"AP":{"SSID":""}}}',
    'of version 2',
  ],
])('%s is a mistake', async (_, text, said) => {
  if (text !== undefined) writeFileSync(path, text);
  const ran = await command(['restore', path, '--port', 'tcp:127.0.0.1:9']);
  expect(ran).toMatchObject({ exit: 2, out: '' });
  expect(ran.err).toContain(said);
});

describe('the plan for a device', () => {
  const STA = { ch: 0, auto: 1, auth: 4, SSID: 'Home', PWD: '********' } as Config['STA'];
  const AP = { ch: 1, ssidv: 1, auth: 4, SSID: 'PROV_000110', PWD: '********' } as Config['AP'];
  const HOME = { mode: 0, save_config: 1, countrycode: 'GEN', STA, AP } as Config;
  const OTHER: Config = { ...HOME, STA: { ...STA, SSID: '', PWD: '' }, AP: { ...AP, SSID: 'PROV_000222' } };
  const backup = (config: Config): Backup => ({
    ...{ wifiprov: 'backup', version: 1, time: '', device: 'wifiprov-000110.local', firmware: '0.1.0' },
    config,
  });

  it.each<[string, Config, Config, Secrets, object, string[]]>([
    ['the same', HOME, HOME, {}, {}, []],
    [
      'another one, without passwords',
      HOME,
      OTHER,
      {},
      {},
      ['its password is not in the file', 'the number of the other device'],
    ],
    [
      'another one',
      HOME,
      OTHER,
      { 'STA.PWD': PWD },
      { STA: { SSID: 'Home', PWD } },
      ['the number of the other device'],
    ],
    [
      'an open network',
      { ...HOME, STA: { ...STA, auth: 1, PWD: '' } },
      { ...OTHER, AP },
      {},
      { STA: { SSID: 'Home', auth: 1 } },
      [],
    ],
    [
      'a name of its own',
      { ...HOME, AP: { ...AP, SSID: 'Lamp' } },
      HOME,
      { 'AP.PWD': 'bright light' },
      { AP: { SSID: 'Lamp', PWD: 'bright light' } },
      [],
    ],
    [
      'a name, no password',
      { ...HOME, AP: { ...AP, SSID: 'Lamp' } },
      HOME,
      {},
      {},
      ["the access point's password: it is not in the file"],
    ],
    [
      'the code as password',
      { ...HOME, AP: { ...AP, SSID: 'Lamp' } },
      HOME,
      { code: '7K3M-9QXT-2VBN', 'AP.PWD': '7K3M9QXT2VBN' },
      {},
      ['it was the setup code', 'the setup code: a device keeps its own'],
    ],
    ['no network', OTHER, HOME, {}, {}, ['the backup has none', "the access point's password"]],
    ['mode and channel', { ...HOME, mode: 1, AP: { ...AP, ch: 6 } }, HOME, {}, { mode: 1, AP: { ch: 6 } }, []],
    [
      'an app',
      { ...HOME, app: { interval: 5, token: '********', old: 1 } },
      { ...HOME, app: { interval: 9, token: '' } },
      {},
      { app: { interval: 5 } },
      ['app.token: secrets of the app', 'app.old: this device has no such field'],
    ],
  ])('says what will change: %s', (_, file, device, secrets, changes, left) => {
    const plan = planOf(backup(file), device, secrets);
    expect(plan.changes).toEqual(changes);
    expect(plan.left).toHaveLength(left.length);
    for (const [i, said] of left.entries()) expect(plan.left[i]).toContain(said);
    expect(JSON.stringify(plan.rows)).not.toContain('horse');
  });

  it('is one request over the network, and the network last over the serial line', () => {
    const changes = { mode: 0, countrycode: 'GEN', STA: { SSID: 'Home' }, AP: { ch: 6 } };
    expect(requestsOf(changes, false)).toEqual([changes]);
    expect(requestsOf(changes, true)).toEqual([
      { countrycode: 'GEN', AP: { ch: 6 } },
      { mode: 0, STA: { SSID: 'Home' } },
    ]);
    expect(requestsOf({ STA: { ch: 6 } }, true)).toEqual([{ STA: { ch: 6 } }]);
  });
});
