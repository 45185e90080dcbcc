// Updates over the network, end to end: the client library and the built firmware in its slots.

import { expect, it } from 'vitest';
import { onBothEngines, onNodeOnly, onRealOnly } from './engines.ts';
import { builtFirmware, firmware, NEW, OLD } from './firmwares.ts';
import type { Rig } from './rig.ts';
import { codeOf, restart } from './sealed.ts';
import { PROVISIONED, statusOf, updated, updating } from './updating.ts';

onBothEngines('an update over the network', (start) => {
  it('starts the new firmware, with the config and the code of the old one', async () => {
    const rig = await start(PROVISIONED);
    await rig.online('Home');
    const kept = [await rig.command('wifiprov get'), await codeOf(rig)];
    expect((await statusOf(rig))['firmware']).toBe(OLD);
    const [begunMs, { flashBytes }] = [rig.core.nowMs(), await rig.state()];
    await updated(rig, firmware());
    const [ms, bytes] = [rig.core.nowMs() - begunMs, (await rig.state()).flashBytes - flashBytes];
    process.stderr.write(
      `measured: an update takes ${(ms / 1_000).toFixed(1)} s and writes or erases ${bytes} bytes\n`,
    );
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

/** Bundles that come to nothing, each in its own way. `print` is of no use: the console is the UART's until a bundle takes it. */
const BAD = [
  ['throws at once', 'throw new Error("no");'],
  ['cannot be parsed', 'function (((;'],
  ['hangs', 'for(;;);'],
  ['does nothing, so its doors stay shut', '0;'],
  ['restarts at once', 'E.reboot();'],
] as const;

/** Sent and started; it never says that it is ready. */
async function left(rig: Rig, bad: Uint8Array): Promise<void> {
  const ready = rig.core.readyCount();
  const { send } = await updating(rig);
  await send(bad);
  await rig.said(`# update rolled back: version ${NEW} did not keep its doors open; ${OLD} runs again`, 400_000);
  await rig.until(() => rig.core.readyCount() > ready, 10_000);
}

async function expectLeft(rig: Rig): Promise<void> {
  expect(await statusOf(rig)).toMatchObject({ firmware: OLD, update: 'rolled_back', update_version: NEW });
  expect(await rig.command('wifiprov history')).toContainEqual(expect.stringContaining('update_rolled_back'));
}

onNodeOnly('a new firmware', (start) => {
  it.each(BAD)('that %s is left for the old one', async (_what, code) => {
    const rig = await start({ ...PROVISIONED, throws: true });
    await rig.online('Home');
    const kept = [await rig.command('wifiprov get'), await codeOf(rig)];
    await left(rig, firmware({ code }));
    await expectLeft(rig);
    expect([await rig.command('wifiprov get'), await codeOf(rig)]).toEqual(kept);
    await restart(rig);
    expect(await statusOf(rig)).toMatchObject({ firmware: OLD, update: 'rolled_back' });
  });

  it.each(['throw 1', 'for(;;);', ''])('whose boot guard is `%s` is left for the old one', async (guard) => {
    const rig = await start({ ...PROVISIONED, throws: true });
    await rig.online('Home');
    await left(rig, firmware({ guard, code: '0;' }));
    await expectLeft(rig);
  });

  it('that works comes after one that was left', async () => {
    const rig = await start({ ...PROVISIONED, throws: true });
    await rig.online('Home');
    await left(rig, firmware({ code: '0;' }));
    await updated(rig, firmware());
    await rig.until(async () => (await statusOf(rig))['update'] === undefined, 70_000);
    expect((await statusOf(rig))['firmware']).toBe(NEW);
  });
});

onRealOnly('a new firmware on the real interpreter', (start) => {
  it.each<readonly [string, string]>([
    ...BAD.slice(0, 1),
    ['fills the memory', 'var a=[];setTimeout(function f(){for(;;)a.push("twelve bytes")},500);'],
    ['fills the memory at once', 'var a=[];for(;;)a.push("twelve bytes");'],
  ])('that %s is left for the old one', async (_what, code) => {
    const rig = await start({ ...PROVISIONED, slots: 'impatient', throws: true });
    await rig.online('Home');
    await left(rig, firmware({ code }));
    await expectLeft(rig);
  });
});
