// What comes late finds the service unloaded, its methods gone: timers, and the service that is started once more.

import { expect, it } from 'vitest';
import { type NodeRig, onNodeOnly } from './engines.ts';

const HOME = 'wifiprov set 0 1 0 1 4 Home "correct horse"';
const NAP_MS = 3_000;

/** So few variables are free that nothing stays in memory unused. */
const SHORT = 4_000;

onNodeOnly('while the service is not loaded', (begin) => {
  const start: typeof begin = (options) => begin({ heldVars: SHORT, ...options });

  it.each([-3, -2, -1, 0, 1])('safe mode is left %d ms from unloading: the service starts', async (ms) => {
    const rig = await start({ start: { bootWindow: true } });
    await rig.core.pass(500);
    rig.core.uart.write('\x03');
    await rig.core.pass(NAP_MS - 500 + ms);
    rig.core.uart.write('wifiprov()\n');
    await rig.core.pass(3_000);
    expect(rig.output()).toContain('# ready');
    await rig.command(HOME);
    await rig.online('Home');
  });

  it('what was sent behind `wifiprov repl` is not run by the console', async () => {
    const rig = await start();
    await rig.core.pass(10_000);
    const mark = rig.output().length;
    rig.core.uart.write('wifiprov repl\rwifiprov code\rwifiprov get\r');
    await rig.core.pass(10_000);
    expect(rig.output().slice(mark)).not.toMatch(/STA|code=/);
  });

  it('an access point that is wanted and did not come up is started again, though the station is online', async () => {
    const rig = await start({ portBuild: '2v29.277' });
    await rig.until(async () => !!(await rig.state()).ap);
    await inRepl(rig, 'var W=require("Wifi"),o=W.startAP,n=0;W.startAP=function(a,b,c){if(n++)o.call(W,a,b,c)};1');
    await rig.command(HOME);
    await rig.online('Home');
    await rig.core.pass(20_000);
    expect((await rig.state()).ap).not.toBeNull();
  });

  it('an upload by the REPL has ended all timers: the window closes and the clock goes on', async () => {
    const rig = await start({ start: { access: 'window' } });
    await rig.command(HOME);
    await rig.online('Home');
    await rig.core.pass(20_000);
    await inRepl(rig, 'clearTimeout();clearInterval();1');
    await rig.command('wifiprov open 5');
    const before = await uptimeOf(rig);
    await rig.core.pass(3_600_000);
    expect(rig.output()).toContain('# window closed');
    expect((await uptimeOf(rig)) - before).toBeGreaterThan(3_590);
  });
});

async function uptimeOf(rig: NodeRig): Promise<number> {
  const line = (await rig.command('wifiprov status')).find((one) => one.startsWith('uptime_s='));
  return Number(line?.split('=')[1]);
}

async function inRepl(rig: NodeRig, line: string): Promise<void> {
  await rig.command('wifiprov repl');
  rig.core.uart.write(`${line}\n`);
  await rig.core.pass(5_000);
  rig.core.uart.write('wifiprov()\n');
  await rig.core.pass(1_000);
}
