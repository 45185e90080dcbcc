// The commands that only ask, by both doors, for people and for scripts.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, jsonOf, startAtHome } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startAtHome();
}, 180_000);
afterAll(() => bench?.stop());

describe.each(['host', 'port'] as const)('over --%s', (door) => {
  it.each([
    ['get', /^field +value +meaning\nmode +0 +boot mode/],
    ['get', /^STA\.SSID +"Home"/m],
    ['get', /^STA\.PWD +"\*{8}"/m],
    [
      'status',
      /^online in "Home" at 192\.168\.1\.50 \(wifiprov-000110\.local\)\nsignal +strong \(-48 dBm\), channel 6$/m,
    ],
    ['status --all', /^state +online$/m],
    ['status --all', /^ip +192\.168\.1\.50$/m],
    ['scan', /^signal +channel +security +name\n-48 dBm +6 +wpa2 +"Home"$/m],
    ['networks', /^name +in use\n"Home" +yes$/m],
    ['history', /^when +name +result\n\d+ s ago +"Home" +ok$/m],
  ])('%s shows a table: %s', async (name, shown) => {
    const ran = await bench[door](name.split(' '));
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toMatch(shown);
  });

  it.each([
    ['get', { mode: 0, save_config: 1, countrycode: 'GEN' }],
    ['get', { STA: { ch: 0, auto: 1, auth: 4, SSID: 'Home', PWD: '********' } }],
    ['get', { AP: { ch: 1, ssidv: 1, auth: 4, SSID: 'PROV_000110', PWD: '********' } }],
    ['status', { state: 'online', mode: 0, ssid: 'Home', ip: '192.168.1.50', rssi: -48, channel: 6, access: 'window' }],
    ['networks', { networks: [{ ssid: 'Home', in_use: true }] }],
    ['history', { attempts: [{ ssid: 'Home', ok: true }] }],
  ])('%s --json gives what the device has said: %j', async (name, data) => {
    const ran = await bench[door]([name, '--json']);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(jsonOf(ran)).toMatchObject({ ok: true, data });
  });

  it('scan --json gives every network as it is on the air', async () => {
    const { networks } = jsonOf(await bench[door](['scan', '--json'])).data;
    expect(networks[0]).toEqual({ ssid: 'Home', rssi: -48, channel: 6, auth: 'wpa2' });
    expect(networks.length).toBeGreaterThan(3);
  });
});

describe('code', () => {
  it('shows the setup code and a QR code to join by', async () => {
    const ran = await bench.port(['code']);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toContain(
      `code=${bench.code}\nwifi=WIFI:T:WPA;S:PROV_000110;P:${bench.code.replaceAll('-', '')};;\nTo join the device's own network, scan this with the camera of a phone:\n██`,
    );
  });

  it('fits a terminal of 24 lines, with its prompt', async () => {
    for (const words of [['code'], ['code', '--app']])
      expect((await bench.port(words)).out.split('\n').length).toBeLessThanOrEqual(24);
  });

  it('shows the QR code for apps where it is asked for', async () => {
    const ran = await bench.port(['code', '--app']);
    expect(ran.out).toMatch(/^espressif=\{.+\}\n██/);
    expect(ran.out).not.toContain('WIFI:');
  });

  it('is for the serial line alone', async () => {
    const ran = await bench.host(['code']);
    expect(ran.exit).toBe(2);
    expect(ran.err).toContain("unknown option '--host'");
  });
});

it('tells both doors the same', async () => {
  const [host, port] = [await bench.host(['get', '--json']), await bench.port(['get', '--json'])];
  expect(jsonOf(host)).toEqual(jsonOf(port));
  const keys = async (door: 'host' | 'port'): Promise<string[]> =>
    Object.keys(jsonOf(await bench[door](['status', '--json'])).data);
  expect(await keys('host')).toEqual(await keys('port'));
});

it('is not confused by ESP-IDF’s own log on the serial line', async () => {
  const noisy = await startAtHome({ idfLog: true });
  const ran = await noisy.port(['set', '--ssid', 'Cafe', '--auth', '1', '--json']);
  expect(jsonOf(ran)).toMatchObject({ ok: true, state: 'online', ssid: 'Cafe', saved: true });
  expect(noisy.device.uart.output()).toMatch(/I \(\d+\) wifi:/);
  expect(jsonOf(await noisy.port(['get', '--json'])).data.STA).toMatchObject({ SSID: 'Cafe', auth: 1 });
  await noisy.stop();
}, 180_000);
