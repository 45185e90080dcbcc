// An open network under the name of a known one with a password, which anybody can put up: the device does not join it.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { HOME_POINT } from './requests.ts';

const { password: _password, ...NAME } = HOME_POINT;
/** Heard before the real one: on a lower channel, and stronger. */
const IMITATION = { ...NAME, auth: 'open', channel: 1, rssi: -30, bssid: '02:00:00:00:00:66' };

onBothEngines('an open network under the name of a known one', (start) => {
  it('is not joined in its place', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const mark = rig.output().length;
    await rig.air([IMITATION]);
    await rig.said('# failed not_found "Home"', 60_000, mark);
    expect(rig.output().slice(mark)).not.toContain('# online');
    expect((await rig.state()).link).toBeNull();
  });

  it('does not end a trial well when a password was given', async () => {
    const rig = await start({ provisioned: true, air: [HOME_POINT, { ...IMITATION, ssid: 'Work' }] });
    await rig.online('Home');
    const mark = rig.output().length;
    await rig.command('wifiprov set 0 1 0 1 4 Work "battery staple"');
    await rig.said('# failed not_found "Work"', 30_000, mark);
    await rig.said('# online "Home"', 30_000, mark);
  });
});

onNodeOnly('an open network under the name of a known one', (start) => {
  it('beside the real one keeps nobody from it', async () => {
    const rig = await start({ provisioned: true, air: [IMITATION, HOME_POINT] });
    await rig.online('Home');
    expect(await rig.core.control({ do: 'state' })).toMatchObject({ link: { ssid: 'Home' } });
    expect((await rig.command('wifiprov status')).join('\n')).toContain(`channel=${HOME_POINT.channel}`);
  });

  it('is joined where no password is set for it', async () => {
    const rig = await start({ provisioned: true, air: [HOME_POINT, { ...IMITATION, ssid: 'Cafe' }] });
    await rig.online('Home');
    await rig.command('wifiprov join Cafe');
    await rig.online('Cafe');
  });
});
