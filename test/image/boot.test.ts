// The proof of `wifiprov image`: both engines boot from it, and what was put in is there.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { command, jsonOf } from '../cli/bench.ts';
import { onInterpreters } from '../interpreters.ts';
import { type EngineName, type Flashed, startFlashed, until } from './flashed.ts';

const CODE = '7K3M-9QXT-2VBN';
const folder = mkdtempSync(join(tmpdir(), 'wifiprov-boot-'));
afterAll(() => rmSync(folder, { recursive: true }));

const running: Flashed[] = [];
afterEach(async () => {
  for (const device of running.splice(0)) await device.stop();
});

let count = 0;
async function flashed(engine: EngineName, words: string[], env = {}): Promise<Flashed> {
  const out = join(folder, String(++count));
  const ran = await command(['image', '--simulator', '--out', out, ...words], { env });
  if (ran.exit !== 0) throw new Error(ran.err);
  const device = await startFlashed(engine, join(out, 'simulator.bin'));
  running.push(device);
  return device;
}

async function online(device: Flashed): Promise<boolean> {
  return (await device.state()).link?.ssid === 'Home' && device.output().includes('# online "Home"');
}

function bootRows(engine: EngineName): void {
  it('what runs is what is in the image', async () => {
    const build = join(folder, 'build');
    mkdirSync(build, { recursive: true });
    writeFileSync(join(build, 'boot0.js'), 'mark="boot0";');
    writeFileSync(join(build, 'bootcde.js'), 'Serial1.write(mark+" "+require("Storage").read("wifiprov.page")+"\\n");');
    writeFileSync(join(build, 'page.bin'), 'page');
    const device = await flashed(engine, ['--build-dir', build]);
    await until(() => device.output().includes('boot0 page\n'));
  });

  it('it comes up, joins the network that was put in, and is provisioned then', async () => {
    const secrets = { WIFIPROV_CODE: CODE, WIFIPROV_PWD: 'correct horse' };
    const device = await flashed(engine, ['--code', '--ssid', 'Home', '--ap-ssid', 'Lamp'], secrets);
    await until(() => online(device));
    expect(device.output()).not.toContain('error');
    const code = jsonOf(await command(['code', '--port', device.port, '--json'])).data;
    expect(code).toMatchObject({ code: CODE, wifi: 'WIFI:T:WPA;S:Lamp;P:7K3M9QXT2VBN;;' });
    const sealed = ['get', '--host', device.host, '--json'];
    const env = { WIFIPROV_CODE: CODE };
    // Within its first second on the network it makes what sealed sessions need.
    await until(async () => (await command(sealed, { env })).exit === 0);
    const { data } = jsonOf(await command(sealed, { env }));
    expect(data).toMatchObject({ STA: { SSID: 'Home', PWD: '********' }, AP: { SSID: 'Lamp' } });
    const stranger = await command(['get', '--host', device.host], { env: { WIFIPROV_CODE: '0000-0000-0000' } });
    expect(stranger).toMatchObject({ exit: 1, err: expect.stringContaining('another setup code') });
  });

  it('a fresh one waits for its owner, with the code that was made for it on its own network', async () => {
    const out = join(folder, `random-${++count}`);
    const made = jsonOf(await command(['image', '--random-code', '--simulator', '--out', out, '--json']));
    const device = await startFlashed(engine, join(out, 'simulator.bin'));
    running.push(device);
    await until(async () => (await device.state()).ap !== null);
    expect((await device.state()).ap?.ssid).toMatch(/^PROV_[0-9A-F]{6}$/);
    const code = jsonOf(await command(['code', '--port', device.port, '--json'])).data;
    expect(code.code).toBe(made.data.code);
    const env = { WIFIPROV_CODE: made.data.code, WIFIPROV_PWD: 'correct horse' };
    const set = await command(['set', '--host', device.host, '--ssid', 'Home'], { env });
    expect(set).toMatchObject({ exit: 0, out: expect.stringContaining('online "Home"') });
  });
}

describe('in the Node engine', () => bootRows('node'));
describe('in the espruino engine', () => onInterpreters(bootRows));

it('one that got no setup code makes its own as soon as it is online', async () => {
  const device = await flashed('node', ['--ssid', 'Home'], { WIFIPROV_PWD: 'correct horse' });
  await until(() => online(device));
  await until(async () => (await command(['code', '--port', device.port])).exit === 0);
  expect((await device.state()).ap).toBeNull();
});

it('a network that does not work leaves the setup window open', async () => {
  const device = await flashed('node', ['--config', configFile({ STA: { SSID: 'Nowhere', PWD: 'correct horse' } })]);
  await until(async () => (await device.state()).ap !== null);
  const status = jsonOf(await command(['status', '--port', device.port, '--json'])).data;
  expect(status).toMatchObject({ window: 'open', ap_ssid: expect.stringMatching(/^PROV_/) });
});

function configFile(config: object): string {
  const path = join(folder, 'config.json');
  writeFileSync(path, JSON.stringify(config));
  return path;
}

it('is the simulator’s flash file put together of the partitions', async () => {
  const out = join(folder, 'parts');
  await command(['image', '--simulator', '--random-code', '--out', out]);
  const [whole, ...parts] = ['simulator', 'records', 'storage'].map((name) => readFileSync(join(out, `${name}.bin`)));
  expect(whole?.equals(Buffer.concat(parts))).toBe(true);
});
