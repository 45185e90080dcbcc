// A signal that is too weak to last: told before the network is joined, when it is, and while it is used.

import { expect, it } from 'vitest';
import { WEAK_ADVICE } from '../../firmware/lib/signal.ts';
import { onBothEngines } from './engines.ts';

const FAR = { ssid: 'Far', bssid: '02:00:00:00:00:07', channel: 1, rssi: -86, auth: 'wpa2', password: 'far far away' };
const JOIN = { STA: { SSID: 'Far', PWD: 'far far away', auth: 4 } };

onBothEngines('a network with a weak signal', (start) => {
  it('comes with the warning weak_signal, and the advice again when it is joined and in the status', async () => {
    const rig = await start({ air: [FAR] });
    const client = await rig.client();
    await rig.until(async () => (await client.ask({ cmd: 'scan' }, 20_000)).data?.networks.length === 1, 20_000);
    const warning = { code: 'weak_signal', field: 'STA.SSID', message: WEAK_ADVICE };
    expect(await client.ask(JOIN)).toMatchObject({ ok: true, state: 'connecting', warnings: [warning] });
    await rig.said(`# online "Far" 192.168.1.50 wifiprov-000110.local: ${WEAK_ADVICE}`, 20_000);
    const status = (await rig.command('wifiprov status')).join('\n');
    expect(status).toContain('signal=weak');
    expect(status).toContain(`advice="${WEAK_ADVICE}"`);
  });

  it('is told in words to a stranger, who gets no dBm', async () => {
    const rig = await start({ air: [FAR], start: { access: 'window' } });
    await rig.command('wifiprov set 0 1 0 1 4 Far "far far away"');
    await rig.said('# saved', 20_000);
    await rig.command('wifiprov close');
    const { data } = await (await rig.client()).ask({ cmd: 'status' });
    expect(data).toMatchObject({ window: 'closed', signal: 'weak', advice: WEAK_ADVICE });
    expect(data.online_s).toBeLessThan(20);
    expect(data).not.toHaveProperty('rssi');
  });
});
