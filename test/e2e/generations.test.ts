// The rows that must hold on each generation of the port: provisioning, trial, roll back, outage, AP.

import { describe, expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { expectTold, failure, joinAp, lastReply } from './leaving.ts';
import { HOME, HOME_LINE, HOME_POINT, WRONG } from './requests.ts';

const BUILDS = ['2v27', '2v29.277', 'next'] as const;
const ROUTER_BACK_MS = 60_000;
/** Until then the boot log is written to: how long this start has lived. */
const BOOT_LOG_MS = 31_000;

describe.each(BUILDS)('on %s', (portBuild) => {
  onBothEngines(`provisioning on ${portBuild}`, (start) => {
    it('works from the first line typed to the join after a restart', async () => {
      const rig = await start({ portBuild });
      expect(await rig.command(HOME_LINE)).toEqual(['OK connecting']);
      await rig.said('# saved', 5_000);
      await rig.online('Home', 1_000);
      const mark = rig.output().length;
      await rig.core.control({ do: 'power-cycle' });
      await rig.said('# online "Home" 192.168.1.50', 5_000, mark);
    });
  });

  onNodeOnly(`provisioning on ${portBuild}`, (start) => {
    it('works with the setup AP up, which stays 60 s after success or comes back, with the same name', async () => {
      const rig = await start({ portBuild });
      await joinAp(rig);
      const before = (await rig.state()).ap;
      const client = await rig.client();
      expect(await client.ask(HOME)).toMatchObject({ ok: true, state: 'connecting' });
      // Generation B joins with the AP down, and the phone has to come back.
      if (portBuild !== '2v29.277') await client.event('saved', 20_000);
      await rig.said('# saved', 20_000);
      await rig.until(async () => (await rig.state()).ap !== null, 2_000);
      await rig.core.pass(50_000);
      expect((await rig.state()).ap).toMatchObject({ ssid: before?.ssid, auth: before?.auth });
      await rig.core.pass(15_000);
      expect(await rig.state()).toMatchObject({ ap: null, link: { ssid: 'Home' } });
    });

    it('a wrong password: the sentence, and back on the old network within the 20 s', async () => {
      const rig = await start({ portBuild, provisioned: true });
      await rig.online('Home');
      const client = await rig.client();
      expect(await lastReply(client, WRONG)).toMatchObject({ ok: true });
      const told = await failure(rig, 20_500);
      expect(told).toMatchObject({ reason: 'wrong_password', rolled_back: true });
      await rig.online('Home', 5_000);
      await expectTold(rig, told);
    });

    it('ten minutes without the router: tried for ever, AP beside it after 3 min, online within 60 s', async () => {
      const rig = await start({ portBuild, provisioned: true });
      await rig.online('Home');
      await rig.core.pass(BOOT_LOG_MS);
      const { boots, flashWrites } = await rig.state();
      await rig.air([]);
      await rig.said('# retrying "Home"', 20_000);
      await rig.core.pass(150_000);
      expect((await rig.state()).ap).toBeNull();
      await rig.until(async () => (await rig.state()).ap?.ssid === 'PROV_000110', 60_000);
      await rig.core.pass(420_000);
      await rig.air([HOME_POINT]);
      await rig.online('Home', ROUTER_BACK_MS);
      expect(await rig.state()).toMatchObject({ boots, flashWrites });
      expect(await rig.command('wifiprov get')).toContain('STA.SSID="Home"');
    });

    it('a phone on the fallback AP holds the attempts back, but not for ever', async () => {
      const rig = await start({ portBuild, provisioned: true });
      await rig.online('Home');
      await rig.air([]);
      await rig.until(async () => (await rig.state()).ap !== null, 240_000);
      await rig.core.pass(60_000);
      await rig.until(async () => (await rig.core.control({ do: 'join-ap' })).ok, 60_000);
      await rig.air([HOME_POINT]);
      await rig.online('Home', 400_000);
    });

    it('a router that moves to another channel is found again, and nothing is written', async () => {
      const rig = await start({ portBuild, provisioned: true });
      await rig.online('Home');
      await rig.core.pass(BOOT_LOG_MS);
      const { flashWrites } = await rig.state();
      await rig.air([{ ...HOME_POINT, channel: 11 }]);
      // Ports that retry by themselves are back before anybody could tell.
      if (portBuild === '2v27') await rig.said(/# retrying "Home"[\s\S]*# online "Home"/, 60_000);
      await rig.until(async () => (await rig.command('wifiprov status')).includes('channel=11'), 60_000);
      expect((await rig.state()).flashWrites).toBe(flashWrites);
    });

    it('a new password at the router is told as such, and the network is not given up', async () => {
      const rig = await start({ portBuild, provisioned: true });
      await rig.online('Home');
      await rig.air([{ ...HOME_POINT, password: 'another horse' }]);
      await rig.said('# failed wrong_password "Home"', 90_000);
      await rig.core.pass(600_000);
      const client = await rig.client();
      expect((await client.ask({ cmd: 'status' })).data).toMatchObject({ state: 'retrying', reason: 'wrong_password' });
      await client.ask({ STA: { SSID: 'Home', PWD: 'another horse' } });
      await client.event('saved');
      await rig.online('Home', 1_000);
    });

    it('is the AP of mode 1 on AP.ch, and comes back to the station', async () => {
      const rig = await start({ portBuild, provisioned: true });
      await rig.online('Home');
      expect(await rig.command('wifiprov set 1 1 9 1 4 Cellar "under the stairs"')).toEqual(['OK ap']);
      await rig.said('# saved', 6_000);
      expect((await rig.state()).ap).toMatchObject({ ssid: 'Cellar', channel: 9 });
      expect(await rig.command(HOME_LINE)).toEqual(['OK connecting']);
      await rig.online('Home', 20_000);
    });

    it('keeps AP.ch in mode 1, but for the build whose station pulls it to the network, until it restarts', async () => {
      const rig = await start({ portBuild, provisioned: true });
      await rig.online('Home');
      expect(await rig.command('wifiprov set 1 1 9 1 4 Cellar "under the stairs"')).toEqual(['OK ap']);
      await rig.said('# saved', 6_000);
      await rig.core.pass(5_000);
      expect(await rig.state()).toMatchObject({ link: null, ap: { channel: portBuild === '2v29.277' ? 6 : 9 } });
      await rig.core.control({ do: 'power-cycle' });
      await rig.until(() => rig.core.readyCount() === 2);
      await rig.until(async () => (await rig.state()).ap !== null);
      await rig.core.pass(20_000);
      expect((await rig.state()).ap).toMatchObject({ ssid: 'Cellar', channel: 9 });
    });

    it('scans on request, online or not', async () => {
      const rig = await start({ portBuild, provisioned: true });
      await rig.online('Home');
      expect((await rig.command('wifiprov scan'))[0]).toBe('-48 ch6 wpa2 "Home"');
      await rig.command('wifiprov set 0 1 0 0 4 Home "correct horse"');
      await rig.command('wifiprov disconnect');
      expect((await rig.command('wifiprov scan')).at(-1)).toBe('OK');
    });
  });
});
