// Updates over the network, end to end: the client library and the built firmware in its slots.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { builtFirmware, firmware, NEW, OLD } from './firmwares.ts';
import { codeOf, restart } from './sealed.ts';
import { PROVISIONED, statusOf, updated, updating } from './updating.ts';

onBothEngines('an update over the network', (start) => {
  it('starts the new firmware, with the config and the code of the old one', async () => {
    const rig = await start(PROVISIONED);
    await rig.online('Home');
    const kept = [await rig.command('wifiprov get'), await codeOf(rig)];
    expect((await statusOf(rig))['firmware']).toBe(OLD);
    await updated(rig, firmware());
    expect(await statusOf(rig)).toMatchObject({ firmware: NEW, update: 'trial' });
    expect([await rig.command('wifiprov get'), await codeOf(rig)]).toEqual(kept);
  });

  it('says that a device has this firmware already', async () => {
    const rig = await start(PROVISIONED);
    await rig.online('Home');
    expect(await (await updating(rig)).send(builtFirmware())).toEqual({ version: OLD, unchanged: true });
  });
});

onNodeOnly('an update over the network', (start) => {
  it('stays once it has been up for a minute', async () => {
    const rig = await start(PROVISIONED);
    await rig.online('Home');
    await updated(rig, firmware());
    await rig.until(async () => (await statusOf(rig))['update'] === undefined, 70_000);
    for (let i = 0; i < 3; i++) await restart(rig);
    expect((await statusOf(rig))['firmware']).toBe(NEW);
    expect(rig.output()).not.toContain('rolled back');
  });
});
