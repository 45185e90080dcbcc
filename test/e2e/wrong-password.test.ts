// A password that is wrong breaks nothing: the sentence at every door, the old network back, the tale for latecomers.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { expectTold, failure, failures, joinAp, lastReply, toldFailure } from './leaving.ts';
import { FULL_POINT, HOME_POINT, REFUSED_SENTENCE, WRONG } from './requests.ts';

const BUILDS = ['2v27', '2v29.277', 'next'] as const;

onNodeOnly('wrong password', (start) => {
  it.each(BUILDS)('on %s it is told at each door, and the device is back on its old network', async (portBuild) => {
    const rig = await start({ portBuild, provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    expect(await lastReply(client, WRONG)).toMatchObject({ ok: true, state: 'connecting', saved: false });
    await rig.said(`# failed wrong_password "Neighbour" attempts=3 rolled_back: ${REFUSED_SENTENCE}`, 30_000);
    await toldFailure(rig);
    await rig.online('Home', 5_000);
    await rig.said(/# online "Home" [\s\S]*# connecting "Neighbour"[\s\S]*# failed[\s\S]*# online "Home" /, 5_000);
    expect((await rig.command('wifiprov get')).slice(6, 8)).toEqual(['STA.SSID="Home"', 'STA.PWD="********"']);
  });

  it('a client that connects later reads it in status and history', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.command('wifiprov set 0 1 0 1 4 Neighbour "not the password"');
    await rig.said('# failed', 20_000);
    await rig.online('Home', 5_000);
    await rig.core.pass(60_000);
    const client = await rig.client();
    const { data: status } = await client.ask({ cmd: 'status' });
    expect(status.state).toBe('online');
    const { data } = await client.ask({ cmd: 'history' });
    expect(data.attempts.slice(0, 2)).toMatchObject([
      { ssid: 'Home', ok: true },
      { ssid: 'Neighbour', ok: false, reason: 'wrong_password' },
    ]);
    expect(status).toMatchObject({ reason: 'wrong_password', message: REFUSED_SENTENCE, rolled_back: true });
  });

  it.each(BUILDS)('on %s the result stays told while the old network is away too', async (portBuild) => {
    const rig = await start({ portBuild, provisioned: true });
    await rig.online('Home');
    await rig.air([{ ...HOME_POINT, ssid: 'Neighbour' }]);
    await rig.said('# retrying "Home"', 20_000);
    const mark = rig.output().length;
    await rig.command('wifiprov set 0 1 0 1 4 Neighbour "not the password"');
    const told = await failure(rig, 40_000, mark);
    expect(told).toMatchObject({ reason: 'wrong_password', rolled_back: true, ssid: 'Neighbour' });
    await joinAp(rig, 300_000);
    await expectTold(rig, told);
  });

  it('a second config is announced, though the device was connecting already', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    await client.ask({ STA: { SSID: 'Nowhere', PWD: 'some password' } });
    await client.ask({ STA: { SSID: 'Elsewhere', PWD: 'some password' } });
    await rig.said('# connecting "Elsewhere"', 5_000);
  });

  it('the first network with a wrong password leaves the device as it was, ready for the right one', async () => {
    const rig = await start();
    await joinAp(rig);
    const first = await rig.client();
    expect(await first.ask({ STA: { SSID: 'Home', PWD: 'incorrect horse' } })).toMatchObject({ ok: true });
    expect(await toldFailure(rig)).toMatchObject({ reason: 'wrong_password', rolled_back: false });
    const client = await rig.client();
    expect((await client.ask({ cmd: 'status' })).data).toMatchObject({
      state: 'unprovisioned',
      reason: 'wrong_password',
    });
    expect((await client.ask({ cmd: 'get' })).data.STA).toMatchObject({ SSID: '', PWD: '' });
    expect(await client.ask({ STA: { SSID: 'Home', PWD: 'correct horse' } })).toMatchObject({ ok: true });
    await rig.said('# saved', 20_000);
    await rig.online('Home');
  });

  it.each([
    ['wrong_password', {}],
    ['refused', { fault: 'refuse', password: 'not the password' }],
    ['no_ip', { fault: 'no_dhcp', password: 'not the password' }],
    ['timeout', { fault: 'silent' }],
    ['incompatible', { auth: 'wpa3' }],
    ['not_found', { ssid: 'Elsewhere' }],
  ])('says %s within the 20 s of the trial, and is back on Home', async (reason, fault) => {
    const neighbour = { ssid: 'Neighbour', channel: 11, auth: 'wpa2', password: 'not your wifi', ...fault };
    const rig = await start({ provisioned: true, air: [HOME_POINT, neighbour] });
    await rig.online('Home');
    await rig.command('wifiprov scan');
    const client = await rig.client();
    expect(await lastReply(client, WRONG)).toMatchObject({ ok: true });
    const told = await failure(rig, 21_000);
    expect(told).toMatchObject({ reason, rolled_back: true });
    await rig.online('Home', 5_000);
    await expectTold(rig, told);
  });

  it('a newer request stops the trial: cancelled, and one result for each', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    await client.ask(WRONG);
    expect(await client.ask({ STA: { SSID: 'Cafe', auth: 1, PWD: '' } })).toMatchObject({ ok: true });
    expect(await client.event('failed')).toMatchObject({ reason: 'cancelled', ssid: 'Neighbour' });
    await rig.said('# saved', 20_000);
    await rig.online('Cafe');
    expect(failures(rig)).toMatchObject([{ reason: 'cancelled', ssid: 'Neighbour' }]);
  });
});

onBothEngines('a refused trial', (start) => {
  it('rolls back at once and says so at both doors', async () => {
    const rig = await start({ provisioned: true, air: [HOME_POINT, FULL_POINT] });
    await rig.online('Home');
    const client = await rig.client();
    const reply = await lastReply(client, { STA: { SSID: 'Full', auth: 1, PWD: '' } });
    expect(reply).toMatchObject({ ok: true, state: 'connecting' });
    const told = await failure(rig, 5_000);
    expect(told).toMatchObject({ reason: 'refused', rolled_back: true, attempts: 3 });
    await rig.said('# failed refused "Full" attempts=3 rolled_back: The router refused the device');
    await rig.online('Home', 5_000);
    await expectTold(rig, told);
    const later = await rig.client();
    expect((await later.ask({ cmd: 'status' })).data).toMatchObject({ ssid: 'Home', reason: 'refused' });
  });
});
