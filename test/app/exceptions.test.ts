// Exceptions in what runs an embedder's app: answered, told, counted and survived, as in the rest of the firmware.

import { expect, it } from 'vitest';
import { onBothEngines } from '../e2e/engines.ts';
import { APP_GIFTS, APP_ROWS, APP_STARTS } from '../e2e/exception-rows.ts';
import { AT_REST, flagsOf, inject, injectable } from '../e2e/inject.ts';
import type { Options } from '../e2e/options.ts';
import { HOME_LINE } from '../e2e/requests.ts';
import type { Rig } from '../e2e/rig.ts';
import { appIsUp, appText, built, source } from './built.ts';

const files = await built(
  source(
    appText(`
  ctx.on('online', () => ctx.say('is online'));
  ctx.command('kept', () => String(ctx.store.get('kept')));
  ctx.command('boom', () => { setTimeout(() => { throw new Error('of the app'); }, 50); });`),
  ),
);
const bundle = String(files['.bootcde']);
const options: Options = { files, throws: true };

const told = (rig: Rig): string[] => rig.output().match(/# error internal [^\r\n]*injected/g) ?? [];
const lastOf = async (rig: Rig, line: string): Promise<string> => (await rig.command(line)).at(-1) ?? '';

async function isSound(rig: Rig, faults: number): Promise<void> {
  expect(await rig.command('wifiprov status')).toContain(`faults=${faults}`);
  const atRest = JSON.stringify(AT_REST);
  await rig.until(async () => JSON.stringify(await flagsOf(rig)) === atRest, 15_000);
  expect((await rig.state()).boots).toBe(1);
}

onBothEngines('an exception while the app is asked for something', (start) => {
  it.each(APP_ROWS.map((row) => [row.module, row.how, row.method ?? '', row] as const))(
    'in the module %s (%s %s): it is answered, told and counted, and the next is served',
    async (...all) => {
      const rig = await start(injectable(options));
      await appIsUp(rig);
      await inject(rig, { ...all[3], bundle });
      expect(await lastOf(rig, 'wifiprov app kept')).toMatch(/^ERROR internal /);
      await rig.until(() => told(rig).length > 0);
      expect(await lastOf(rig, 'wifiprov app kept')).toBe('OK');
      expect(told(rig)).toHaveLength(1);
      await isSound(rig, 1);
    },
  );
});

onBothEngines('an exception in what the app asks for', (start) => {
  it('is the answer of its command; the next one works', async () => {
    const rig = await start(injectable(options));
    await appIsUp(rig);
    await inject(rig, { module: 'app', how: 'call', method: 'get', bundle });
    expect(await lastOf(rig, 'wifiprov app kept')).toMatch(/^ERROR internal .*injected/);
    expect(await lastOf(rig, 'wifiprov app kept')).toBe('OK');
    await isSound(rig, 0);
  });
});

onBothEngines('an exception while the app is told of something', (start) => {
  it('in its events: the doors hear them all the same', async () => {
    const rig = await start(injectable(options));
    await appIsUp(rig);
    await inject(rig, { module: 'app', how: 'call', method: 'onEvent', bundle });
    await rig.command(HOME_LINE);
    await rig.said('# connecting "Home"');
    await rig.said('# online "Home"', 30_000);
    await rig.said('# app: is online');
    expect(told(rig)).toHaveLength(1);
    await isSound(rig, 1);
  });

  it('in telling what a timer of its own has thrown', async () => {
    const rig = await start(injectable(options));
    await appIsUp(rig);
    await inject(rig, { module: 'app', how: 'call', method: 'uncaught', bundle });
    await rig.command('wifiprov app boom');
    await rig.until(() => told(rig).length > 0);
    await rig.command('wifiprov app boom');
    await rig.said('# error app: of the app');
    await isSound(rig, 1);
  });
});

onBothEngines('an exception in a start with an app', (start) => {
  it.each(APP_STARTS.map((row) => [row.module, row.how, row] as const))(
    'in the module %s (%s): it is told, and the device restarts',
    async (...all) => {
      const rig = await start(injectable({ ...options, start: { bootWindow: true } }, { ...all[2], bundle }));
      await rig.said('# restarting: an internal error', 8_000);
      expect(told(rig).length).toBeGreaterThan(0);
      await rig.until(async () => (await rig.state()).boots > 1, 5_000);
    },
  );

  it.each(APP_GIFTS.map((row) => [row.module, row.how, row] as const))(
    'in the module %s (%s): it is told, and the device works without the app',
    async (...all) => {
      const rig = await start(injectable(options, { ...all[2], bundle }));
      await rig.said('# error app: injected');
      expect(await rig.command('wifiprov app')).toContain('app=failed');
      await rig.command(HOME_LINE);
      await rig.said('# online "Home"', 30_000);
      await isSound(rig, 0);
    },
  );
});
