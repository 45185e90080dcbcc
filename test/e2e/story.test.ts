// The story that the README tells: a fresh device, a network given to it by each door, the power off and on.

import { expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import { HOME_LINE, HOME_MASKED, ORIGINAL } from './requests.ts';

onBothEngines('the story', (start) => {
  it('a fresh device is told its network on the UART, saves it once it has worked, and joins again by itself', async () => {
    const rig = await start();
    expect(await rig.command(HOME_LINE)).toEqual(['OK connecting']);
    await rig.said(
      /# connecting "Home"\n[\s\S]*# saved\n[\s\S]*# online "Home" 192\.168\.1\.50 wifiprov-000110\.local\n/,
    );
    expect((await rig.state()).link).toEqual({ ssid: 'Home', ip: '192.168.1.50' });
    const mark = rig.output().length;
    await rig.core.control({ do: 'power-cycle' });
    await rig.said('# online "Home" 192.168.1.50', 5_000, mark);
    expect(await rig.command(HOME_LINE)).toEqual(['OK unchanged online']);
  });

  it('shows the config without its secrets at both doors, and takes back what it has shown', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    expect(await rig.command('wifiprov get')).toEqual(HOME_MASKED);
    const client = await rig.client();
    const { data } = await client.ask({ cmd: 'get' });
    expect(data).toMatchObject({ mode: 0, save_config: 1, countrycode: 'GEN' });
    expect(data.STA).toEqual({ ch: 0, auto: 1, auth: 4, SSID: 'Home', PWD: '********' });
    expect(await client.ask(data)).toEqual({ ok: true, unchanged: true, state: 'online' });
    expect(rig.output() + client.lines().join()).not.toContain('correct horse');
  });

  it("points at the spots of the original's documented JSON, and takes it once it is mended", async () => {
    const rig = await start();
    const client = await rig.client();
    const broken = ORIGINAL.replace('"password"', 'password"');
    expect(await client.ask(`${broken}\n`)).toMatchObject({
      ok: false,
      code: 'bad_json',
      offset: broken.indexOf('password"'),
    });
    expect(await client.ask(`${ORIGINAL}\n`)).toMatchObject({ ok: false, code: 'invalid_value', field: 'STA.auth' });
    const mended = ORIGINAL.replace('"auth": 2', '"auth": 3').replace('DEMO_AP"', 'Home"');
    const right = mended.replace('"password"', '"correct horse"').replace('"ch": 1', '"ch": 0');
    expect(await client.ask(`${right}\n`)).toEqual({ ok: true, state: 'connecting', saved: false, warnings: [] });
    expect(await client.event('saved', 5_000)).toEqual({ event: 'saved' });
    expect(client.lines().filter((line) => line.startsWith('{"ok"'))).toHaveLength(3);
  });

  it.each([
    ['with a newline', 'apply,Neighbour,2,not your wifi,NULL\n'],
    ["without an end, as the phone's app sends it", 'apply,Neighbour,2,not your wifi,NULL'],
    ['with an empty tail', 'apply,Neighbour,2,not your wifi,\r\n'],
  ])("takes the line of the original's app %s", async (_, line) => {
    const rig = await start({ provisioned: true });
    const client = await rig.client();
    expect(await client.ask(line)).toMatchObject({ ok: true, state: 'connecting', saved: false });
    await client.event('saved', 5_000);
    const { data } = await client.ask({ cmd: 'get' });
    expect(data.STA).toEqual({ ch: 0, auto: 1, auth: 3, SSID: 'Neighbour', PWD: '********' });
  });

  it('takes the text of a Wi-Fi QR code at both doors', async () => {
    const rig = await start({ provisioned: true });
    expect(await rig.command("wifiprov set 'WIFI:T:nopass;S:Cafe;;'")).toEqual(['OK connecting']);
    await rig.online('Cafe');
    const client = await rig.client();
    expect(await client.ask({ wifi: 'WIFI:T:WPA;S:Home;P:correct horse;;' })).toMatchObject({ ok: true });
    await rig.online('Home');
  });

  it('forgets its network on reset, and its setup code too on reset all', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const [first] = await rig.command('wifiprov code');
    expect(await rig.command('wifiprov reset')).toEqual(['OK restarting']);
    await rig.until(() => rig.core.readyCount() === 2);
    expect(await rig.command('wifiprov get')).toContain('STA.SSID=""');
    expect((await rig.command('wifiprov code'))[0]).toBe(first);
    const client = await rig.client();
    expect(await client.ask({ cmd: 'reset', all: true })).toEqual({ ok: true, data: { restarting: true } });
    await rig.until(() => rig.core.readyCount() === 3);
    await rig.until(async () => (await rig.command('wifiprov code')).at(-1) === 'OK', 5_000);
    expect((await rig.command('wifiprov code'))[0]).not.toBe(first);
  });
});
