// An open network under the name of a known one with a password: the device does not stay there.

import { expect, it } from 'vitest';
import { onBothEngines } from './engines.ts';
import { HOME_POINT } from './requests.ts';

const { password: _password, ...NAME } = HOME_POINT;
const IMITATION = { ...NAME, auth: 'open', channel: 3, bssid: '02:00:00:00:00:66' };

onBothEngines('an open network under the name of a known one', (start) => {
  it('is not joined in its place, and the device tells of it', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const mark = rig.output().length;
    await rig.air([IMITATION]);
    await rig.said('# failed incompatible "Home"', 60_000, mark);
    expect(rig.output().slice(mark)).not.toContain('# online');
    expect((await rig.command('wifiprov status')).join('\n')).toContain('state=retrying');
  });

  it('does not end a trial well when a password was given', async () => {
    const rig = await start({ provisioned: true, air: [HOME_POINT, { ...IMITATION, ssid: 'Work' }] });
    await rig.online('Home');
    const mark = rig.output().length;
    await rig.command('wifiprov set 0 1 0 1 4 Work "battery staple"');
    await rig.said('# failed incompatible "Work"', 30_000, mark);
    await rig.said('# online "Home"', 30_000, mark);
  });
});
