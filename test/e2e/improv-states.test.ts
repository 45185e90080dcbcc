// Improv's states, names and refusals, and an hour of it beside the console (Node engine: virtual time).

import { expect, it } from 'vitest';
import { command, credentials } from '../protocols/improv/bytes.ts';
import { type NodeRig, onNodeOnly } from './engines.ts';
import { detect, framesOf, PATIENCE_MS, type Seen, screenOf, withoutFrames } from './improv-rig.ts';
import { HOME_POINT } from './requests.ts';
import { configOf, linesOf } from './rig.ts';

const READY = 2;
const PROVISIONED = 4;
const URL = 'http://192.168.1.50/';
const shed = {
  ssid: 'Shed',
  bssid: '02:00:00:00:00:02',
  channel: 1,
  rssi: -60,
  auth: 'wpa_wpa2',
  password: 'rake and hoe',
};

/** Sends a frame as it is; what came back within the time. */
async function send(rig: NodeRig, bytes: string, ms = 100): Promise<Seen[]> {
  const mark = rig.output().length;
  rig.core.uart.write(`${bytes}\n`);
  await rig.core.pass(ms);
  return framesOf(rig.output().slice(mark));
}

const state = (code: number): Seen => ({ type: 1, data: String.fromCharCode(code) });
const error = (code: number): Seen => ({ type: 2, data: String.fromCharCode(code) });

onNodeOnly('Improv: settings', (start) => {
  it.each([
    [{ fault: 'silent' }, 'timeout'],
    [{ fault: 'no_dhcp' }, 'no_ip'],
    [{ fault: 'refuse' }, 'refused'],
    [{ ssid: 'Elsewhere' }, 'not_found'],
    [{ password: 'another one' }, 'wrong_password'],
  ])(
    'that do not work (%j) are answered by error 3 within 30 s, and %s is told on the console',
    async (change, reason) => {
      const rig = await start({ air: [{ ...HOME_POINT, ...change }] });
      await rig.core.pass(10_000);
      const told = await send(rig, credentials('Home', 'correct horse'), 30_000);
      expect(told).toEqual([error(0), state(3), state(READY), error(3)]);
      expect(rig.output()).toContain(`# failed ${reason} "Home"`);
    },
  );

  it.each([
    ['Home', 'short'],
    ['Home', 'x'.repeat(64)],
    ['Home', 'zero\0zero'],
    ['x'.repeat(33), 'correct horse'],
    ['', 'correct horse'],
    ['', ''],
  ])(
    'of which no config can be made (%j, %j) are error 3 at once, with the reason on the console',
    async (ssid, psk) => {
      const rig = await start({ provisioned: true });
      await rig.online('Home');
      await rig.core.pass(40_000);
      const before = await rig.state();
      const mark = rig.output().length;
      expect(await send(rig, credentials(ssid, psk))).toEqual([error(0), state(3), state(PROVISIONED), error(3)]);
      expect(rig.output().slice(mark)).toMatch(/# error \w+: STA\./);
      await rig.core.pass(30_000);
      expect(await rig.state()).toMatchObject({ link: before.link, flashWrites: before.flashWrites });
    },
  );

  it('have the auth that the last scan saw, or 1 without a password', async () => {
    const rig = await start({
      air: [HOME_POINT, shed, { ssid: 'Cafe', bssid: '02:00:00:00:00:03', channel: 3, auth: 'open' }],
    });
    const { sdk, run } = await detect(rig);
    await run(sdk.scan(PATIENCE_MS));
    for (const [ssid, psk, auth] of [
      ['Shed', shed.password, '3'],
      ['Home', HOME_POINT.password, '4'],
      ['Cafe', '', '1'],
    ] as const) {
      await run(sdk.provision(ssid, psk, PATIENCE_MS));
      expect((await configOf(rig))['STA.auth']).toBe(auth);
      expect(await configOf(rig)).toMatchObject({
        mode: '0',
        save_config: '1',
        'STA.auto': '1',
        'STA.SSID': `"${ssid}"`,
      });
    }
  });

  it.each(['2v27', '2v29.277', 'next'] as const)('work on %s, wrong ones first', async (portBuild) => {
    const rig = await start({ portBuild, air: [HOME_POINT, shed] });
    const { sdk, run, complaints } = await detect(rig);
    const wrong = run(sdk.provision('Home', 'wrong guess', PATIENCE_MS), 29_000);
    await expect(wrong).rejects.toBe('UNABLE_TO_CONNECT');
    expect(sdk.state).toBe(READY);
    await run(sdk.provision('Home', 'correct horse', PATIENCE_MS), 29_000);
    expect([sdk.state, sdk.nextUrl, complaints]).toEqual([PROVISIONED, URL, []]);
  });

  it('that are known already work at once, without a write to flash', async () => {
    const rig = await start({ provisioned: true });
    const { sdk, run } = await detect(rig);
    await rig.online('Home');
    const before = await rig.state();
    await run(sdk.provision('Home', 'correct horse', PATIENCE_MS), 1_000);
    expect([sdk.state, sdk.nextUrl]).toEqual([PROVISIONED, URL]);
    expect((await rig.state()).flashWrites).toBe(before.flashWrites);
  });

  it('that are known already are tried again when the network was away', async () => {
    const rig = await start({ provisioned: true, air: [] });
    const { sdk, run } = await detect(rig);
    await rig.said('# retrying', 40_000);
    await expect(run(sdk.provision('Home', 'correct horse', PATIENCE_MS))).rejects.toBe('UNABLE_TO_CONNECT');
    // Its next attempt of its own would be up to a minute away.
    await rig.core.pass(140_000);
    await rig.air([HOME_POINT]);
    await run(sdk.provision('Home', 'correct horse', PATIENCE_MS), 5_000);
    expect([sdk.state, sdk.nextUrl]).toEqual([PROVISIONED, URL]);
  });

  it('that fail leave the device on its old network', async () => {
    const rig = await start({ provisioned: true });
    const { sdk, run, complaints } = await detect(rig);
    await rig.online('Home');
    await expect(run(sdk.provision('Neighbour', 'wrong guess', PATIENCE_MS))).rejects.toBe('UNABLE_TO_CONNECT');
    await rig.online('Home');
    await run(sdk.requestCurrentState(PATIENCE_MS));
    expect([sdk.state, sdk.nextUrl, complaints]).toEqual([PROVISIONED, URL, []]);
  });

  it('give way to a command that is typed meanwhile', async () => {
    const rig = await start({ air: [HOME_POINT, shed] });
    await rig.core.pass(10_000);
    const mark = rig.output().length;
    await send(rig, credentials('Shed', 'wrong guess'));
    expect((await rig.command('wifiprov set 0 1 0 1 4 Home "correct horse"')).at(-1)).toBe('OK connecting');
    await rig.online('Home');
    expect(framesOf(rig.output().slice(mark)).slice(0, 4)).toEqual([error(0), state(3), state(READY), error(3)]);
  });

  it('give way to newer ones, and only these are answered', async () => {
    const rig = await start({ air: [HOME_POINT, shed] });
    await rig.core.pass(10_000);
    await send(rig, credentials('Shed', 'wrong guess'));
    const told = await send(rig, credentials('Home', 'correct horse'), 30_000);
    expect(told.slice(0, 3)).toEqual([error(0), state(3), state(PROVISIONED)]);
    expect(told.slice(3)).toEqual([{ type: 4, data: `\x01\x15\x14${URL}` }]);
  });

  it('need no open window: who has the UART has the device', async () => {
    const rig = await start({ provisioned: true, start: { access: 'window' } });
    await rig.online('Home');
    await rig.core.pass(70_000);
    expect(await rig.command('wifiprov status')).toContain('window=closed');
    const { sdk, run } = await detect(rig);
    await run(sdk.provision('Cafe', '', PATIENCE_MS));
    expect(sdk.state).toBe(PROVISIONED);
  });
});

onNodeOnly('Improv: frames', (start) => {
  it('that repeat a question do no harm', async () => {
    const rig = await start();
    await rig.core.pass(10_000);
    const ask = `${command(2)}\n`;
    expect(await send(rig, ask + ask + ask)).toEqual([error(0), state(2), error(0), state(2), error(0), state(2)]);
  });

  it('with a command that is unknown are error 2, damaged ones error 1', async () => {
    const rig = await start();
    expect(await send(rig, command(8))).toEqual([error(2)]);
    expect(await send(rig, command(0))).toEqual([error(2)]);
    expect(await send(rig, command(2).replace('\x02\x02', '\x02\x03'))).toEqual([error(1)]);
    expect(await send(rig, command(1, '\x04Home\x09wrong'))).toEqual([error(1)]);
  });

  it('that end too early are forgotten, and the console goes on', async () => {
    const rig = await start();
    rig.core.uart.write(command(5, 'lamp-7').slice(0, 12));
    await rig.core.pass(1_000);
    expect(await rig.command('wifiprov debug flow 1')).toEqual(['OK']);
    expect(framesOf(rig.output())).toEqual([]);
  });

  it('come one scan at a time: a question that is repeated meanwhile has the same answer', async () => {
    const rig = await start({ air: [HOME_POINT] });
    await rig.core.pass(10_000);
    const told = await send(rig, `${command(4)}\n${command(4)}`, 20_000);
    const row = { type: 4, data: '\x04\x0d\x04Home\x03-48\x03YES' };
    expect(told).toEqual([error(0), error(0), row, { type: 4, data: '\x04\x00' }]);
  });

  it('come while a command is being answered, whose lines stay together', async () => {
    const rig = await start();
    await rig.core.pass(10_000);
    const mark = rig.output().length;
    await rig.type('wifiprov scan\r');
    expect(await send(rig, command(2))).toEqual([error(0), state(2)]);
    await rig.said(/\nOK\n> $/, 15_000, mark);
    const lines = linesOf(withoutFrames(rig.output().slice(mark)));
    expect(lines.filter((line) => !/^(-\d+ ch|OK|> |# |$)/.test(line))).toEqual(['wifiprov scan']);
  });

  it('show the line being typed again below them', async () => {
    const rig = await start();
    await rig.type('wifiprov deb');
    await send(rig, command(2));
    expect(rig.output()).toMatch(/\n\r> wifiprov deb$/);
  });
});

onNodeOnly('Improv: names', (start) => {
  it.each(['lamp-7', 'lamp-07', 'a', 'x'.repeat(32)])('takes %s for a hostname and keeps it', async (name) => {
    const rig = await start();
    const { sdk, run } = await detect(rig);
    expect(await run(sdk.getHostname(PATIENCE_MS))).toBe('wifiprov-000110');
    expect(await run(sdk.setHostname(name, PATIENCE_MS))).toBe(name);
    expect(await rig.command('wifiprov status')).toContainEqual(expect.stringContaining(`${name}.local`));
    await rig.core.control({ do: 'power-cycle' });
    await rig.until(() => rig.core.readyCount() > 1);
    expect(await run(sdk.getHostname(PATIENCE_MS))).toBe(name);
    expect(await run(sdk.getDeviceName(PATIENCE_MS))).toBe(name);
    expect(await rig.command('wifiprov status')).toContainEqual(expect.stringContaining(`${name}.local`));
  });

  it.each(['-lamp', 'lamp-', 'my lamp', 'lamp.local', 'lämp', 'x'.repeat(33)])(
    'refuses the hostname %s',
    async (name) => {
      const rig = await start();
      const { sdk, run } = await detect(rig);
      await expect(run(sdk.setHostname(name, PATIENCE_MS))).rejects.toBe('BAD_HOSTNAME');
      expect(await run(sdk.getHostname(PATIENCE_MS))).toBe('wifiprov-000110');
    },
  );

  it('has a device name of its own, until everything is reset', async () => {
    const rig = await start();
    const { sdk, run } = await detect(rig);
    expect(await run(sdk.setDeviceName('Käptn Lampe', PATIENCE_MS))).toBe('Käptn Lampe');
    expect(await run(sdk.getHostname(PATIENCE_MS))).toBe('wifiprov-000110');
    await run(sdk.requestInfo(PATIENCE_MS));
    expect(sdk.info?.name).toBe('Käptn Lampe');
    const writes = (await rig.state()).flashWrites;
    await run(sdk.setDeviceName('Käptn Lampe', PATIENCE_MS));
    expect((await rig.state()).flashWrites).toBe(writes);
    await rig.command('wifiprov reset all');
    await rig.until(() => rig.core.readyCount() > 1);
    expect(await run(sdk.getDeviceName(PATIENCE_MS))).toBe('wifiprov-000110');
  });

  it('takes no new names while the device is provisioned', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const { sdk, run } = await detect(rig);
    await expect(run(sdk.setHostname('lamp-7', PATIENCE_MS))).rejects.toBe('UNKNOWN_ERROR');
    await expect(run(sdk.setDeviceName('Lamp', PATIENCE_MS))).rejects.toBe('UNKNOWN_ERROR');
  });
});

/** Deterministic: the same hour each time. */
function dice(seed: number): (sides: number) => number {
  let value = seed;
  return (sides) => {
    value = (value * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((value / 2 ** 31) * sides);
  };
}

const KNOWN = /^(|>|OK.*|ERROR unknown_command .*|> .*|# .*|-\d+ ch\d+ .*|[\w.]+=.*|\d+ s ago .*)$/;

onNodeOnly('an hour of console and Improv on one UART', (start) => {
  it.each([
    [false, 'alone'],
    [true, "with the ESP-IDF's own log between"],
  ])('loses and tears no frame, no answer and no event (log: %s)', { timeout: 120_000 }, async (idfLog) => {
    const rig = await start({ air: [HOME_POINT, shed], idfLog });
    const { sdk, run, complaints } = await detect(rig);
    const begun = rig.output().length;
    const roll = dice(7);
    const sent = ['wifiprov debug flow 1', 'wifiprov scan', 'wifiprov get', 'wifiprov history', 'wifiprov nonsense'];
    const asked = [
      () => sdk.requestCurrentState(PATIENCE_MS),
      () => sdk.requestInfo(PATIENCE_MS),
      () => sdk.scan(PATIENCE_MS),
      () => sdk.getHostname(PATIENCE_MS),
      () => sdk.requestNetworkState(PATIENCE_MS),
      () => sdk.provision('Home', HOME_POINT.password, PATIENCE_MS),
      () => sdk.provision('Shed', shed.password, PATIENCE_MS),
      () => sdk.provision('Shed', 'wrong guess', PATIENCE_MS).catch((why) => expect(why).toBe('UNABLE_TO_CONNECT')),
    ];
    let rounds = 0;
    for (; rig.core.nowMs() < 3_600_000; rounds++) {
      const line = sent[roll(sent.length)] as string;
      const cut = roll(line.length);
      await rig.type(line.slice(0, cut));
      await run((asked[roll(asked.length)] as () => Promise<unknown>)(), 60_000);
      const mark = rig.output().length;
      await rig.type(`${line.slice(cut)}\r`);
      await rig.said(/(^|\n)(OK|ERROR)[^\n]*\n/, 15_000, mark);
      if (!roll(6)) await rig.air([shed]);
      await rig.core.pass(roll(60_000));
      await rig.air([HOME_POINT, shed]);
    }
    expect(rounds).toBeGreaterThan(50);
    expect(complaints).toEqual([]);
    expect(framesOf(rig.output()).length).toBeGreaterThan(2 * rounds);
    const lines = screenOf(withoutFrames(rig.output().slice(begun)));
    expect(lines.filter((line) => /^(OK|ERROR)/.test(line))).toHaveLength(rounds);
    expect(lines.filter((line) => line.startsWith('# ')).length).toBeGreaterThan(rounds / 2);
    // On the chip too the log tears what is being typed.
    if (idfLog) expect(lines.filter((line) => line.includes(') wifi:')).length).toBeGreaterThan(100);
    else expect(lines.filter((line) => !KNOWN.test(line))).toEqual([]);
  });
});
