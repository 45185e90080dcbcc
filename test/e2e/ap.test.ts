// The device as an access point: mode 1, and the settings of its AP.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { failure, joinAp, LEAVING_MS, lastReply, toldFailure } from './leaving.ts';
import { HOME_POINT } from './requests.ts';

const AP = { mode: 1, AP: { SSID: 'Cellar', PWD: 'under the stairs', ch: 9 } };

onBothEngines('mode 1', (start) => {
  it('is the device as an access point, for good, with its own settings', async () => {
    const rig = await start();
    const client = await rig.client();
    expect(await client.ask(AP)).toMatchObject({ ok: true, state: 'ap', saved: false });
    await client.event('saved', 5_000);
    const ap = { ssid: 'Cellar', channel: 9, auth: 'wpa2' };
    // The port may have called back for the access point that was just starting when it was asked for this one.
    await rig.until(async () => (await rig.state()).ap !== null);
    expect(await rig.state()).toMatchObject({ mode: expect.stringContaining('AP'), link: null, ap });
    expect((await client.ask({ cmd: 'status' })).data).toMatchObject({ state: 'ap', ap_ssid: 'Cellar', ap_channel: 9 });
    await rig.core.control({ do: 'power-cycle' });
    await rig.until(() => rig.core.readyCount() === 2);
    await rig.until(async () => (await rig.state()).ap !== null);
    expect((await rig.state()).ap).toMatchObject(ap);
  });

  it('keeps the station settings, and a way back', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    expect(await rig.command('wifiprov set 1 1 9 1 4 Cellar "under the stairs"')).toEqual(['OK ap']);
    await rig.said('# saved');
    expect(await rig.command('wifiprov get')).toContain('STA.SSID="Home"');
    const client = await rig.client();
    expect(await client.ask({ mode: 0 })).toMatchObject({ ok: true, state: 'connecting' });
    await rig.online('Home', 5_000);
  });
});

onNodeOnly('settings of the AP', (start) => {
  it('an AP that does not come up within 5 s is rolled back to what worked', async () => {
    const rig = await start({ provisioned: true, air: [HOME_POINT] });
    await rig.online('Home');
    const client = await rig.client();
    expect(await lastReply(client, AP)).toMatchObject({ ok: true, state: 'ap' });
    await rig.said('# saved', 6_000);
    const worked = (await rig.state()).ap;
    await joinAp(rig);
    const phone = await rig.client();
    rig.device.uart.write('wifiprov repl\r');
    await rig.said('<- null');
    // A port that never answers startAP.
    await rig.type('require("Wifi").startAP=function(){};1\n');
    await rig.said('=1');
    await rig.type('wifiprov()\n');
    expect(await phone.ask({ AP: { SSID: 'Attic2', PWD: 'above the stairs' } })).toMatchObject({ saved: false });
    await rig.said(/# failed timeout .*rolled_back/, 6_000 + LEAVING_MS);
    expect(await rig.command('wifiprov get')).toContain('AP.SSID="Cellar"');
    expect(worked).toMatchObject({ ssid: 'Cellar' });
  });

  it('in mode 0 they are saved at once and hold when the AP next opens', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    expect(await client.ask({ AP: { SSID: 'Cellar', PWD: 'under the stairs' } })).toMatchObject({ saved: true });
    await rig.air([]);
    await rig.until(async () => (await rig.state()).ap !== null, 240_000);
    expect((await rig.state()).ap).toMatchObject({ ssid: 'Cellar' });
  });

  it.each(['2v27', '2v29.277', 'next'] as const)('on %s do not move the AP while a trial runs', async (portBuild) => {
    const rig = await start({ portBuild });
    const names = new Set<string>();
    await joinAp(rig);
    const client = await rig.client();
    const reply = await client.ask({
      STA: { SSID: 'Home', PWD: 'incorrect horse' },
      AP: { SSID: 'Cellar', PWD: 'under the stairs' },
    });
    expect(reply).toMatchObject({ ok: true });
    for (let i = 0; i < 600; i++) {
      names.add((await rig.state()).ap?.ssid ?? '');
      await rig.core.pass(50);
    }
    expect(await failure(rig)).toMatchObject({ reason: 'wrong_password' });
    names.delete('');
    expect([...names]).toEqual(['PROV_000110']);
  });

  it('roll back with the station when they come in one request', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    expect(await lastReply(client, { STA: { SSID: 'Nowhere' }, AP: { SSID: 'Cellar' } })).toMatchObject({ ok: true });
    expect(await toldFailure(rig)).toMatchObject({ reason: 'not_found', rolled_back: true });
    // While the station joins, heap is set aside for that, and a second client may be told `busy`.
    await rig.online('Home');
    expect((await (await rig.client()).ask({ cmd: 'get' })).data).toMatchObject({
      STA: { SSID: 'Home' },
      AP: { SSID: 'PROV_000110' },
    });
  });
});
