// The ways back in for somebody with the device in hand: the BOOT button and power cycles; what a hang comes to.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import { type Device, startDevice } from '../../tools/sim/harness.ts';
import { defaultNetworks } from '../../tools/sim/radio/default-networks.ts';
import { onBothEngines, onNodeOnly } from './engines.ts';
import type { Rig } from './rig.ts';

/** A device that knows Home and whose window is closed. */
const CLOSED = { provisioned: true, start: { access: 'window' } } as const;
/** What a start takes until its doors are open, and longer: no start lives 10 s. */
const QUICK_MS = 3_000;
const RESET_MS = 2_000;
/** Of real time: a busy machine must not look like an endless loop. */
const HANG_MS = 2_000;
const HANGS_MS = 60_000;
const devices: Device[] = [];
const folders: string[] = [];
async function stopAll(): Promise<void> {
  for (const device of devices.splice(0)) await device.stop();
}
afterEach(async () => {
  await stopAll();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function windowOf(rig: Rig): Promise<string> {
  const lines = await rig.command('wifiprov status');
  return lines.find((line) => line.startsWith('window='))?.slice('window='.length) ?? '';
}

onNodeOnly('the BOOT button', (start) => {
  async function hold(rig: Rig, ms: number): Promise<string> {
    const mark = rig.output().length;
    await rig.core.control({ do: 'button', ms });
    await rig.core.pass(ms + 100);
    return rig.output().slice(mark);
  }

  it.each([50, 1_000, 4_999])('held %i ms does nothing and says nothing', async (ms) => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    expect(await hold(rig, ms)).toBe('');
    expect(await windowOf(rig)).toBe('closed');
  });

  it.each([5_000, 5_001, 9_999])('held %i ms opens the window, after a hint to let go', async (ms) => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    expect(await windowOf(rig)).toBe('closed');
    expect(await hold(rig, ms)).toMatch(/# button: let go to open the setup window[\s\S]*# window open/);
    expect(await windowOf(rig)).toBe('open');
    expect((await rig.state()).link?.ssid).toBe('Home');
    expect((await (await rig.client()).ask({ cmd: 'get' }))['ok']).toBe(true);
  });

  it.each([10_000, 15_000, 60_000])(
    'held %i ms forgets the Wi-Fi config and restarts, and the setup code stays',
    async (ms) => {
      const rig = await start(CLOSED);
      await rig.online('Home');
      const code = (await rig.command('wifiprov code'))[0];
      expect(await hold(rig, ms)).toMatch(/let go to forget the Wi-Fi config[\s\S]*# button: Wi-Fi config forgotten/);
      await rig.until(() => rig.core.readyCount() === 2);
      expect(await rig.command('wifiprov get')).toContain('STA.SSID=""');
      expect(await windowOf(rig)).toBe('open');
      expect((await rig.command('wifiprov code'))[0]).toBe(code);
    },
  );

  it('held for more than a minute is an adapter, not a finger: nothing is lost', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    expect(await hold(rig, 60_001)).toContain('# button: held too long; ignored');
    await rig.core.pass(RESET_MS);
    expect([rig.core.readyCount(), await windowOf(rig)]).toEqual([1, 'closed']);
    expect(await rig.command('wifiprov get')).toContain('STA.SSID="Home"');
  });

  it('counts each press by itself', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    for (let i = 0; i < 4; i++) await hold(rig, 3_000);
    expect(await windowOf(rig)).toBe('closed');
    await hold(rig, 5_000);
    expect(await windowOf(rig)).toBe('open');
    expect(rig.core.readyCount()).toBe(1);
  });

  it('works while the REPL has the UART', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    await rig.type('wifiprov repl\r');
    await rig.said('<- null').catch(() => undefined);
    await rig.core.control({ do: 'button', ms: 5_000 });
    await rig.core.pass(5_100);
    const client = await rig.client();
    expect((await client.ask({ cmd: 'status' })).data).toMatchObject({ window: 'open' });
  });
});

onBothEngines('the button held for 5 s', (start) => {
  it('opens the window', async () => {
    const rig = await start(CLOSED);
    await rig.online('Home');
    expect(await windowOf(rig)).toBe('closed');
    await rig.core.control({ do: 'button', ms: 5_000 });
    await rig.said('# window open', 6_000);
    expect(await windowOf(rig)).toBe('open');
  });
});

onBothEngines('short power cycles', (start) => {
  /** As many starts, each cut as soon as its doors are open. */
  async function cycle(rig: Rig, times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      const ready = rig.core.readyCount();
      await rig.core.control({ do: 'power-cycle' });
      await rig.until(() => rig.core.readyCount() > ready);
    }
  }

  it('open the window at the fifth start in a row', async () => {
    const rig = await start(CLOSED);
    // The first is the short life in which it was provisioned, the second is this one.
    await cycle(rig, 2);
    expect(await windowOf(rig)).toBe('closed');
    const mark = rig.output().length;
    await cycle(rig, 1);
    await rig.said('# window open', 2_000, mark);
    expect(await windowOf(rig)).toBe('open');
    await rig.online('Home');
  });
});

onNodeOnly('power cycles', (start) => {
  it.each([
    ['9 s', 'open', 9_000],
    ['more than 10 s', 'closed', 10_500],
  ])('after %s each, four of them leave the window %s', async (_, window, livedMs) => {
    const rig = await start(CLOSED);
    await rig.core.pass(11_000);
    await rig.core.control({ do: 'power-cycle' });
    for (let i = 0; i < 4; i++) {
      await rig.core.pass(livedMs);
      await rig.core.control({ do: 'power-cycle' });
    }
    await rig.core.pass(QUICK_MS);
    expect(await windowOf(rig)).toBe(window);
  });

  it('that are resets do not count', async () => {
    const rig = await start(CLOSED);
    for (let i = 1; i <= 6; i++) {
      await rig.command('wifiprov reboot');
      await rig.until(() => rig.core.readyCount() === i + 1);
    }
    expect(await windowOf(rig)).toBe('closed');
  });

  it('do not keep the window open: the next start that lives has it closed', async () => {
    const rig = await start(CLOSED);
    for (let i = 0; i < 4; i++) {
      await rig.core.pass(QUICK_MS);
      await rig.core.control({ do: 'power-cycle' });
    }
    await rig.core.pass(11_000);
    expect(await windowOf(rig)).toBe('open');
    await rig.core.control({ do: 'power-cycle' });
    await rig.core.pass(QUICK_MS);
    expect(await windowOf(rig)).toBe('closed');
  });
});

/** Scripts of the embedder beside the built bundle, on a flash image that several devices can have one after the other. */
async function deviceWith(scripts: { [name: string]: string }, flashFile?: string): Promise<Device> {
  const bundle = readBundle(new URL('../../build/', import.meta.url));
  const bootFiles = { ...bundle, '.boot1': 'wifiprovOptions={bootWindow:false};', ...scripts };
  const device = await startDevice({
    ...{ portBuild: 'next', accessPoints: defaultNetworks(), hangLimitMs: HANG_MS, bootFiles },
    ...(flashFile === undefined ? {} : { flashFile }),
  });
  devices.push(device);
  return device;
}

/** Pressed reads 0, as before 2v26. */
const PLAIN_PIN = `(function(){var s=setWatch,d=digitalRead;
setWatch=function(f,p,o){return s(function(e){e.state=!e.state;f(e);},p,o);};digitalRead=function(p){return 1-d(p);};})();`;

it.each([
  ['reads 1 while it is pressed', ''],
  ['reads 0 while it is pressed', PLAIN_PIN],
])('a button whose pin %s works alike', async (_, script) => {
  const device = await deviceWith({ '.boot2': script });
  await device.advance(20_000);
  await device.control({ do: 'button', ms: 4_999 });
  await device.advance(6_000);
  expect(device.uart.output()).not.toContain('button');
  await device.control({ do: 'button', ms: 5_000 });
  await device.advance(6_000);
  expect(device.uart.output()).toMatch(/# button: let go to open[\s\S]*# window open/);
});

function imageFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-ladder-'));
  folders.push(folder);
  return join(folder, 'flash.img');
}

it('a start is counted before any code that may hang: three endless loops in .bootcde, and the next start is a safe one', {
  timeout: HANGS_MS,
}, async () => {
  const flash = imageFile();
  for (let i = 0; i < 3; i++) {
    const hanging = await deviceWith({ '.bootcde': 'for(;;);' }, flash);
    await hanging.advance(1_000);
    expect(hanging.log().join()).toContain('endless loop');
    await stopAll();
  }
  const device = await deviceWith({}, flash);
  await device.advance(5_000);
  expect(device.uart.output()).toContain('# safe mode after three crashes');
  expect(device.readyCount()).toBe(0);
  expect(device.debug().console).toBe('Serial1');
  expect(device.debug().sockets).toBe(0);
});

/** Of the user's own code, which hangs beside the service but asks whether it runs. */
const HANGING_APP = 'setTimeout(function(){while(!wifiprovBoot.safe);},5000);';

it('the watchdog ends a hang within a minute, and three of them in a row end in safe mode', {
  timeout: HANGS_MS,
}, async () => {
  const device = await deviceWith({ '.boot2': HANGING_APP });
  for (let boots = 1; boots <= 3; boots++) {
    expect(await device.control({ do: 'state' })).toMatchObject({ boots });
    await device.advance(5_100);
    expect(device.log()).toHaveLength(boots);
    await device.advance(59_000);
    expect(await device.control({ do: 'state' })).toMatchObject({ boots });
    await device.advance(1_000);
  }
  await device.advance(10_000);
  expect(await device.control({ do: 'state' })).toMatchObject({ boots: 4, link: null, ap: null });
  expect(device.uart.output()).toContain('# safe mode after three crashes');
});
