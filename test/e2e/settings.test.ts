// What the settings do: auto 0, save_config 0, an emptied SSID, the same again, warnings.

import { expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import { lastReply } from './leaving.ts';
import { CAFE, FULL_POINT, HOME } from './requests.ts';

onBothEngines('auto 0', (start) => {
  it('stores at once, rests in idle, joins on request and leaves on request, also after a restart', async () => {
    const rig = await start();
    expect(await rig.command('wifiprov set 0 1 0 0 4 Home "correct horse"')).toEqual(['OK idle saved']);
    const mark = rig.output().length;
    await rig.core.control({ do: 'power-cycle' });
    await rig.until(() => rig.core.readyCount() === 2);
    await rig.said('# idle', 2_000, mark);
    expect((await rig.state()).link).toBeNull();
    const client = await rig.client();
    expect(await client.ask({ cmd: 'connect' })).toEqual({ ok: true, data: { state: 'connecting' } });
    await rig.online('Home', 5_000);
    expect(await rig.command('wifiprov disconnect')).toEqual(['OK idle']);
    await rig.until(async () => (await rig.state()).link === null);
  });

  it('a failure tells its reason, returns to idle and rolls nothing back', async () => {
    const rig = await start({ provisioned: true, air: [FULL_POINT] });
    await rig.command('wifiprov set 0 1 0 0 1 Full');
    expect(await rig.command('wifiprov connect')).toEqual(['OK connecting']);
    await rig.said(/# failed refused "Full" attempts=\d: [\s\S]*# idle/, 8_000);
    expect(await rig.command('wifiprov get')).toContain('STA.SSID="Full"');
  });
});

onBothEngines('save_config 0', (start) => {
  it('is tried in the same way and gone after a restart', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const { flashWrites } = await rig.state();
    const reply = await lastReply(await rig.client(), { save_config: 0, ...CAFE });
    expect(reply).toMatchObject({ ok: true, state: 'connecting', saved: false });
    await rig.online('Cafe', 5_000);
    expect((await rig.state()).flashWrites).toBe(flashWrites);
    const client = await rig.client();
    expect((await client.ask({ cmd: 'get' })).data).toMatchObject({ save_config: 0, STA: { SSID: 'Cafe' } });
    expect(rig.output()).not.toContain('# saved');
    await rig.core.control({ do: 'power-cycle' });
    await rig.online('Home', 5_000);
    expect(await rig.command('wifiprov get')).toContain('save_config=1');
  });
});

onBothEngines('the config', (start) => {
  it('the same again writes nothing and does not reconnect', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const { flashWrites } = await rig.state();
    const mark = rig.output().length;
    const client = await rig.client();
    expect(await client.ask(HOME)).toEqual({ ok: true, unchanged: true, state: 'online' });
    expect(await rig.command('wifiprov set 0 1 GEN 0 1 4 Home "correct horse"')).toEqual(['OK unchanged online']);
    expect(await rig.state()).toMatchObject({ flashWrites, link: { ssid: 'Home' } });
    expect(rig.output().slice(mark)).not.toContain('#');
  });

  it('an emptied SSID forgets the network, and is empty after a restart too', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    expect(await client.ask({ STA: { SSID: '' } })).toMatchObject({ ok: true, state: 'unprovisioned', saved: true });
    await rig.until(async () => (await rig.state()).link === null);
    await rig.core.control({ do: 'power-cycle' });
    await rig.until(() => rig.core.readyCount() === 2);
    expect(await rig.command('wifiprov get')).toEqual(expect.arrayContaining(['STA.SSID=""', 'STA.PWD=""']));
  });

  it('one wrong field and nothing of the request is applied', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    const before = (await client.ask({ cmd: 'get' })).data;
    const request = { countrycode: 'USA', STA: { SSID: 'Cafe', auth: 1 }, AP: { ch: 14 } };
    expect(await client.ask(request)).toMatchObject({ code: 'invalid_value', field: 'AP.ch' });
    expect((await client.ask({ cmd: 'get' })).data).toEqual(before);
  });

  it('warns of what the port cannot enforce, at both doors', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    const { warnings } = await client.ask({ countrycode: 'JPN', AP: { ssidv: 0 } });
    expect(warnings.map((one: { code: string; field: string }) => `${one.code} ${one.field}`).sort()).toEqual([
      'not_enforced AP.ssidv',
      'not_enforced countrycode',
    ]);
    expect((await rig.command('wifiprov set 0 1 USA 3 1 4 Home "correct horse"')).slice(0, -1)).toEqual([
      expect.stringMatching(/^warning not_enforced countrycode: /),
      expect.stringMatching(/^warning not_enforced STA.ch: /),
    ]);
  });

  it('keeps UTF-8 as it came, at both doors and in the air', async () => {
    const name = 'Caf\u00e9 \u{1f4f6}';
    const rig = await start({ provisioned: true, air: [{ ssid: name, auth: 'open' }] });
    const client = await rig.client();
    await client.ask({ STA: { SSID: name, auth: 1 } });
    await client.event('saved', 5_000);
    expect(Buffer.from((await client.ask({ cmd: 'get' })).data.STA.SSID, 'latin1').toString()).toBe(name);
    const typed = Buffer.from(name).toString('latin1');
    expect(await rig.command('wifiprov get')).toContain(`STA.SSID="${typed}"`);
  });
});
