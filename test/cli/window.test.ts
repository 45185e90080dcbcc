// Commands that change what the device is ready for: the window, a reset, and what is seen of it by `monitor`.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultNetworks } from '../../tools/sim/radio/default-networks.ts';
import { type Bench, jsonOf, type Ran, startAtHome } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startAtHome();
}, 180_000);
afterAll(() => bench?.stop());

async function status(): Promise<{ [key: string]: unknown }> {
  return jsonOf(await bench.port(['status', '--json'])).data;
}

describe.each(['host', 'port'] as const)('over --%s', (door) => {
  it('open and close move the setup window', async () => {
    await bench.host(['set', '--ssid', 'Home'], { env: { WIFIPROV_PWD: 'correct horse' } });
    const opened = await bench[door](['open', '60']);
    expect(opened).toMatchObject({
      exit: 0,
      out: 'the setup window is open; it closes after 60 min without a request\n',
    });
    expect(await status()).toMatchObject({ window: 'open' });
    expect(Number((await status())['window_s'])).toBeGreaterThan(3000);
    const closed = await bench[door](['close', '--json']);
    expect(jsonOf(closed)).toEqual({ ok: true, data: { window: 'closed' } });
    expect(await status()).toMatchObject({ window: 'closed' });
    expect(jsonOf(await bench[door](['open', '--json']))).toEqual({ ok: true, data: { window: 'open', minutes: 15 } });
  });

  it('reset and forget ask a person, and need --yes in scripts', async () => {
    for (const command of ['reset', 'forget']) {
      const script = await bench[door]([command]);
      expect(script).toMatchObject({ exit: 2, out: '', err: expect.stringContaining('--yes does it') });
      const person = await bench[door]([command], { typed: ['n'] });
      expect(person).toMatchObject({ exit: 2, out: '', err: 'wifiprov: nothing was changed\n' });
      expect(person.asked).toEqual([expect.stringMatching(/^The device forgets .* Go on\?$/)]);
    }
    const label = await bench[door](['reset', '--all'], { typed: ['n'] });
    expect(label.asked[0]).toContain('a printed label is wrong');
    expect(await status()).toMatchObject({ ssid: 'Home' });
  });

  it('reset forgets the network; --all the setup code too', async () => {
    expect(await bench[door](['reset', '--yes'])).toMatchObject({
      exit: 0,
      out: 'the Wi-Fi settings are forgotten; the device restarts\n',
    });
    await bench.until(async () => (await status())['state'] === 'unprovisioned');
    expect(jsonOf(await bench[door](['reset', '--all', '--yes', '--json']))).toEqual({
      ok: true,
      data: { restarting: true },
    });
    const { code } = bench;
    await bench.until(async () => {
      const ran = await bench.port(['code', '--json']);
      bench.code = ran.exit === 0 ? jsonOf(ran).data.code : code;
      return bench.code !== code;
    });
  });

  it('a device that knows no network keeps its window open, and says so', async () => {
    const ran = await bench[door](['close', '--json']);
    expect(ran.exit).toBe(1);
    expect(jsonOf(ran)).toMatchObject({ ok: false, code: 'invalid_request' });
  });

  it.each([
    ['for people', [], '<time> connecting "Home"\n<time> saved\n<time> online "Home" 192.168.1.50\n'],
    [
      'for scripts',
      ['--json'],
      [
        '{"event":"connection","connected":true,"time":"<time>"}',
        '{"event":"state","state":"connecting","ssid":"Home","time":"<time>"}',
        '{"event":"saved","time":"<time>"}',
        '{"event":"state","state":"online","ssid":"Home","ip":"192.168.1.50","time":"<time>"}\n',
      ].join('\n'),
    ],
  ])('monitor shows events until Ctrl-C, %s', async (_, more, shown) => {
    const watching = await watch(door, ['monitor', ...more]);
    // The session is the monitor's own: settings come in the clear.
    await bench.host(['set', '--ssid', 'Home', '--plain'], { env: { WIFIPROV_PWD: 'correct horse' } });
    await bench.until(() => watching.ran.out.includes('192.168.1.50'));
    const ran = await watching.end();
    const out = ran.out.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|^\d\d:\d\d:\d\d/gm, '<time>');
    expect({ ...ran, out }).toMatchObject({
      exit: 0,
      out: shown,
      err: more.length ? '' : 'listening; press Ctrl-C to stop\n',
    });
    await bench.port(['forget', '--yes']);
    // A connection over the network that is left would be cut.
    await bench.until(async () => !(await bench.isLinked()));
  });
});

/** A monitor that listens already. */
async function watch(door: 'host' | 'port', words: string[]): Promise<{ ran: Ran; end(): Promise<Ran> }> {
  let press: () => void = () => {};
  let live: Ran | undefined;
  const interrupt = new Promise<void>((resolve) => {
    press = resolve;
  });
  const done = bench[door](words, { interrupt, watch: (ran) => (live = ran) });
  await bench.until(() => Boolean(live?.err || live?.out));
  return {
    ran: live as unknown as Ran,
    end() {
      press();
      return done;
    },
  };
}

it('monitor ends by itself when told to', async () => {
  expect(await bench.host(['monitor', '--for', '1'])).toMatchObject({ exit: 0, out: '' });
});

it('monitor is back after a restart', async () => {
  await bench.host(['set', '--ssid', 'Home'], { env: { WIFIPROV_PWD: 'correct horse' } });
  const watching = await watch('host', ['monitor']);
  // It is heard over the device's own network, which opens when Home is away.
  await bench.device.control({ do: 'radio', accessPoints: [] });
  await bench.device.control({ do: 'power-cycle' });
  await bench.until(() => /^\S+ connection: .+\n\S+ connection: back\n/.test(watching.ran.out));
  await bench.device.control({ do: 'radio', accessPoints: defaultNetworks() });
  await bench.until(() => watching.ran.out.includes('online "Home" 192.168.1.50'));
  expect((await watching.end()).exit).toBe(0);
}, 180_000);
