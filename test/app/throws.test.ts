// An app that throws costs nothing: it is told on the console, and the device goes on.

import { expect, it } from 'vitest';
import { EXCEPTIONS_TOLD } from '../../firmware/app/state.ts';
import { onBothEngines, onInterpreterOnly, onNodeOnly } from '../e2e/engines.ts';
import type { Rig } from '../e2e/rig.ts';
import { appIsUp, appText, built, source } from './built.ts';

async function provisions(rig: Rig): Promise<void> {
  await rig.command('wifiprov set 0 1 0 1 4 Home "correct horse"');
  await rig.said('# online "Home"', 20_000);
  expect(await (await rig.client()).ask({ cmd: 'ping' })).toMatchObject({ ok: true });
  expect((await rig.state()).boots).toBe(1);
}

const atLoad = await built(
  source(appText("ctx.say('first'); ctx.command('x', () => 'y'); throw new Error('broken');")),
);
onBothEngines('an app that throws when it is started', (start) => {
  it('is told, is off, and the device provisions', async () => {
    const rig = await start({ files: atLoad });
    await rig.said('# error app: broken');
    expect(rig.output()).toContain('# app: first');
    expect(await rig.command('wifiprov app')).toEqual(['app=failed', 'commands=', 'OK']);
    expect(await rig.command('wifiprov app x')).toEqual([expect.stringMatching(/^ERROR unknown_command /)]);
    await provisions(rig);
  });
});

const later = await built(
  source(
    appText(`
  ctx.on('online', () => { throw new Error('in online'); });
  ctx.on('online', () => ctx.say('next listener'));
  ctx.after(50, () => { throw 'in after'; });
  let thrown = 0;
  setTimeout(function late() {
    if (++thrown < 3) setTimeout(late, 80);
    throw new Error('in a timer');
  }, 80);
  let n = 0;
  setInterval(() => { n++; if (n % 10 === 2 && n < 30) throw new Error('in an interval'); }, 100);
  ctx.command('n', () => String(n));
  ctx.command('bad', () => { throw new Error('in a command'); });`),
  ),
);
// Each more than once: the interpreter loses what a timer throws where another one is due at the same moment, see below.
onBothEngines('an app that throws later', (start) => {
  it.each([
    ['ctx.after', 'in after'],
    ['a timer of its own', 'in a timer'],
    ['an interval, which goes on', 'in an interval'],
  ])('in %s is told', async (_, words) => {
    const rig = await start({ files: later, throws: true });
    await rig.said(`# error app: ${words}`);
    await rig.until(async () => Number((await rig.command('wifiprov app n'))[0]) > 2);
  });

  it('in a listener: the others are called all the same', async () => {
    const rig = await start({ files: later, throws: true });
    await provisions(rig);
    await rig.said('# error app: in online');
    await rig.said('# app: next listener');
  });

  it('in a command: that is the answer', async () => {
    const rig = await start({ files: later, throws: true });
    await appIsUp(rig);
    expect(await rig.command('wifiprov app bad')).toEqual(['ERROR internal in a command']);
    expect(await rig.command('wifiprov status')).toContain('app=on');
  });
});

/** Both timers are due when the third is done, and the second of them comes to a `try`. */
const lost = await built(
  source(
    appText(`
  setTimeout(() => { throw new Error('gone'); }, 60);
  setTimeout(() => { try { ctx.say('caught'); } catch {} }, 60);
  setTimeout(() => { const end = Date.now() + 200; while (Date.now() < end); }, 20);`),
  ),
);
onInterpreterOnly('an app whose exception the interpreter loses', (start) => {
  it('is told so, and the device goes on', async () => {
    const rig = await start({ files: lost, throws: true });
    await rig.said('# app: caught');
    await rig.said('# error app: an exception, lost by the interpreter');
    await provisions(rig);
  });
});

const always = await built(source(appText("setInterval(() => { throw new Error('again'); }, 10);")));
onNodeOnly('an app that throws all the time', (start) => {
  it('is told some times, and then no more', async () => {
    const rig = await start({ files: always, throws: true });
    await rig.said('# error app: further errors are not shown');
    await rig.core.pass(60_000);
    expect(rig.output().split('# error app: again')).toHaveLength(EXCEPTIONS_TOLD + 1);
    await provisions(rig);
  });
});
