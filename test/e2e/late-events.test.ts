// A port whose events come half a minute late, and a station that is thrown out right after it was let in.

import { expect, it } from 'vitest';
import { type NodeRig, onNodeOnly } from './engines.ts';
import { HOME_POINT } from './requests.ts';

const BUILDS = ['2v27', '2v29.277', 'next'] as const;
const SECOND = 1_000;
const REFUSER = { ssid: 'Refuser', channel: 6, auth: 'wpa2', password: 'right horse', fault: 'reject', joinMs: 50 };

async function took(rig: NodeRig, what: () => Promise<unknown>): Promise<number> {
  const begunMs = rig.core.nowMs();
  await what();
  return rig.core.nowMs() - begunMs;
}

onNodeOnly('late events', (start) => {
  it.each(BUILDS)(
    'on %s a network that is not there is told as such within 15 s, and Home is not left again',
    async (portBuild) => {
      const rig = await start({ portBuild, provisioned: true });
      await rig.online('Home');
      const ms = await took(rig, async () => {
        await rig.command('wifiprov set 0 1 0 1 1 Nowhere');
        await rig.said('# failed not_found "Nowhere" attempts=3 rolled_back', 20 * SECOND);
      });
      expect(ms).toBeLessThan(15 * SECOND);
      await rig.online('Home', 5 * SECOND);
      const mark = rig.output().length;
      await rig.core.pass(120 * SECOND);
      expect(rig.output().slice(mark)).not.toContain('#');
    },
  );

  it.each(BUILDS)('on %s the access point of mode 1 is up within 6 s, from online too', async (portBuild) => {
    const rig = await start({ portBuild, provisioned: true });
    await rig.online('Home');
    await rig.command('wifiprov set 1 1 1 1 4 Lamp "12345678"');
    await rig.said('# saved', 6 * SECOND);
    expect(await rig.state()).toMatchObject({ ap: { ssid: 'Lamp' }, link: null });
  });

  it.each(BUILDS)('on %s the port prints nothing when it is asked while it joins', async (portBuild) => {
    const rig = await start({ portBuild, provisioned: true, idfLog: true });
    await rig.online('Home');
    // In the first second after an address the events may be held up, and the old view with them.
    await rig.core.pass(2 * SECOND);
    await rig.command('wifiprov set 0 1 0 1 1 Nowhere');
    await rig.said('# failed', 25 * SECOND);
    await rig.online('Home', 5 * SECOND);
    await rig.air([]);
    await rig.core.pass(120 * SECOND);
    await rig.air([HOME_POINT]);
    await rig.online('Home', 60 * SECOND);
    expect(rig.output()).not.toContain("Haven't to connect");
  });

  it('twenty refused trials in a row are told as what they are, and Home is back after each', async () => {
    const rig = await start({ provisioned: true, air: [HOME_POINT, REFUSER] });
    await rig.online('Home');
    for (let i = 0; i < 20; i++) {
      const mark = rig.output().length;
      await rig.command('wifiprov set 0 1 0 1 4 Refuser "wrong horse"');
      await rig.said('# failed wrong_password "Refuser" attempts=3 rolled_back', 20 * SECOND, mark);
      await rig.said('# online "Home"', 5 * SECOND, mark);
    }
  });
});
