// The status LED on the built device: what its pin does in each state, and that a device without one pays nothing.

import { describe, expect, it } from 'vitest';
import { builtWith } from '../built-with.ts';
import { type NodeRig, onBothEngines, onInterpreterOnly, startNode } from './engines.ts';
import { HOME_POINT } from './requests.ts';
import { restingVars } from './resting.ts';
import type { Rig } from './rig.ts';

const WINDOW = 'window' as const;
const START = { access: WINDOW, led: { pin: 'D2' } };

const pinsOf = async (rig: Rig): Promise<{ [pin: string]: number }> =>
  ((await rig.state()) as unknown as { pins?: { [pin: string]: number } }).pins ?? {};

/** Lengths of on and off in turn, beginning with the next on, in steps of 20 ms. */
async function blinks(rig: NodeRig, ms: number, pin = 'D2', on = 1): Promise<number[]> {
  const lengths: number[] = [];
  let last: number | undefined;
  for (let passed = 0; passed < ms; passed += 20) {
    const level = (await pinsOf(rig))[pin];
    if (level !== last && (lengths.length || level === on)) lengths.push(0);
    if (lengths.length) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 20;
    last = level;
    await rig.device.advance(20);
  }
  // The first may have begun before, the last is cut off.
  return lengths.slice(2, -1);
}

const every = (lengths: number[]): number[] => [...new Set(lengths)];

describe('the pin', () => {
  it('blinks slowly while set-up is open, fast while it connects, and is dark once the device is online', async () => {
    const rig = await startNode({ start: START });
    expect(every(await blinks(rig, 10_000))).toEqual([1_000]);
    await rig.air([{ ...HOME_POINT, joinMs: 6_000 }]);
    await rig.type('wifiprov join Home "correct horse"\r');
    await rig.said('# connecting');
    // A write of the slow blinking may still come within its cycle.
    await rig.device.advance(1_200);
    expect(every(await blinks(rig, 3_000))).toEqual([200]);
    await rig.online('Home');
    await rig.device.advance(1_200);
    expect([await blinks(rig, 8_000), await pinsOf(rig)]).toEqual([[], { D2: 0 }]);
  });

  it('blinks twice every five seconds while a lost network is retried', async () => {
    const rig = await startNode({ start: START, provisioned: true });
    await rig.online('Home');
    await rig.air([]);
    await rig.said('# retrying', 60_000);
    await rig.device.advance(5_000);
    const lengths = await blinks(rig, 16_000);
    expect(every(lengths).sort((a, b) => a - b)).toEqual([120, 4_640]);
    expect(lengths.slice(0, 4).sort((a, b) => a - b)).toEqual([120, 120, 120, 4_640]);
  });

  it('says that the window was opened by hand, and is lit again when it closes', async () => {
    const led = { pin: 'D4', on: 0, online: 1 } as const;
    const rig = await startNode({ start: { access: WINDOW, led }, provisioned: true });
    await rig.online('Home');
    await rig.device.advance(2_000);
    expect(await pinsOf(rig)).toEqual({ D4: 0 });
    await rig.command('wifiprov open');
    expect(every(await blinks(rig, 6_000, 'D4', 0))).toEqual([1_000]);
    await rig.command('wifiprov close');
    await rig.device.advance(2_000);
    expect([await blinks(rig, 4_000, 'D4', 0), await pinsOf(rig)]).toEqual([[], { D4: 0 }]);
  });

  it('a pin that cannot be one is told at the start, and nothing is done with it', async () => {
    const rig = await startNode({ start: { access: WINDOW, led: { pin: 'D6' } } });
    await rig.said('# error led: pin D6 cannot drive an LED; take one of D2 D4 D5');
    await rig.device.advance(5_000);
    expect([await pinsOf(rig), (await rig.command('wifiprov status')).filter((line) => /faults/.test(line))]).toEqual([
      {},
      ['faults=0'],
    ]);
  });

  it('is dark while the REPL has the UART, and goes on after it', async () => {
    const rig = await startNode({ start: START });
    await rig.device.advance(3_000);
    await rig.command('wifiprov repl');
    await rig.device.advance(2_000);
    expect([await blinks(rig, 4_000), await pinsOf(rig)]).toEqual([[], { D2: 0 }]);
    await rig.type('wifiprov()\r');
    await rig.device.advance(1_000);
    expect(every(await blinks(rig, 8_000))).toEqual([1_000]);
  });
});

it('of a build with --led blinks without a start option, which has the last word', async () => {
  const files = await builtWith({ led: { pin: 'D5', on: 1, online: 0 } });
  const rig = await startNode({ files });
  expect(every(await blinks(rig, 8_000, 'D5'))).toEqual([1_000]);
  const other = await startNode({ files, start: { led: { pin: 'D2' } } });
  await other.device.advance(3_000);
  expect(Object.keys(await pinsOf(other))).toEqual(['D2']);
});

onBothEngines('a status LED', (start) => {
  it('goes through its states without a fault of the firmware', async () => {
    const rig = await start({ start: START });
    await rig.until(async () => (await pinsOf(rig))['D2'] === 1, 20_000);
    await rig.until(async () => (await pinsOf(rig))['D2'] === 0, 20_000);
    await rig.type('wifiprov join Home "correct horse"\r');
    await rig.online('Home');
    await rig.core.pass(2_000);
    await rig.until(async () => (await pinsOf(rig))['D2'] === 0, 20_000);
    expect(await rig.command('wifiprov status')).toContain('faults=0');
  });
});

/** Variables: the option, the timers and what they are known by. Nothing where no LED is given. */
const HELD_BLINKING = 60;
const HELD_STEADY = 30;
/** Of the chip's stack. */
const STACK_PERCENT = 60;

onInterpreterOnly('what a status LED holds at rest', (start) => {
  it('is little, more while it blinks', async () => {
    const resting = async (led: object, provisioned: boolean): Promise<number> => {
      const rig = await start({ start: { access: WINDOW, ...led }, provisioned, jsvars: 4_300 });
      if (provisioned) await rig.online('Home');
      else await rig.until(async () => (await rig.state()).ap !== null, 60_000);
      const held = await restingVars(rig);
      return held;
    };
    const blinking = (await resting({ led: { pin: 'D2' } }, false)) - (await resting({}, false));
    const steady = (await resting({ led: { pin: 'D2' } }, true)) - (await resting({}, true));
    process.stdout.write(`variables held by a status LED: ${blinking} blinking, ${steady} steady\n`);
    expect(blinking).toBeLessThanOrEqual(HELD_BLINKING);
    expect(steady).toBeLessThanOrEqual(HELD_STEADY);
  });

  it('takes no more of the stack than any request may, whatever changes it', async () => {
    const rig = await start({ start: START, measureStack: true });
    rig.core.stack?.reset();
    await rig.type('wifiprov join Home "correct horse"\r');
    await rig.online('Home');
    await rig.command('wifiprov open');
    await rig.command('wifiprov close');
    const percent = rig.core.stack?.percent() ?? 100;
    process.stdout.write(`stack with a status LED: ${percent} %\n`);
    expect(percent).toBeLessThanOrEqual(STACK_PERCENT);
  });
});
