// `wifiprov join`: the name and the password by every way, the list to choose from, and the end of a wait.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { choiceOf } from '../../tools/cli/commands/join.ts';
import { defaultNetworks } from '../../tools/sim/radio/default-networks.ts';
import { type Bench, command, jsonOf, type Ran, startBench } from './bench.ts';

const ONLINE = 'online "Home" 192.168.1.50 (saved)\n';
const PWD = 'correct horse';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
}, 180_000);
afterAll(() => bench?.stop());

describe.each(['host', 'port'] as const)('join over --%s', (door) => {
  beforeEach(async () => {
    await bench.port(['forget', '--yes']);
    await bench.until(async () => !(await bench.isLinked()));
  });

  it.each([
    ['in the environment', ['join', 'Home'], { env: { WIFIPROV_PWD: PWD } }],
    ['on standard input', ['join', 'Home', '--pwd-stdin'], { stdin: `${PWD}\n` }],
    ['on the command line', ['join', 'Home', '--pwd', PWD], {}],
    ['typed by a person', ['join', 'Home'], { typed: [PWD] }],
  ])('takes a password %s', async (_, words, outside) => {
    expect(await bench[door](words, outside)).toMatchObject({ exit: 0, out: ONLINE });
  });

  it('shows a person the networks, and takes the number of one', async () => {
    const ran = await bench[door](['join'], { typed: ['1', PWD] });
    expect(ran).toMatchObject({ exit: 0, out: ONLINE });
    expect(ran.err).toMatch(/^ +network +signal +security\n1 +"Home" +-48 dBm +wpa2$/m);
    expect(ran.asked).toEqual(['Network, by its number or name:', 'Password of "Home" (empty: an open network):']);
  });

  it('asks for no password where the network is open', async () => {
    const { networks } = jsonOf(await bench.port(['scan', '--json'])).data;
    const number = networks.findIndex(({ ssid }: { ssid: string }) => ssid === 'Cafe') + 1;
    const ran = await bench[door](['join'], { typed: [String(number)] });
    expect(ran.out).toBe('online "Cafe" 192.168.1.50 (saved)\n');
    expect(ran.asked).toHaveLength(1);
  });

  it('takes a name with quotes, backslashes and pictures', async () => {
    const ssid = 'It\'s;a,"lamp":\\ 😀';
    const accessPoints = [{ ssid, channel: 1, rssi: -50, auth: 'wpa2', password: '";:\\,\'abc' }];
    await bench.device.control({ do: 'radio', accessPoints });
    const ran = await bench[door](['join', ssid, '--pwd', '";:\\,\'abc', '--json']);
    await bench.device.control({ do: 'radio', accessPoints: defaultNetworks() });
    expect(jsonOf(ran)).toMatchObject({ ok: true, state: 'online', ssid, saved: true });
  });

  it('says the reason when it could not', async () => {
    const ran = await bench[door](['join', 'Home', '--pwd', 'wrong guess']);
    expect(ran).toMatchObject({ exit: 1, out: '' });
    expect(ran.err).toContain('The network refused the password');
  });

  it('keeps the access point’s settings', async () => {
    const before = jsonOf(await bench.port(['get', '--json'])).data.AP;
    await bench[door](['join', 'Home', '--pwd', PWD]);
    expect(jsonOf(await bench.port(['get', '--json'])).data.AP).toEqual(before);
  });
});

it.each<[string, string[], string[] | undefined, string]>([
  ['an empty name, as of an unset variable', ['join', ''], [], 'the name of the network is empty'],
  ['no name in a script', ['join'], undefined, 'which network? give its name'],
  ['nothing chosen', ['join'], [''], 'no network was chosen'],
  ['no password in a script', ['join', 'Home'], undefined, 'the password is missing: use WIFIPROV_PWD'],
])('%s is a mistake, and nothing is changed', async (_, words, typed, said) => {
  const ran = await bench.port(words, typed ? { typed } : {});
  expect(ran).toMatchObject({ exit: 2, out: '' });
  expect(ran.err).toContain(said);
});

it.each([
  ['1', 'Home'],
  [' 2 ', 'Cafe'],
  ['Cafe', 'Cafe'],
  ['3', '3'],
  ['0', '0'],
  ['Hidden', 'Hidden'],
  ['', ''],
])('%j of two networks means %j', (typed, ssid) => {
  const networks = ['Home', 'Cafe'].map((name) => ({ ssid: name, rssi: -50, channel: 1, auth: 'wpa2' }));
  expect(choiceOf(typed, networks).ssid).toBe(ssid);
});

it('Ctrl-C ends the wait with status 3, and says what the device does', async () => {
  const air = [...defaultNetworks(), { ssid: 'Mute', channel: 1, rssi: -50, auth: 'wpa2', fault: 'silent' }];
  await bench.device.control({ do: 'radio', accessPoints: air });
  let press: () => void = () => {};
  const interrupt = new Promise<void>((resolve) => {
    press = resolve;
  });
  let live: Ran | undefined;
  const done = bench.port(['join', 'Mute', '--pwd', PWD], { interrupt, watch: (ran) => (live = ran) });
  await bench.until(() => live?.err.includes('trying "Mute"') === true);
  press();
  const ran = await done;
  expect(ran).toMatchObject({ exit: 3, out: '' });
  expect(ran.err).toMatch(/wifiprov: stopped waiting for the device; it goes on trying "Mute" by itself: within 20 s/);
});

it('a device that is not there costs no question', async () => {
  const ran = await command(['join', '--host', '127.0.0.1:9', '--plain'], { typed: [] });
  expect(ran).toMatchObject({ exit: 3, asked: [] });
});
