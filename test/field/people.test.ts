// What people do while they set a device up. Kinds of trouble: firmware/docs/field.md.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from '../e2e/engines.ts';
import { ask, postForm, postJson } from '../e2e/http-client.ts';
import { HOME, HOME_POINT } from '../e2e/requests.ts';
import { linesOf, type Rig } from '../e2e/rig.ts';

const SLOW_HOME = { ...HOME_POINT, joinMs: 1_000 };
const CAFE_POINT = { ssid: 'Cafe', bssid: '02:00:00:00:00:23', channel: 6, rssi: -50, auth: 'open', dhcpMs: 50 };
const RIGHT = 'STA.SSID=Home&STA.PWD=correct+horse';
const WRONG = 'STA.SSID=Home&STA.PWD=wrong+horse';

const count = (rig: Rig, text: string): number =>
  linesOf(rig.output()).filter((line) => line.startsWith(`# ${text}`)).length;

onBothEngines('somebody impatient', (start) => {
  it('sends the same again while it is tried: one attempt, one result', async () => {
    const rig = await start({ air: [SLOW_HOME] });
    for (let i = 0; i < 3; i++) expect((await postForm(rig, RIGHT)).status).toBe(303);
    expect((await postJson(rig, HOME)).json()).toMatchObject({ ok: true, unchanged: true });
    await rig.said('# saved', 30_000);
    await rig.online('Home');
    expect([count(rig, 'connecting'), count(rig, 'failed')]).toEqual([1, 0]);
    expect(await rig.command('wifiprov history')).toHaveLength(2);
  });

  it('sends a wrong password twice: one result, and the right one is taken at once', async () => {
    const rig = await start({ air: [HOME_POINT] });
    await postForm(rig, WRONG);
    await postForm(rig, WRONG);
    await rig.said('# failed wrong_password', 30_000);
    expect(count(rig, 'failed')).toBe(1);
    await postForm(rig, RIGHT);
    await rig.said('# saved', 30_000);
  });
});

onBothEngines('two phones at once', (start) => {
  it('the later choice counts, and the earlier is told as cancelled', async () => {
    const rig = await start({ air: [SLOW_HOME, CAFE_POINT] });
    await postForm(rig, RIGHT);
    await rig.said('# connecting "Home"', 15_000);
    await postForm(rig, 'STA.SSID=Cafe&STA.PWD=');
    await rig.said('# failed cancelled "Home"', 15_000);
    await rig.said('# saved', 30_000);
    await rig.online('Cafe');
  });
});

onNodeOnly('a phone on the access point', (start) => {
  it('that goes in the middle of a trial does not end it', async () => {
    const rig = await start({ air: [{ ...SLOW_HOME, joinMs: 5_000 }] });
    await rig.until(async () => (await rig.state()).ap !== null, 20_000);
    await rig.core.control({ do: 'join-ap' });
    await postForm(rig, RIGHT);
    await rig.core.control({ do: 'leave-ap' });
    await rig.online('Home', 20_000);
  });

  it('is thrown off where the network has another channel, and finds the result when it is back', async () => {
    const rig = await start({ air: [{ ...SLOW_HOME, channel: 11 }, CAFE_POINT] });
    await rig.until(async () => (await rig.state()).ap !== null, 20_000);
    expect((await rig.state()).ap?.channel).toBe(11);
    await rig.core.control({ do: 'join-ap' });
    await postForm(rig, 'STA.SSID=Cafe&STA.PWD=');
    await rig.online('Cafe', 20_000);
    await rig.core.pass(30_000);
    expect((await rig.state()).ap?.channel).toBe(6);
    await rig.core.control({ do: 'join-ap' });
    expect((await ask(rig, '/?plain&result')).text).toContain('“Cafe”');
  });

  it('may take its time to type: the window of a new device does not close, one opened by hand waits 15 minutes', async () => {
    const fresh = await start({ air: [HOME_POINT], start: { access: 'window' } });
    await fresh.core.pass(50 * 60_000);
    expect((await postForm(fresh, RIGHT)).status).toBe(303);
    await fresh.online('Home');
    const known = await start({ provisioned: true, start: { access: 'window' } });
    await known.online('Home');
    await known.command('wifiprov open');
    await ask(known, '/?plain');
    await known.core.pass(14 * 60_000);
    expect((await postForm(known, RIGHT)).status).toBe(303);
    await known.core.pass(16 * 60_000);
    const late = await postForm(known, RIGHT);
    expect([late.status, /<form/.test(late.text)]).toEqual([403, false]);
  });
});
