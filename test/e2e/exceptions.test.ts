// Exceptions in our own code: a fault in any module, at any door, is answered, told, counted and survived.

import { expect, it } from 'vitest';
import { MODULES } from '../../tools/build/module-table.mjs';
import { onBothEngines, onNodeOnly, type Start } from './engines.ts';
import { type Act, acts } from './exception-acts.ts';
import { APP_GIFTS, APP_ROWS, APP_STARTS, MAKERS, ROWS, type Row, STARTS } from './exception-rows.ts';
import { AT_REST, flagsOf, inject, injectable, runOut } from './inject.ts';
import { joinAp } from './leaving.ts';
import { HOME_LINE } from './requests.ts';
import type { Rig } from './rig.ts';

const TOLD = /# error internal [^\n]*injected/g;

const toldOf = (rig: Rig): string[] => rig.output().replaceAll('\r', '').match(TOLD) ?? [];

async function faultsOf(rig: Rig): Promise<number> {
  const line = (await rig.command('wifiprov status')).find((one) => one.startsWith('faults='));
  return Number(line?.slice('faults='.length));
}

async function atRest(rig: Rig): Promise<void> {
  let flags = await flagsOf(rig);
  await rig
    .until(async () => {
      flags = await flagsOf(rig);
      return JSON.stringify(flags) === JSON.stringify(AT_REST);
    }, 15_000)
    .catch(() => {});
  expect(flags).toEqual(AT_REST);
}

/** Not made for a request: for an event line, for the button. */
const NOT_ASKED = ['eventPrinter', 'button', 'led'];

/** A timer that comes amid a request may take its fault, on the interpreter: then it is put in once more. */
async function survives(start: Start, row: Row): Promise<void> {
  const act = acts[row.act] as Act;
  const rig = await start(injectable({ provisioned: act.provisioned ?? false, throws: true, start: act.start ?? {} }));
  await act.before?.(rig);
  const isAsked = !NOT_ASKED.includes(row.module);
  const first = row.first ?? act.broken;
  await inject(rig, row, isAsked);
  let answer = await act.run(rig);
  await rig.until(() => toldOf(rig).length > 0, 15_000);
  const isTimers = answer !== first && answer === act.fine;
  if (isTimers) {
    await inject(rig, row, isAsked);
    answer = await act.run(rig);
    await rig.until(() => toldOf(rig).length > 1, 15_000);
  }
  expect(answer).toBe(first);
  const faults = isTimers ? 2 : 1;
  expect(toldOf(rig)).toHaveLength(faults);
  if (row.how === 'load' || row.how === 'create') expect(toldOf(rig)[0]).toContain(`internal ${row.module}:`);
  // Whoever fails for a door only, not for a request, gets it right by himself.
  expect(await act.run(rig)).toBe(act.fine);
  await atRest(rig);
  expect(await faultsOf(rig)).toBe(faults);
  expect((await rig.state()).boots).toBe(1);
}

it('each module of the firmware has a row', () => {
  const modules = MODULES.map(({ name }) => name);
  const ofApps = [...APP_ROWS, ...APP_STARTS, ...APP_GIFTS];
  const tried = new Set([...ROWS, ...STARTS, ...MAKERS, ...ofApps].map((row) => row.module));
  // See below: it is what tells.
  tried.add('internal');
  // Of a firmware on trial, a minute after its start: one in which that fails is never good, and is left for the old one.
  tried.add('proof');
  expect(modules.filter((name) => !tried.has(name))).toEqual([]);
});

onBothEngines('an exception', (start) => {
  it.each(ROWS.map((row) => [row.module, row.how, row.method ?? '', row.act, row] as const))(
    'in the module %s (%s %s) while %s: it is answered, told and counted, and the next is served',
    (...all) => survives(start, all[4]),
  );
});

/** Who is told of an event throws; the others hear it all the same. */
onBothEngines('a listener that throws', (start) => {
  it.each([['tcp'], ['console'], ['improv']])(
    'in the module %s: the others hear what happens, and it is told',
    async (module) => {
      const rig = await start(injectable({ throws: true }));
      // Its connection stays when the station joins a network.
      await joinAp(rig);
      await inject(rig, { module, how: 'call', method: 'onEvent' });
      // All of them are there, and what was put into one with it.
      await (acts['Improv asks for the state'] as Act).run(rig);
      const client = await rig.client();
      await client.ask({ cmd: 'ping' });
      const mark = rig.output().length;
      await rig.command(HOME_LINE);
      await rig.said('# online "Home"', 30_000, mark);
      expect(toldOf(rig)).toHaveLength(1);
      const heard = (): string => client.lines().join();
      await rig.until(() => heard().includes('"state":"online"'), 5_000);
      expect(heard().includes('"state":"connecting"')).toBe(module !== 'tcp');
      expect(rig.output().slice(mark).includes('# connecting "Home"')).toBe(module !== 'console');
      expect(await faultsOf(rig)).toBe(1);
    },
  );
});

onBothEngines('an exception in a start', (start) => {
  it.each(STARTS.map((row) => [row.module, row.how, row] as const))(
    'in the module %s (%s): the device restarts by itself, and is there',
    async (...all) => {
      const rig = await start(injectable({ throws: true, start: { bootWindow: true } }, all[2]));
      // The fault is there again after each restart: only its being told and the restart can be seen here.
      await rig.said('# restarting: an internal error', 8_000);
      expect(toldOf(rig).length).toBeGreaterThan(0);
      await rig.until(async () => (await rig.state()).boots > 1, 5_000);
    },
  );
});

onBothEngines('an exception while the setup code is made', (start) => {
  it.each(MAKERS.map((row) => [row.module, row.how, row] as const))(
    'in the module %s (%s): there is a code a little later, and the access point',
    async (...all) => {
      const rig = await start(injectable({ throws: true, start: { access: 'window' } }, all[2]));
      await rig.until(async () => (await rig.state()).ap !== null, 40_000);
      expect(toldOf(rig)).toHaveLength(1);
      expect((await rig.command('wifiprov code')).at(-1)).toBe('OK');
      await atRest(rig);
    },
  );
});

onBothEngines('want of memory', (start) => {
  it('is told, and the device restarts with its radio down', async () => {
    const rig = await start(injectable({ throws: true, provisioned: true }));
    await rig.online('Home');
    runOut(rig);
    await rig.said('# restarting: out of memory');
    await rig.until(async () => (await rig.state()).boots === 2 || (await rig.state()).link === null, 3_000);
    await rig.until(async () => (await rig.state()).boots === 2, 3_000);
  });

  it('restarts the device also where there is no memory to report it', async () => {
    const rig = await start(injectable({ throws: true, provisioned: true }));
    await inject(rig, { module: 'internal', how: 'load' });
    runOut(rig);
    await rig.until(async () => (await rig.state()).boots === 2, 3_000);
  });
});

onNodeOnly('exceptions that come again', (start) => {
  it('three starts in a row that end so are followed by safe mode', async () => {
    const rig = await start(
      injectable({ throws: true, start: { bootWindow: true } }, { module: 'boot', how: 'create', times: 99 }),
    );
    await rig.said('# safe mode after three crashes', 30_000);
    await rig.core.pass(60_000);
    expect((await rig.state()).boots).toBe(4);
  });

  it.each([
    ['2 in a minute', [0, 30_000], 1],
    ['3 in a minute', [0, 29_000, 29_000], 2],
    ['3, the last 61 s after the first', [0, 30_000, 31_000], 1],
  ])('%s: %j ms apart, the device has started %i times', async (_, gaps, boots) => {
    const rig = await start(injectable({ throws: true, provisioned: true }));
    await rig.online('Home');
    for (const gap of gaps) {
      await rig.core.pass(gap);
      await inject(rig, { module: 'status', how: 'create' });
      expect((await rig.command('wifiprov status')).at(-1)).toMatch(/^ERROR internal /);
    }
    await rig.core.pass(600);
    if (boots > 1) {
      expect(rig.output()).toContain('# restarting: an internal error');
      // The radio is down before.
      expect(await rig.state()).toMatchObject({ boots: 1, link: null, ap: null });
    }
    await rig.core.pass(2_000);
    expect((await rig.state()).boots).toBe(boots);
    await rig.until(async () => (await rig.state()).link?.ssid === 'Home', 15_000);
  });
});
