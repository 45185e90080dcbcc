// What routers do to such devices. Kinds of trouble: firmware/docs/field.md.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from '../e2e/engines.ts';
import { ask } from '../e2e/http-client.ts';
import { HOME_LINE, HOME_POINT } from '../e2e/requests.ts';
import { linesOf, type Rig } from '../e2e/rig.ts';

const ap = (more: object): object => ({ ...HOME_POINT, ...more });
const events = (rig: Rig): string[] => linesOf(rig.output()).filter((line) => line.startsWith('# '));

async function statusOf(rig: Rig): Promise<{ [key: string]: unknown }> {
  const client = await rig.client();
  const { data } = await client.ask({ cmd: 'status' });
  client.close();
  return data;
}

onBothEngines('a renewed lease with another address', (start) => {
  it('is what status and the own host follow, also back to the first', async () => {
    const rig = await start({ provisioned: true, air: [ap({})] });
    await rig.online('Home');
    for (const ip of ['192.168.1.77', '10.0.0.5', '192.168.1.50']) {
      await rig.air([ap({ ip })]);
      await rig.until(async () => (await rig.state()).link?.ip === ip);
      await rig.until(async () => (await statusOf(rig))['ip'] === ip);
      expect((await ask(rig, '/api/status', { host: ip })).status).toBe(200);
    }
    expect((await ask(rig, '/api/status', { host: '10.0.0.5' })).status).toBe(302);
  });
});

onBothEngines('a home network with the addresses of the own access point', (start) => {
  it('is joined and kept, and the access point makes way for it', async () => {
    const rig = await start({ air: [ap({ ip: '192.168.4.68' })] });
    await rig.command(HOME_LINE);
    await rig.said('# saved', 30_000);
    expect((await rig.state()).link).toEqual({ ssid: 'Home', ip: '192.168.4.68' });
    expect((await ask(rig, '/api/status', { host: '192.168.4.68' })).status).toBe(200);
  });
});

onBothEngines('a network with a user name besides the password', (start) => {
  it('is told as incompatible, whatever password is tried', async () => {
    const rig = await start({ air: [ap({ ssid: 'eduroam', auth: 'wpa2_enterprise' })] });
    expect(await rig.command('wifiprov scan')).toContain('-48 ch6 unknown "eduroam"');
    await rig.command('wifiprov join eduroam "correct horse"');
    await rig.said('# failed incompatible "eduroam"', 30_000);
  });
});

onNodeOnly('an address that comes late', (start) => {
  it.each([
    [0, 'saved'],
    [12_000, 'saved'],
    [17_000, 'saved'],
    [25_000, 'failed no_ip'],
  ])('after %i ms is %s in a trial', async (dhcpMs, told) => {
    const rig = await start({ air: [ap({ dhcpMs })] });
    await rig.command(HOME_LINE);
    await rig.said(`# ${told}`, 22_000);
  });

  it('after 25 s is waited for where the network has worked before', async () => {
    const rig = await start({ provisioned: true, air: [ap({ dhcpMs: 25_000 })] });
    await rig.said('# failed no_ip "Home"', 60_000);
    await rig.online('Home', 120_000);
  });
});

onNodeOnly('two access points of one name', (start) => {
  it('of which the first on the air refuses are told as what it says, and are tried for ever once they have worked', async () => {
    const bad = ap({ channel: 1, rssi: -40, fault: 'refuse', bssid: '02:00:00:00:00:21' });
    const good = ap({ channel: 11, rssi: -70, bssid: '02:00:00:00:00:22' });
    const rig = await start({ air: [bad, good] });
    await rig.command(HOME_LINE);
    await rig.said('# failed refused "Home"', 22_000);
    await rig.air([good]);
    await rig.command(HOME_LINE);
    await rig.said('# saved', 22_000);
    await rig.air([bad]);
    await rig.said('# retrying "Home"', 30_000);
    await rig.air([good]);
    await rig.online('Home', 120_000);
  });

  it('and another channel are one row of the list, with the stronger signal', async () => {
    const rig = await start({
      air: [ap({ rssi: -80, channel: 1 }), ap({ rssi: -45, channel: 11, bssid: '02:00:00:00:00:22' })],
    });
    expect(await rig.command('wifiprov scan')).toEqual(['-45 ch11 wpa2 "Home"', 'OK']);
  });
});

onNodeOnly('a router that restarts', (start) => {
  it('faster than the beacon timeout is never missed: no event, no save', async () => {
    const rig = await start({ provisioned: true, air: [ap({})] });
    await rig.online('Home');
    // The boot log has its marks of a start that lives.
    await rig.core.pass(60_000);
    const before = [events(rig), (await rig.state()).flashWrites];
    for (let i = 0; i < 5; i++) {
      await rig.air([]);
      await rig.core.pass(2_000);
      await rig.air([ap({})]);
      await rig.core.pass(20_000);
    }
    expect([events(rig), (await rig.state()).flashWrites]).toEqual(before);
  });

  it('slower than the device, after a power cut of the house, is waited for', async () => {
    const rig = await start({ provisioned: true, air: [] });
    await rig.core.pass(170_000);
    expect((await rig.state()).ap).toBeNull();
    await rig.air([ap({})]);
    await rig.online('Home', 90_000);
  });

  it.each([12, 13])('and comes back on channel %i is found there', async (channel) => {
    const rig = await start({ provisioned: true, air: [ap({})] });
    await rig.online('Home');
    await rig.air([]);
    await rig.said('# retrying "Home"', 30_000);
    await rig.air([ap({ channel })]);
    await rig.online('Home', 90_000);
    expect(await statusOf(rig)).toMatchObject({ channel });
  });
});
