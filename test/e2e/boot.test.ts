// Power-on: the boot window, safe mode, crashes, and the back doors that a stock build leaves open.

import { expect, it } from 'vitest';
import { type NodeRig, onBothEngines, onNodeOnly } from './engines.ts';
import type { Rig } from './rig.ts';

const BUILDS = ['2v27', '2v29.277', 'next'] as const;

/** The interpreter says so when its console has been moved away. */
const listens = (rig: Rig): Promise<void> => rig.until(() => !rig.core.isReal || rig.output().includes('-> null'));

onBothEngines('the boot window', (start) => {
  it('starts nothing for 2 s, drops what is typed, then opens the doors', async () => {
    const rig = await start({ start: { bootWindow: true } });
    const begunMs = rig.core.nowMs();
    await listens(rig);
    await rig.type('wifiprov debug flow 1\r');
    expect(rig.core.readyCount()).toBe(0);
    await rig.until(() => rig.core.readyCount() === 1);
    expect(rig.core.nowMs() - begunMs).toBeGreaterThanOrEqual(1_500);
    expect(rig.output()).not.toContain('OK');
    expect(await rig.command('wifiprov debug flow 1')).toEqual(['OK']);
  });

  it('a Ctrl-C in it leads to the REPL, and wifiprov() there starts the service', async () => {
    const rig = await start({ start: { bootWindow: true }, provisioned: true });
    await listens(rig);
    await rig.type('\x03');
    await rig.said(/# safe mode[\s\S]*<- null/);
    await rig.type('1+2\n');
    await rig.said('=3');
    expect(rig.core.readyCount()).toBe(0);
    await rig.type('wifiprov()\n');
    await rig.until(() => rig.core.readyCount() === 1);
    await rig.online('Home', 5_000);
  });
});

onNodeOnly('without a boot window', (start) => {
  it('the REPL has the UART at no time of a start', async () => {
    const rig = await start();
    const mark = rig.output().length;
    await rig.core.control({ do: 'crash' });
    await rig.type('print(40+2)\r');
    await rig.core.pass(5_000);
    expect(rig.output().slice(mark)).toContain('# ready');
    expect(rig.output().slice(mark)).not.toContain('42');
  });
});

onNodeOnly('safe mode', (start) => {
  /** Crashes at once, before the doors can open. */
  async function crash(rig: NodeRig, times: number, livedMs = 0): Promise<void> {
    for (let i = 0; i < times; i++) {
      await rig.core.pass(livedMs);
      await rig.core.control({ do: 'crash' });
    }
    await rig.core.pass(5_000);
  }

  it.each([
    ['before the doors are open', 0],
    ['within 30 s', 29_000],
  ])('comes after three crashes in a row %s, and says so; nothing is started', async (_, livedMs) => {
    const rig = await start({ provisioned: true });
    const ready = rig.core.readyCount();
    await crash(rig, 2, livedMs);
    await rig.online('Home', 5_000);
    const mark = rig.output().length;
    await crash(rig, 1, livedMs ? livedMs - 10_000 : 0);
    expect(rig.output().slice(mark)).toMatch(/safe mode/i);
    expect(await rig.state()).toMatchObject({ link: null, ap: null });
    expect(rig.device.debug()).toMatchObject({ console: 'Serial1', backDoors: { telnet: false, bleUart: false } });
    expect(rig.core.readyCount()).toBeGreaterThan(ready);
    await rig.type('wifiprov()\n');
    await rig.online('Home', 10_000);
  });

  it('does not come after crashes that are more than 30 s of work apart', async () => {
    const rig = await start({ provisioned: true });
    await crash(rig, 5, 31_000);
    await rig.online('Home', 5_000);
  });

  it.each([
    ['wifiprov reboot', 'wifiprov reboot'],
    ['wifiprov reset', 'wifiprov reset'],
  ])('does not come after many `%s`: they are no crashes', async (_, line) => {
    const rig = await start();
    for (let i = 1; i <= 5; i++) {
      expect(await rig.command(line)).toEqual(['OK restarting']);
      await rig.until(() => rig.core.readyCount() === i + 1);
    }
    expect(await rig.command('wifiprov debug flow 1')).toEqual(['OK']);
  });

  it('does not come when the power fails often', async () => {
    const rig = await start({ provisioned: true });
    for (let i = 0; i < 8; i++) {
      await rig.core.pass(3_000);
      await rig.core.control({ do: 'power-cycle' });
    }
    await rig.online('Home', 5_000);
  });
});

onNodeOnly('back doors', (start) => {
  it.each(BUILDS)(
    'on %s telnet, the Bluetooth REPL and the default AP are shut, in safe mode too',
    async (portBuild) => {
      const rig = await start({ portBuild, start: { bootWindow: true } });
      expect(rig.device.debug().backDoors).toEqual({ telnet: false, bleUart: false });
      rig.core.uart.write('\x03');
      await rig.said('# safe mode');
      await rig.core.pass(5_000);
      expect(rig.device.debug().backDoors).toEqual({ telnet: false, bleUart: false });
      expect((await rig.state()).ap).toBeNull();
      await rig.type('reset()\n');
      await rig.core.pass(5_000);
      expect(rig.device.debug().backDoors).toEqual({ telnet: false, bleUart: false });
      expect((await rig.state()).ap?.ssid ?? 'PROV_').toMatch(/^PROV_/);
    },
  );
});
