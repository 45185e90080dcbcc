// `wifiprov set`: what the flags become, the outcome in words and as an exit status.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultNetworks } from '../../tools/sim/radio/default-networks.ts';
import { type Bench, jsonOf, startBench } from './bench.ts';

const HOME = { ssid: 'Home', ip: '192.168.1.50' };
const PWD = { env: { WIFIPROV_PWD: 'correct horse' } };

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
}, 180_000);
afterAll(() => bench?.stop());

async function config(): Promise<{ [block: string]: unknown }> {
  return jsonOf(await bench.port(['get', '--json'])).data;
}

describe.each(['host', 'port'] as const)('set over --%s', (door) => {
  beforeEach(async () => {
    await bench.device.control({ do: 'radio', accessPoints: defaultNetworks() });
    // The row before may have left two known networks.
    for (let known = 2; known > 0; known--) await bench.port(['forget', '--yes']);
    await bench.port(['set', '--auto', '1']);
    // A connection over the network that is left would be cut.
    await bench.until(async () => !(await bench.isLinked()));
  });

  it('waits until the network has worked', async () => {
    const ran = await bench[door](['set', '--ssid', 'Home'], PWD);
    expect(ran.exit).toBe(0);
    expect(ran.out).toBe('online "Home" 192.168.1.50 (saved)\n');
  });

  it('says the reason in a sentence when it has not, and that the device is back', async () => {
    await bench[door](['set', '--ssid', 'Home'], PWD);
    const ran = await bench[door](['set', '--ssid', 'Neighbour', '--pwd-stdin'], { stdin: 'wrong guess\n' });
    expect(ran).toMatchObject({ exit: 1, out: '' });
    expect(ran.err).toContain('The network refused the password; check it, including upper and lower case.');
    expect(ran.err).toContain('(wrong_password after 3 attempts; the device is back on its old settings)');
    expect(await config()).toMatchObject({ STA: { SSID: 'Home' } });
  });

  it('tells scripts the same', async () => {
    const good = await bench[door](['set', '--ssid', 'Home', '--json'], PWD);
    expect(good).toMatchObject({ exit: 0, err: '' });
    expect(jsonOf(good)).toEqual({ ok: true, state: 'online', ...HOME, unchanged: false, saved: true, warnings: [] });
    const bad = await bench[door](['set', '--ssid', 'Nowhere', '--json'], PWD);
    expect(bad).toMatchObject({ exit: 1, err: '' });
    const told = { ok: false, code: 'failed', reason: 'not_found', ssid: 'Nowhere', rolled_back: true };
    expect(jsonOf(bad)).toMatchObject(told);
  });

  it('takes a network whose name has quotes, backslashes and pictures', async () => {
    const name = 'It\'s "my\\own" 😀';
    await bench.device.control({
      do: 'radio',
      accessPoints: [
        { ssid: 'Home', channel: 6, rssi: -48, auth: 'wpa2', password: 'correct horse' },
        { ssid: name, channel: 1, rssi: -50, auth: 'wpa2', password: '"quote\'s\\"' },
      ],
    });
    const ran = await bench[door](['set', '--ssid', name, '--json'], { env: { WIFIPROV_PWD: '"quote\'s\\"' } });
    expect(jsonOf(ran)).toMatchObject({ ok: true, state: 'online', ssid: name });
    expect(await config()).toMatchObject({ STA: { SSID: name } });
  });

  it('takes the password in the environment without the one line end that a shell leaves', async () => {
    const ran = await bench[door](['set', '--ssid', 'Home', '--json'], { env: { WIFIPROV_PWD: 'correct horse\n' } });
    expect(jsonOf(ran)).toMatchObject({ ok: true, state: 'online', ssid: 'Home' });
    const twice = await bench[door](['set', '--ssid', 'Home', '--json'], {
      env: { WIFIPROV_PWD: 'correct horse\n\n' },
    });
    expect(jsonOf(twice)).toMatchObject({ ok: false });
  });

  it('takes the text of a QR code', async () => {
    const ran = await bench[door](['set', '--wifi', 'WIFI:T:WPA;S:Home;P:correct horse;;']);
    expect(ran).toMatchObject({ exit: 0, out: 'online "Home" 192.168.1.50 (saved)\n' });
    const piped = await bench[door](['set', '--wifi'], { stdin: 'WIFI:S:Cafe;;\n' });
    // Over the network that is left the event is not heard: `status` says it.
    expect(piped).toMatchObject({ exit: 0, out: 'online "Cafe" 192.168.1.50 (saved)\n' });
    expect(await config()).toMatchObject({ save_config: 1, STA: { SSID: 'Cafe' } });
  });

  it('names the field that the device refuses', async () => {
    const ran = await bench[door](['set', '--sta-ch', '14', '--ssid', 'Home', '--json'], PWD);
    expect(ran.exit).toBe(1);
    expect(jsonOf(ran)).toMatchObject({ ok: false, code: 'invalid_value', message: 'STA.ch is 14; it must be 0..13' });
    expect(await config()).toMatchObject({ STA: { SSID: '', ch: 0 } });
  });

  it('passes warnings on', async () => {
    const ran = await bench[door](['set', '--countrycode', 'JPN', '--ssid', 'Home'], PWD);
    expect(ran.exit).toBe(0);
    expect(ran.err).toContain(
      "warning: countrycode: countrycode JPN is stored, but this radio port can't enforce it\n",
    );
    await bench[door](['set', '--countrycode', 'GEN']);
  });

  it('is done at once where nothing is tried', async () => {
    const ran = await bench[door](['set', '--ssid', 'Home', '--auto', '0'], PWD);
    expect(ran).toMatchObject({ exit: 0, out: 'idle (saved)\n' });
    expect((await bench[door](['connect'])).out).toBe('online "Home" 192.168.1.50\n');
    expect(await bench[door](['disconnect'])).toMatchObject({ exit: 0, out: 'idle\n' });
  });

  it('connect says why it could not', async () => {
    await bench[door](['set', '--ssid', 'Neighbour', '--auto', '0', '--pwd', 'wrong guess']);
    const ran = await bench[door](['connect', '--json']);
    expect(ran.exit).toBe(1);
    expect(jsonOf(ran)).toMatchObject({ ok: false, reason: 'wrong_password', rolled_back: false });
  });

  it('says where the device is when there was nothing to change', async () => {
    await bench[door](['set', '--ssid', 'Home'], PWD);
    const ran = await bench[door](['set', '--ssid', 'Home'], PWD);
    expect(ran).toMatchObject({ exit: 0, out: 'online "Home" 192.168.1.50 (unchanged)\n' });
  });

  it('is not misled by the end of another trial, which it has cancelled', async () => {
    const air = [...defaultNetworks(), { ssid: 'Mute', channel: 1, rssi: -50, auth: 'wpa2', fault: 'silent' }];
    await bench.device.control({ do: 'radio', accessPoints: air });
    const mark = bench.device.uart.output().length;
    const first = bench[door](['set', '--ssid', 'Mute', '--json'], PWD);
    await bench.until(() => bench.device.uart.output().slice(mark).includes('# connecting "Mute"'));
    const second = await bench.host(['set', '--ssid', 'Home', '--plain', '--json'], PWD);
    expect(jsonOf(second)).toMatchObject({ ok: true, state: 'online', ssid: 'Home' });
    expect(jsonOf(await first)).toMatchObject({ ok: false, reason: 'cancelled', ssid: 'Mute' });
  });
});

describe('over the serial line', () => {
  it('keeps what is not named', async () => {
    await bench.port(['set', '--ssid', 'Home'], PWD);
    await bench.port(['set', '--auto', '0']);
    expect(await config()).toMatchObject({ mode: 0, STA: { SSID: 'Home', PWD: '********', auto: 0, auth: 4 } });
    await bench.port(['set', '--auto', '1']);
  });

  it('sets the access point in mode 1', async () => {
    const ran = await bench.port([
      'set',
      '--mode',
      '1',
      '--ap-ssid',
      'Lamp 😀',
      '--ap-ch',
      '11',
      '--ap-pwd',
      'bright light',
    ]);
    expect(ran).toMatchObject({ exit: 0, out: 'ap (saved)\n' });
    expect(await config()).toMatchObject({ mode: 1, AP: { SSID: 'Lamp 😀', ch: 11, PWD: '********' } });
    await bench.port(['set', '--mode', '0']);
  });

  it('sets station and access point at once', async () => {
    const words = ['set', '--auto', '0', '--ap-ssid', 'Lamp', '--ap-pwd', 'bright light', '--countrycode', 'GEN'];
    expect(await bench.port(words)).toMatchObject({ exit: 0 });
    expect(await config()).toMatchObject({ STA: { auto: 0 }, AP: { SSID: 'Lamp', PWD: '********' } });
    await bench.port(['set', '--auto', '1']);
  });

  it.each([[['set', '--ssid', 'two\nlines', '--auth', '1'], 'control characters']])(
    '%j is a mistake: %s',
    async (words, said) => {
      const ran = await bench.port(words);
      expect(ran.exit).toBe(2);
      expect(ran.err).toContain(said);
    },
  );
});

describe('a person', () => {
  it('is asked for the password, and watches the attempts', async () => {
    const slow = await startBench({ speed: 2 });
    const ran = await slow.host(['set', '--ssid', 'Neighbour'], { typed: ['wrong guess'] });
    await slow.stop();
    expect(ran.asked).toEqual(['Password of "Neighbour" (empty: an open network):']);
    const lines = ran.err.split('\r\x1b[2K').slice(1);
    expect(lines[0]).toBe('trying "Neighbour" ...');
    expect(
      lines
        .slice(1, -1)
        .filter((line) => !/^trying "Neighbour" [123]\/3 \.\.\.(?: \(connection lost, .+\))?$/.test(line)),
    ).toEqual([]);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.at(-1)).toMatch(/^wifiprov: The network refused the password/);
  }, 180_000);

  it('gives an empty password for an open network', async () => {
    const ran = await bench.host(['set', '--ssid', 'Cafe', '--json'], { typed: [''] });
    expect(jsonOf(ran)).toMatchObject({ ok: true, ssid: 'Cafe' });
    // And back to one with a password, of which nothing else is said.
    const back = await bench.host(['set', '--ssid', 'Home', '--json'], { typed: ['correct horse'] });
    expect(jsonOf(back)).toMatchObject({ ok: true, ssid: 'Home', warnings: [] });
  });

  it('is asked for the setup code', async () => {
    const ran = await bench.host(['status', '--json'], { env: { WIFIPROV_CODE: '' }, typed: [bench.code] });
    expect(ran.asked).toEqual(['Setup code of 127.0.0.1:']);
    expect(ran.exit).toBe(0);
  });
});
