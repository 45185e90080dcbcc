// A board whose Espruino is older than the least release: one sentence, nothing started, the REPL stays.

import { afterEach, describe, expect, it } from 'vitest';
import { LEAST_ESPRUINO, tooOldSentence } from '../../firmware/runtime/boot/least.ts';
import { findInterpreter } from '../../tools/sim/espruino/interpreter.ts';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import { startDevice } from '../../tools/sim/harness.ts';
import { startRig } from '../sim/espruino-rig.ts';

const BUILD = new URL('../../build/', import.meta.url);
const interpreter = findInterpreter();
const OLD = ['1v99', '2v04.1', '2v25', '2v26', '2v26.117'];

/** The interpreter and the simulator say another version of themselves. */
const asVersion = (version: string): string =>
  `Object.defineProperty(process,"env",{get:function(){return{VERSION:"${version}",BOARD:"ESP32"}}});`;

function filesOf(version: string) {
  const bundle = readBundle(BUILD);
  return {
    ...bundle,
    '.boot0': asVersion(version) + bundle['.boot0'],
    '.boot1': 'wifiprovOptions={bootWindow:false};',
  };
}

const stops: Array<() => unknown> = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

describe('in the simulator', () => {
  it.each(OLD)('Espruino %s says so in one sentence and starts nothing', async (version) => {
    const device = await startDevice({ bootFiles: filesOf(version) });
    stops.push(() => device.stop());
    await device.advance(10_000);
    expect(device.uart.output().split(tooOldSentence(version))).toHaveLength(2);
    expect(device.uart.output()).not.toContain('# ready');
    device.uart.write('typeof wifiprov\n');
    await device.advance(1_000);
    expect(device.uart.output()).toContain('"undefined"');
  });

  it.each([LEAST_ESPRUINO, `${LEAST_ESPRUINO}.45`, '2v30', '2v100', '3v01'])('Espruino %s starts', async (version) => {
    const device = await startDevice({ bootFiles: filesOf(version) });
    stops.push(() => device.stop());
    await device.advance(10_000);
    expect(device.uart.output()).toContain('# ready');
    expect(device.uart.output()).not.toContain('too old');
  });
});

describe.skipIf(!interpreter)('on the real interpreter', () => {
  it('an old release says so in one sentence, and the REPL answers', { timeout: 20_000 }, async () => {
    const rig = await startRig({ interpreter: interpreter ?? '', bootFiles: filesOf('2v26') });
    stops.push(() => rig.stop());
    await rig.until(tooOldSentence('2v26'));
    rig.send('[1+2,typeof wifiprov]\n');
    expect(await rig.until('"undefined"')).not.toContain('# ready');
  });
});
