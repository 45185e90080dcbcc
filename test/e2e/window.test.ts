// Who may do what while the setup window is closed, at every door; and what opens and closes it.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from './engines.ts';

const HOME = 'wifiprov set 0 1 0 1 4 Home "correct horse"';
const window = { start: { access: 'window' as const } };
const CLOSED = { ...window, provisioned: true };

onBothEngines('a closed window', (start) => {
  it('refuses a stranger every request that reads or changes something, and the device is as before', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const client = await rig.client();
    const requests = ['get', 'scan', 'history', 'connect', 'disconnect', 'open', 'close', 'reset', 'reboot'];
    for (const cmd of requests) expect(await client.ask({ cmd })).toMatchObject({ ok: false, code: 'window_closed' });
    for (const request of [{ STA: { SSID: 'Cafe', auth: 1 } }, { wifi: 'WIFI:S:Cafe;;' }, {}, { mode: 1 }])
      expect(await client.ask(request)).toMatchObject({ ok: false, code: 'window_closed' });
    expect(await client.ask('apply,Cafe,1,,\n')).toMatchObject({ code: 'window_closed' });
    expect((await rig.command('wifiprov get')).join()).toContain('STA.SSID="Home"');
  });

  it('answers ping, help and status, which names neither network nor address', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const client = await rig.client();
    expect(await client.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
    expect(await client.ask({ cmd: 'help' })).toMatchObject({ ok: true });
    const status = await client.ask({ cmd: 'status' });
    expect(status.data).toMatchObject({ state: 'online', window: 'closed', access: 'window' });
    for (const key of ['ssid', 'ip', 'ap_ssid', 'window_s']) expect(status.data).not.toHaveProperty(key);
    expect((await rig.command('wifiprov status')).join('\n')).toMatch(/window=closed[\s\S]*ssid=Home/);
  });

  it('opens by the UART, and closes by it', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    const client = await rig.client();
    expect(await rig.command('wifiprov open 5')).toEqual(['OK window open; closes after 5 min without a request']);
    const status = (await client.ask({ cmd: 'status' })).data;
    expect(status).toMatchObject({ window: 'open', ssid: 'Home' });
    expect(status.window_s).toBeGreaterThan(200);
    expect(status.window_s).toBeLessThanOrEqual(300);
    expect(await client.ask({ cmd: 'open', minutes: 60 })).toMatchObject({ data: { window: 'open', window_s: 3600 } });
    expect(await client.ask({ cmd: 'close' })).toMatchObject({ ok: true, data: { window: 'closed' } });
    expect(await client.ask({ cmd: 'get' })).toMatchObject({ code: 'window_closed' });
    for (const minutes of ['0', '61', '1.5', 'x', '1 2'])
      expect((await rig.command(`wifiprov open ${minutes}`)).at(-1)).toMatch(/^ERROR invalid_value/);
  });
});

onBothEngines('a window that is opened by hand', (start) => {
  it('brings the access point up beside the network, until it closes', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    await rig.command('wifiprov open 5');
    await rig.until(async () => (await rig.state()).ap !== null, 60_000);
    expect((await rig.state()).link).toMatchObject({ ssid: 'Home' });
    await rig.command('wifiprov close');
    await rig.until(async () => (await rig.state()).ap === null, 60_000);
    expect((await rig.state()).link).toMatchObject({ ssid: 'Home' });
  });
});

onNodeOnly('the access point of a window', (start) => {
  it.each(['2v27', '2v29.277', 'next'] as const)('opens by the button on %s, and closes with it', async (portBuild) => {
    const rig = await start({ ...CLOSED, portBuild });
    await rig.online('Home');
    await rig.core.control({ do: 'button', ms: 6_000 });
    await rig.until(async () => (await rig.state()).ap !== null, 60_000);
    await rig.core.pass(14 * 60_000);
    expect((await rig.state()).ap).not.toBeNull();
    await rig.said('# window closed', 120_000);
    await rig.until(async () => (await rig.state()).ap === null, 10_000);
    expect((await rig.state()).link).toMatchObject({ ssid: 'Home' });
  });

  it('stays down when the window is opened over TCP', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    await rig.command('wifiprov open 1');
    await rig.command('wifiprov close');
    await rig.core.pass(10_000);
    await rig.command('wifiprov open 5');
    const client = await rig.client();
    await rig.command('wifiprov close');
    await rig.core.pass(10_000);
    expect(await client.ask({ cmd: 'open' })).toMatchObject({ code: 'window_closed' });
    expect((await rig.state()).ap).toBeNull();
  });

  it.each(['ping', 'help', 'status', 'scan'])('is not kept open by %s', async (cmd) => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    await rig.command('wifiprov open 2');
    const client = await rig.client();
    for (let s = 0; s < 120; s += 20) {
      await client.ask({ cmd }, 12_000);
      await rig.core.pass(20_000);
    }
    expect((await client.ask({ cmd: 'status' })).data).toMatchObject({ window: 'closed' });
  });
});

onBothEngines('the window of a device without network', (start) => {
  it('is open, cannot be closed, and the limits of open are checked', async () => {
    const rig = await start(window);
    const client = await rig.client();
    expect((await client.ask({ cmd: 'status' })).data).toMatchObject({ window: 'open' });
    expect(await client.ask({ cmd: 'close' })).toMatchObject({ code: 'invalid_request' });
    expect((await rig.command('wifiprov close')).at(-1)).toMatch(/^ERROR invalid_request/);
    for (const minutes of [0, 61])
      expect(await client.ask({ cmd: 'open', minutes })).toMatchObject({ field: 'minutes', code: 'invalid_value' });
    for (const minutes of ['5', 1.5, true])
      expect(await client.ask({ cmd: 'open', minutes })).toMatchObject({ field: 'minutes', code: 'invalid_type' });
  });
});

onNodeOnly('the window in time', (start) => {
  it('stays open for 60 s after the first success, then only if it is opened by hand', async () => {
    const rig = await start(window);
    const client = await rig.client();
    await rig.command(HOME);
    await rig.online('Home');
    expect((await client.ask({ cmd: 'get' }))['ok']).toBe(true);
    await rig.core.pass(50_000);
    expect((await client.ask({ cmd: 'get' }))['ok']).toBe(true);
    await rig.said('# window closed', 12_000);
    expect((await client.ask({ cmd: 'get' })).code).toBe('window_closed');
  });

  it('closes after 15 idle minutes, and each accepted request counts', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    await rig.command('wifiprov open');
    const ask = async (): Promise<string | undefined> => (await (await rig.client()).ask({ cmd: 'get' })).code;
    await rig.core.pass(14 * 60_000);
    expect(await ask()).toBeUndefined();
    await rig.core.pass(14 * 60_000);
    expect(await ask()).toBeUndefined();
    await rig.core.pass(15 * 60_000 + 1000);
    expect(await ask()).toBe('window_closed');
  });

  it('is not opened by an outage: the fallback AP is for the radio, not for asking', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    await rig.air([]);
    await rig.until(async () => (await rig.state()).ap !== null, 300_000);
    expect((await (await rig.client()).ask({ cmd: 'get' })).code).toBe('window_closed');
  });

  it.each(['wifiprov reset', 'wifiprov set 0 1 0 1 1 ""'])('is open again after `%s`', async (line) => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    await rig.command(line);
    await rig.core.pass(5_000);
    expect((await (await rig.client()).ask({ cmd: 'status' })).data).toMatchObject({ window: 'open' });
  });

  it('with auto 0 stays open until the network has worked once, and remembers that over a restart', async () => {
    const rig = await start(window);
    await rig.command('wifiprov set 0 1 0 0 4 Home "correct horse"');
    await rig.core.control({ do: 'power-cycle' });
    await rig.core.pass(5_000);
    expect((await (await rig.client()).ask({ cmd: 'status' })).data).toMatchObject({ window: 'open', state: 'idle' });
    await rig.command('wifiprov connect');
    await rig.online('Home');
    await rig.core.control({ do: 'power-cycle' });
    await rig.core.pass(5_000);
    expect((await (await rig.client()).ask({ cmd: 'status' })).data).toMatchObject({ window: 'closed', state: 'idle' });
  });
});
