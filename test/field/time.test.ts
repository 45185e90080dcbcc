// Clocks that are set, and counters that grow for weeks. Kinds of trouble: firmware/docs/field.md.

import { expect, it } from 'vitest';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import { onBothEngines, onNodeOnly } from '../e2e/engines.ts';
import { HOME_LINE } from '../e2e/requests.ts';
import type { Rig } from '../e2e/rig.ts';

const { '.boot0': BOOT0 } = readBundle(new URL('../../build/', import.meta.url));
/** The device's clock as this function of the true one, in seconds. */
const clockOf = (body: string): { '.boot0': string } => ({
  '.boot0': `var $t=getTime;global.getTime=function(){var t=$t();${body}};${BOOT0}`,
});
/** 1970 to 2024 and back, as SNTP and a flat battery do, every 3 s. */
const SET_AGAIN_AND_AGAIN = 'return Math.floor(t/3)%2?t+1.7e9:t;';

/** Forward in the middle of an outage, and back. */
const SET_TWICE = 'return t>100&&t<160?t+1.7e9:t;';

async function statusOf(rig: Rig): Promise<{ [key: string]: number | string }> {
  const client = await rig.client();
  const { data } = await client.ask({ cmd: 'status' });
  client.close();
  return data;
}

onBothEngines('a clock that is set while the device works', (start) => {
  it('ends no trial, no window and no answer early', async () => {
    const rig = await start({ files: clockOf(SET_AGAIN_AND_AGAIN), start: { access: 'window' } });
    await rig.command(HOME_LINE);
    await rig.said('# saved', 30_000);
    await rig.command('wifiprov open 5');
    const before = await statusOf(rig);
    await rig.command('wifiprov scan');
    await rig.command('wifiprov scan');
    const after = await statusOf(rig);
    expect([before['window'], after['window']]).toEqual(['open', 'open']);
    expect(Number(before['window_s']) - Number(after['window_s'])).toBeLessThan(60);
    expect(Number(after['uptime_s'])).toBeLessThan(600);
    const [row] = await rig.command('wifiprov history');
    expect(Number(/^(\d+) s ago "Home" ok$/.exec(row ?? '')?.[1])).toBeLessThan(600);
  });
});

onNodeOnly('a clock that is set', (start) => {
  it('leaves an outage its 3 minutes to the access point, and the network its way back', async () => {
    const rig = await start({ provisioned: true, files: clockOf(SET_TWICE) });
    await rig.online('Home');
    await rig.air([]);
    await rig.core.pass(150_000);
    expect((await rig.state()).ap).toBeNull();
    await rig.until(async () => (await rig.state()).ap !== null, 120_000);
    await rig.air([{ ssid: 'Home', channel: 6, rssi: -48, auth: 'wpa2', password: 'correct horse' }]);
    await rig.online('Home', 120_000);
  });
});

/** Counters of milliseconds in 31 and 32 bits run over after 24.9 and 49.7 days. */
const DAYS = 50;
const DAY_S = 86_400;
/** The device's own hours are that much faster than the simulated ones; it looks at its clock every 5 s. */
const FASTER = 11;
const FAST_UNTIL_S = (DAYS * DAY_S) / FASTER;
const FAST = `return t<60?t:t<${FAST_UNTIL_S}?60+(t-60)*${FASTER}:t+${(FAST_UNTIL_S - 60) * (FASTER - 1)};`;

onNodeOnly(`a device that has been on for ${DAYS} days`, (start) => {
  it('tells its age, is still online, opens and closes its window, and finds its network again', async () => {
    const rig = await start({ provisioned: true, files: clockOf(FAST), start: { access: 'window' } });
    await rig.online('Home');
    await rig.core.pass(FAST_UNTIL_S * 1_000);
    expect(Number((await statusOf(rig))['uptime_s'])).toBeGreaterThan(2 ** 32 / 1_000);
    expect(await statusOf(rig)).toMatchObject({ state: 'online', window: 'closed', faults: 0 });
    expect((await rig.state()).boots).toBe(1);
    await rig.command('wifiprov open 2');
    await rig.core.pass(110_000);
    expect(await statusOf(rig)).toMatchObject({ window: 'open' });
    await rig.said('# window closed', 20_000);
    await rig.air([]);
    await rig.said('# retrying "Home"', 20_000);
    await rig.air([{ ssid: 'Home', channel: 6, rssi: -48, auth: 'wpa2', password: 'correct horse' }]);
    await rig.online('Home', 120_000);
    const [row] = await rig.command('wifiprov history');
    expect(Number(/^(\d+) s ago "Home" ok$/.exec(row ?? '')?.[1])).toBeLessThan(10);
  });
});
