// Faults of the original (Microchip's wifiprov) in framing, storing and joining: F11 to F18, F24, F25.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { CAFE, FULL_POINT, HOME_POINT, still } from './requests.ts';
import { configOf } from './rig.ts';

const OTHER_POINT = { ...HOME_POINT, ssid: 'Other', bssid: '02:00:00:00:00:08' };

onBothEngines('faults of the TCP door', (start, share) => {
  it.each([
    [`apply,${'x'.repeat(40)},2,long enough,NULL`, 'invalid_value STA.SSID'],
    [`apply,Net,2,${'x'.repeat(400)},NULL`, 'invalid_value STA.PWD'],
    ['apply,Net,2,short,NULL', 'invalid_value STA.PWD'],
    ['apply,Net,,long enough,NULL', 'invalid_value STA.auth'],
    ['apply,Net,2,,NULL', 'invalid_value STA.PWD'],
    ['apply,Net', 'invalid_request undefined'],
  ])('F11 %s is refused: %s', async (line, expected) => {
    const rig = await share();
    const client = await rig.client();
    const { code, field } = await client.ask(`${line}\n`);
    expect(`${code} ${field}`).toBe(expected);
    expect((await configOf(rig))['STA.SSID']).toBe('""');
  });

  it('F11 a password of `apply` may hold commas and braces', async () => {
    const rig = await start({ provisioned: true, air: [{ ...HOME_POINT, password: 'pass{,}word,' }] });
    const client = await rig.client();
    await client.ask('apply,Home,2,pass{,}word,,NULL\n');
    await client.event('saved', 5_000);
  });

  it.each([256, 512, 536, 537])('F12 a request of exactly %i bytes is one request, in any pieces', async (bytes) => {
    const rig = await share();
    const client = await rig.client();
    const request = `{"cmd":${' '.repeat(bytes - 14)}"ping"}`;
    client.send(request.slice(0, 100));
    await rig.core.pass(1);
    expect(await client.ask(request.slice(100))).toEqual({ ok: true, data: {} });
    expect(await client.ask(request)).toEqual({ ok: true, data: {} });
  });

  it('F13 a block or field that is absent keeps its value', async () => {
    const rig = await start();
    const client = await rig.client();
    await client.ask({ AP: { SSID: 'Cellar', PWD: 'under the stairs', ch: 7 } });
    await client.ask(still({}));
    await client.ask({ STA: { ch: 0, auth: 3 } });
    expect(await configOf(rig)).toMatchObject({
      'AP.SSID': '"Cellar"',
      'AP.ch': '7',
      'STA.SSID': '"Net"',
      'STA.auto': '0',
      'STA.auth': '3',
    });
  });

  it('F14 every request is answered, right or wrong', async () => {
    const rig = await start();
    const client = await rig.client();
    expect(await client.ask(still({}))).toEqual({ ok: true, state: 'idle', saved: true, warnings: [] });
    const { code, field, message } = await client.ask({ STA: { ch: 14 } });
    expect([code, field, message]).toEqual(['invalid_value', 'STA.ch', 'STA.ch is 14; it must be 0..13']);
  });
});

onBothEngines('faults of what follows', (start) => {
  it('F17 after failures a new network is tried at once', async () => {
    const rig = await start({ provisioned: true, air: [FULL_POINT, OTHER_POINT] });
    for (let i = 1; i <= 2; i++) {
      await rig.command('wifiprov set 0 1 0 1 1 Full');
      await rig.until(() => rig.output().split('# failed refused').length > i, 8_000);
    }
    const client = await rig.client();
    await client.ask({ STA: { SSID: 'Other', PWD: 'correct horse' } });
    await client.event('saved', 8_000);
  });

  it('F18 from AP to station with save_config 0, without a restart', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.command('wifiprov set 1 1 1 1 4 Cellar "under the stairs"');
    await rig.said('# saved');
    const client = await rig.client();
    expect(await client.ask({ mode: 0, save_config: 0, ...CAFE })).toMatchObject({ ok: true, saved: false });
    await rig.online('Cafe', 8_000);
    expect((await rig.state()).boots).toBe(1);
  });

  it('F24 no door and no line of output shows a password', async () => {
    const rig = await start();
    const client = await rig.client();
    await client.ask({ STA: { auto: 0, SSID: 'Net', PWD: 'tell nobody' }, AP: { PWD: 'nor this one' } });
    for (const cmd of ['get', 'status', 'history', 'help']) {
      await client.ask({ cmd });
      await rig.command(`wifiprov ${cmd}`);
    }
    expect(client.lines().join() + rig.output()).not.toMatch(/tell nobody|nor this one/);
  });

  it('F25 the numbers mean what the manual says: apply 2 is 3, WEP is refused, 5 is WPA2/WPA3 with a warning', async () => {
    const rig = await start();
    const client = await rig.client();
    expect((await client.ask(still({ auth: 2 })))['message']).toContain('WEP is not supported');
    expect(await client.ask(still({ auth: 5 }))).toMatchObject({
      ok: true,
      warnings: [{ code: 'not_enforced', field: 'STA.auth' }],
    });
    await client.ask('apply,Net,2,long enough,NULL\n');
    expect((await rig.command('help')).join('\n')).toContain('auth 1 open, 3 WPA/WPA2, 4 WPA2, 5 WPA2/WPA3, 6 WPA3');
  });
});

onNodeOnly('faults that take time or power', (start) => {
  it('F15 a power cut in a save does not bring the defaults back', async () => {
    const rig = await start({ provisioned: true });
    await rig.core.control({ do: 'cut-power', after: 40 });
    await rig.type('wifiprov set 0 1 0 0 1 Other\r');
    await rig.until(() => rig.core.readyCount() === 2);
    expect((await configOf(rig))['STA.SSID']).toBe('"Home"');
  });

  it('F16 reconnecting writes nothing, and the channel stays as it was set', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.core.pass(31_000);
    const { flashWrites } = await rig.state();
    for (const channel of [1, 11, 6]) {
      await rig.air([{ ...HOME_POINT, channel }]);
      await rig.core.pass(60_000);
      await rig.online('Home', 60_000);
    }
    expect((await rig.state()).flashWrites).toBe(flashWrites);
    expect((await configOf(rig))['STA.ch']).toBe('0');
  });
});
