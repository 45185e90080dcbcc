// What an app keeps, its fields and its values, through updates: a good one, and a bad one that is rolled back.

import { beforeAll, expect, it } from 'vitest';
import { onNodeOnly } from '../e2e/engines.ts';
import { firmware, OLD } from '../e2e/firmwares.ts';
import type { Rig } from '../e2e/rig.ts';
import { PROVISIONED, statusOf, updated, updating } from '../e2e/updating.ts';
import { appIsUp, appText, built, source } from './built.ts';

const FIELDS = `export const fields = [{ name: 'interval', kind: 'int', min: 5, max: 3600, fallback: 60 },
{ name: 'token', kind: 'secret', max: 12 }];`;
/** It counts its starts, and says what it has. */
const APP = appText(
  `ctx.store.set('starts', Number(ctx.store.get('starts') || 0) + 1);
  ctx.command('kept', () => ['interval ' + ctx.field('interval') + ' token ' + ctx.field('token') + ' starts ' + ctx.store.get('starts')]);`,
  FIELDS,
);
const TRIAL_MS = 70_000;
const versionOf = (digit: number): string => OLD.replace(/\d/g, `${digit}`);

let code = '';
beforeAll(async () => {
  code = (await built(source(APP)))['.bootcde'] ?? '';
}, 60_000);

const withApp = (digit: number): Buffer =>
  firmware({ version: versionOf(digit), code: code.replaceAll(OLD, versionOf(digit)) });

async function kept(rig: Rig): Promise<string | undefined> {
  await appIsUp(rig);
  return (await rig.command('wifiprov app kept'))[0];
}

/** Up for as long as it takes to stay. */
async function stays(rig: Rig, digit: number): Promise<void> {
  await rig.until(async () => (await statusOf(rig))['update'] === undefined, TRIAL_MS);
  expect((await statusOf(rig))['firmware']).toBe(versionOf(digit));
}

onNodeOnly('the fields and values of an app', (start) => {
  it('survive an update, and another one that is bad and rolled back', { timeout: 240_000 }, async () => {
    const rig = await start({ ...PROVISIONED, throws: true });
    await rig.online('Home');
    await updated(rig, withApp(7));
    await stays(rig, 7);
    await rig.command('wifiprov set app.interval=300 app.token=geheim');
    expect(await kept(rig)).toBe('interval 300 token geheim starts 1');
    await updated(rig, withApp(8));
    expect(await kept(rig)).toBe('interval 300 token geheim starts 2');
    await stays(rig, 8);
    const ready = rig.core.readyCount();
    const { send } = await updating(rig);
    await send(firmware({ version: versionOf(9), code: '0;' }));
    await rig.until(() => rig.core.readyCount() > ready, 600_000);
    expect(await statusOf(rig)).toMatchObject({ firmware: versionOf(8), update: 'rolled_back' });
    expect(await kept(rig)).toBe('interval 300 token geheim starts 3');
  });

  it('are still there when a firmware without the app has run in between', { timeout: 240_000 }, async () => {
    const rig = await start(PROVISIONED);
    await rig.online('Home');
    await updated(rig, withApp(7));
    await stays(rig, 7);
    await rig.command('wifiprov set app.interval=300 app.token=geheim');
    await updated(rig, firmware({ version: versionOf(8) }));
    await stays(rig, 8);
    await updated(rig, withApp(9));
    expect(await kept(rig)).toBe('interval 300 token geheim starts 2');
  });
});
