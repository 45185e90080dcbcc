// Espressif's provisioning at port 80, as esp_prov and the phone apps use it with Security 0: from handshake to Connected.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { APPLY, CONNECTING, espClient, HANDSHAKE, STATUS, setOf } from './esp-client.ts';
import { configOf } from './rig.ts';

const VERSION = '{"prov":{"ver":"v1.1","sec_ver":0,"cap":["no_sec","wifi_prov","wifi_scan"]}}';
const SET_DONE = '08036a00';
const APPLIED = '08057a00';
const HOME = setOf('Home', 'correct horse');
const WINDOW = { start: { access: 'window' as const } };

onBothEngines('Espressif provisioning', (start) => {
  it('goes from the version to Connected, and the AP is still there for the client that reads it', async () => {
    const rig = await start(WINDOW);
    await rig.until(async () => (await rig.state()).ap !== null, 10_000);
    const client = espClient(rig);
    const version = await client.post('/proto-ver', Buffer.from('none').toString('hex'));
    expect({ ...version, body: version.body.toString() }).toMatchObject({ status: 200, body: VERSION });
    expect(version.cookie).toMatch(/^session=\d+$/);
    expect(await client.post('/prov-session', HANDSHAKE)).toMatchObject({ status: 200, cookie: '' });
    expect(await client.ask('/prov-scan', '5206080118052078')).toBe('08015a00');
    expect(await client.ask('/prov-scan', '0802')).toMatch(/^08036a04080110/);
    const rows = await client.ask('/prov-scan', '080472021064');
    expect(Buffer.from(rows, 'hex').toString('latin1')).toContain('\x0a\x04Home\x10\x06\x18\xd0');
    expect(await client.ask('/prov-config', STATUS)).toBe('08015a021002');
    expect(await client.ask('/prov-config', HOME)).toBe(SET_DONE);
    expect(await client.ask('/prov-config', APPLY)).toBe(APPLIED);
    expect(await client.ask('/prov-config', STATUS)).toBe(CONNECTING);
    // Connected {ip4, auth WPA2, ssid, channel}
    expect(await client.outcome()).toMatch(/^5a[0-9a-f]{2}0a[0-9a-f]+10031a04486f6d652806$/);
    expect((await rig.state()).ap).not.toBeNull();
    await rig.online('Home', 5_000);
    await rig.said('# saved');
    expect(await configOf(rig)).toMatchObject({ 'STA.SSID': '"Home"', 'STA.auth': '4', 'STA.auto': '1' });
  });

  it('is reached under any name, but not by a page of another site', async () => {
    const rig = await start();
    const client = espClient(rig);
    expect(await client.post('/prov-scan', '0802', { Host: 'my.device.example' })).toMatchObject({ status: 200 });
    const stranger = { Host: 'my.device.example', Origin: 'http://evil.example' };
    expect(await client.post('/prov-scan', '0802', stranger)).toMatchObject({ status: 403 });
    expect(await client.post('/prov-scan', 'ff')).toMatchObject({ status: 500, body: Buffer.alloc(0) });
    expect(await client.post('/prov-config', setOf('Home', ''))).toMatchObject({ status: 200 });
  });

  it('is closed with the setup window', async () => {
    const rig = await start({ ...WINDOW, provisioned: true });
    await rig.online('Home');
    const client = espClient(rig);
    for (const path of ['/proto-ver', '/prov-session', '/prov-scan', '/prov-config', '/prov-ctrl'])
      expect(await client.post(path, HANDSHAKE)).toMatchObject({ status: 403, body: Buffer.alloc(0), cookie: '' });
    await rig.command('wifiprov open 5');
    expect(await client.ask('/prov-config', STATUS)).toBe('08015a021002');
  });
});

onNodeOnly('Espressif provisioning over time', (start) => {
  it('tells a wrong password from a network that is not there', async () => {
    const rig = await start();
    const client = espClient(rig);
    await client.ask('/prov-session', HANDSHAKE);
    await client.ask('/prov-scan', '5206080118052078');
    for (const [ssid, failed] of [
      ['Neighbour', '10035000'],
      ['Nowhere', '10035001'],
    ] as const) {
      expect(await client.ask('/prov-config', setOf(ssid, 'not the password'))).toBe(SET_DONE);
      expect(await client.ask('/prov-config', APPLY)).toBe(APPLIED);
      expect(await client.outcome()).toBe(failed);
    }
    expect(await client.ask('/prov-ctrl', '0801')).toBe('08026200');
    expect(await client.ask('/prov-config', STATUS)).toBe('08015a021002');
  });

  it('keeps AP and window 60 s after Connected, then closes both', async () => {
    const rig = await start(WINDOW);
    const client = espClient(rig);
    await client.ask('/prov-config', HOME);
    await client.ask('/prov-config', APPLY);
    expect(await client.outcome()).toMatch(/^5a/);
    await rig.core.pass(50_000);
    expect(await client.outcome()).toMatch(/^5a/);
    expect((await rig.state()).ap).not.toBeNull();
    await rig.core.pass(15_000);
    expect(await client.ask('/prov-config', STATUS)).toBe('403');
    expect((await rig.state()).ap).toBeNull();
  });

  it('after a reprov has its window open for another network', async () => {
    const rig = await start({ ...WINDOW, provisioned: true });
    await rig.online('Home');
    await rig.command('wifiprov open 5');
    const client = espClient(rig);
    await client.ask('/prov-config', setOf('Cafe', ''));
    await client.ask('/prov-config', APPLY);
    expect(await client.outcome()).toMatch(/1a0443616665/);
    expect(await client.ask('/prov-ctrl', '0803')).toBe('08047200');
    await rig.core.pass(120_000);
    expect(await client.ask('/prov-config', STATUS)).toBe('08015a021002');
    expect((await rig.state()).link?.ssid).toBe('Cafe');
  });

  it('goes back to the network of before, and says why the new one failed', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = espClient(rig);
    await client.ask('/prov-config', setOf('Neighbour', 'not the password'));
    expect(await client.ask('/prov-config', APPLY)).toBe(APPLIED);
    expect(await client.outcome()).toBe('10035000');
    await rig.online('Home', 5_000);
    expect(await client.outcome()).toBe('10035000');
  });

  it('gives every client all rows, however full the air is', async () => {
    const air = Array.from({ length: 24 }, (_, i) => ({
      ...{ ssid: `Network number ${i}`.padEnd(31, 'x'), bssid: `02:00:00:00:01:${String(i).padStart(2, '0')}` },
      ...{ channel: 1 + (i % 11), rssi: -40 - i, auth: 'wpa2', password: 'long enough' },
    }));
    const rig = await start({ air });
    const client = espClient(rig);
    expect(await client.ask('/prov-scan', '5206080118052078')).toBe('08015a00');
    expect(await client.ask('/prov-scan', '0802')).toBe('08036a040801100f');
    const all = await client.ask('/prov-scan', '080472021064');
    const pages = [];
    for (const range of ['021004', '0408041004', '0408081004', '04080c1003'])
      pages.push(Buffer.from(await client.ask('/prov-scan', `080472${range}`), 'hex').toString('latin1'));
    for (let i = 0; i < 15; i++) {
      expect(Buffer.from(all, 'hex').toString('latin1')).toContain(`Network number ${i}x`);
      expect(pages.join('')).toContain(`Network number ${i}x`);
    }
  });

  it.each(['2v27', '2v29.277', 'next'] as const)('works on %s', async (portBuild) => {
    const rig = await start({ portBuild });
    const client = espClient(rig);
    await client.ask('/prov-config', setOf('Cafe', ''));
    expect(await client.ask('/prov-config', APPLY)).toBe(APPLIED);
    expect(await client.outcome()).toMatch(/^5a/);
  });
});
