// An app that fills the memory, hangs or recurses costs a restart; after two of them the device comes up without it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { APP_FINE_MS } from '../../firmware/runtime/boot/guard.ts';
import type { BootFiles } from '../../tools/sim/engine.ts';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import { type Device, startDevice } from '../../tools/sim/harness.ts';
import { defaultNetworks } from '../../tools/sim/radio/default-networks.ts';
import { onRealOnly } from '../e2e/engines.ts';
import { appText, built, source } from './built.ts';

const LEFT_OUT = '# error app: turned off after 2 crashes; wifiprov reboot tries it again';
/** Of real time: a busy machine must not look like an endless loop. */
const HANG_MS = 2_000;
const WATCHDOG_MS = 60_000;
const START_MS = 3_000;
/** A restart takes a moment. */
const RESTART_MS = 1_000;

const RECURSE = 'function r(): void { r(); }';
/** As an app would do it, in one go or little by little. */
const REAL_ROWS: [string, string][] = [
  [
    'fills the memory at once',
    'const a: string[] = []; for (;;) a.push("0123456789012345678901234567890" + a.length);',
  ],
  [
    'fills it little by little',
    'const a: number[] = []; setInterval(() => { for (let i = 0; i < 300; i++) a.push(i); }, 20);',
  ],
  ['recurses when it is started', `${RECURSE} r();`],
  // Again and again: the interpreter loses what a timer throws where another one is due at the same moment.
  ['recurses in a timer', `${RECURSE} setTimeout(function late() { setTimeout(late, 200); r(); }, 200);`],
  ['recurses in ctx.after', `${RECURSE} ctx.after(200, () => { r(); });`],
  ['hangs when it is started', 'for (;;);'],
  ['hangs in a timer', 'setTimeout(() => { for (;;); }, 200);'],
];
/** A minute of real time is too long for a test. */
const QUICK_DOG = 'E.enableWatchdog=(function(w){return function(){w(5,true);};})(E.enableWatchdog);\n';

onRealOnly('an app that', (start) => {
  it.each(REAL_ROWS)('%s: two restarts, and the device is up without it', { timeout: 180_000 }, async (_, text) => {
    const files = await built(source(appText(text)));
    const rig = await start({ files: { ...files, '.boot0': QUICK_DOG + files['.boot0'] }, throws: true });
    await rig.said(LEFT_OUT, 120_000);
    await rig.said('# ready', 15_000, rig.output().lastIndexOf(LEFT_OUT));
    expect((await rig.state()).boots).toBe(3);
    expect(await rig.command('wifiprov status')).toContain('app=off');
    await rig.command('wifiprov set 0 1 0 1 4 Home "correct horse"');
    await rig.said('# online "Home"', 20_000);
  });
});

const devices: Device[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const device of devices.splice(0)) await device.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function deviceOf(files: Partial<BootFiles>): Promise<Device> {
  const flashFile = join(folders[folders.push(mkdtempSync(join(tmpdir(), 'wifiprov-app-'))) - 1] ?? '', 'flash.img');
  const start = { access: 'open' as const, bootWindow: false };
  const bootFiles = { ...readBundle(new URL('../../build/', import.meta.url)), ...files };
  const device = await startDevice({
    ...{ portBuild: 'next', accessPoints: defaultNetworks(), hangLimitMs: HANG_MS, flashFile, start, bootFiles },
  });
  devices.push(device);
  await device.advance(START_MS);
  return device;
}

async function say(device: Device, line: string): Promise<string> {
  const mark = device.uart.output().length;
  device.uart.write(`${line}\r`);
  await device.advance(1_000);
  return device.uart.output().slice(mark);
}

async function bootsOf(device: Device): Promise<unknown> {
  return (await device.control({ do: 'state' }))['boots' as never];
}

/** A reset that nobody asked for. */
async function crash(device: Device, afterMs: number): Promise<void> {
  await device.advance(afterMs);
  await device.control({ do: 'crash' });
  await device.advance(START_MS);
}

describe('an app that hangs when it is started', { timeout: 60_000 }, () => {
  it('is turned off after two restarts by the watchdog, and tried again by a reboot', async () => {
    const device = await deviceOf(await built(source(appText('for (;;);'))));
    for (let boots = 1; boots <= 2; boots++) {
      expect(device.log()).toHaveLength(boots);
      await device.advance(WATCHDOG_MS - START_MS - RESTART_MS);
      expect(await bootsOf(device)).toBe(boots);
      await device.advance(RESTART_MS + START_MS);
      expect(await bootsOf(device)).toBe(boots + 1);
    }
    expect(device.uart.output()).toContain(LEFT_OUT);
    expect(await say(device, 'wifiprov status')).toContain('app=off');
    await say(device, 'wifiprov set 0 1 0 1 4 Home "correct horse"');
    await device.advance(10_000);
    expect(await device.control({ do: 'state' })).toMatchObject({ link: { ssid: 'Home' }, boots: 3 });
    await say(device, 'wifiprov reboot');
    await device.advance(START_MS);
    expect(device.log()).toHaveLength(3);
  });
});

const quiet = await built(source(appText("ctx.command('up', () => 'yes');")));

describe('what counts against an app', { timeout: 60_000 }, () => {
  it.each([
    ['within ten minutes', APP_FINE_MS - START_MS - 1_000, 'off'],
    ['after ten minutes', APP_FINE_MS - START_MS + 1_000, 'on'],
  ])('two unrequested resets, each %s', async (_, afterMs, word) => {
    const device = await deviceOf(quiet);
    await crash(device, afterMs);
    expect(device.uart.output().includes('another one turns the app off')).toBe(word === 'off');
    await crash(device, afterMs);
    expect(device.uart.output().includes(LEFT_OUT)).toBe(word === 'off');
    expect(await say(device, 'wifiprov app')).toContain(`app=${word}`);
  });

  it('not: power cycles and reboots', async () => {
    const device = await deviceOf(quiet);
    for (let i = 0; i < 4; i++) {
      await device.advance(20_000);
      await device.control({ do: 'power-cycle' });
      await device.advance(START_MS);
      await say(device, 'wifiprov reboot');
      await device.advance(START_MS);
    }
    expect(await say(device, 'wifiprov app up')).toContain('yes');
  });

  it('a third crash, without it, and the next start is a safe one', async () => {
    const device = await deviceOf(quiet);
    for (let i = 0; i < 2; i++) await crash(device, 0);
    expect(device.uart.output()).toContain(LEFT_OUT);
    await crash(device, 0);
    expect(device.uart.output()).toContain('# safe mode after three crashes');
  });

  it.each(['power-cycle', 'reboot'])('nothing any more after a %s of the start without it', async (how) => {
    const device = await deviceOf(quiet);
    for (let i = 0; i < 2; i++) await crash(device, 0);
    expect(await say(device, 'wifiprov app')).toContain('app=off');
    if (how === 'reboot') await say(device, 'wifiprov reboot');
    else await device.control({ do: 'power-cycle' });
    await device.advance(START_MS);
    expect(await say(device, 'wifiprov app')).toContain('app=on');
    await crash(device, 0);
    expect(await say(device, 'wifiprov app')).toContain('app=on');
  });
});

describe('the watchdog of a device with an app', { timeout: 60_000 }, () => {
  it.each([
    ['that stops all timers, the firmware’s too', 'setTimeout(() => { clearTimeout(); }, 5000);'],
    [
      'that leaves too little memory',
      '(globalThis as any).process.memory = () => ({ free: 299, usage: 5000, total: 5299, blocksize: 14 });',
    ],
  ])('ends a start with an app %s', async (_, text) => {
    const device = await deviceOf(await built(source(appText(text))));
    await device.advance(2 * WATCHDOG_MS);
    expect(await bootsOf(device)).toBeGreaterThan(1);
    await device.advance(WATCHDOG_MS);
    expect(device.uart.output()).toContain(LEFT_OUT);
  });

  it('lets one live that leaves just enough', async () => {
    const text = '(globalThis as any).process.memory = () => ({ free: 300, usage: 5000, total: 5300, blocksize: 14 });';
    const device = await deviceOf(await built(source(appText(text))));
    await device.advance(5 * WATCHDOG_MS);
    expect(await bootsOf(device)).toBe(1);
  });

  it('leaves the REPL alone, where an upload ends all timers', async () => {
    const device = await deviceOf(quiet);
    await say(device, 'wifiprov repl');
    await say(device, 'clearTimeout();clearInterval();');
    await device.advance(5 * WATCHDOG_MS);
    expect(await bootsOf(device)).toBe(1);
  });
});
