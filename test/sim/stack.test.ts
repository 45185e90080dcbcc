// The stack meter against scripts of which it is known how deep they go.

import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { measureStackUnit, type StackUnit } from '../../tools/sim/espruino/stack-unit.ts';
import { onInterpreters } from '../interpreters.ts';
import { DEADLINE_MS, type Rig, startRig } from './espruino-rig.ts';

const QUIET = 'E.setConsole(null,{force:true});';
const DEPTH = 20;
/** `f20` calls `f19`, and so on, down to what is looked at. */
const script = (leaf: string): string =>
  `${QUIET}function f0(){${leaf}}${Array.from({ length: DEPTH }, (_, i) => `function f${i + 1}(){f${i}();}`).join('')}
Serial1.on("data",function(d){global["f"+d]();Serial1.write("done\\r\\n");});Serial1.write("up\\r\\n");`;

let rig: Rig | null = null;
afterEach(async () => {
  await rig?.stop();
  rig = null;
});

/** Calls that fit into what each of these depths has used. */
async function callsUsed(interpreter: string, unit: StackUnit, leaf: string, depths: number[]): Promise<number[]> {
  rig = await startRig({ interpreter, measureStack: true, bootFiles: { '.bootcde': script(leaf) } });
  await rig.until('up\r\n');
  const used: number[] = [];
  for (const depth of depths) {
    rig.engine.stack().reset();
    rig.send(String(depth));
    await rig.until('done\r\n');
    used.push(rig.engine.stack().used() / unit.callBytes);
  }
  return used;
}

describe('the stack meter', { timeout: 4 * DEADLINE_MS }, () =>
  onInterpreters((path) => {
    let unit: StackUnit;
    beforeAll(async () => {
      unit = await measureStackUnit(path);
    });

    it('takes as many bytes for the whole as the calls take that fit into the chip', () => {
      expect(unit.callBytes).toBeGreaterThan(0);
      expect(unit.wholeBytes / unit.callBytes).toBeGreaterThan(46);
      expect(unit.wholeBytes / unit.callBytes).toBeLessThan(52);
    });

    it('sees ten calls more as ten calls more, and forgets them at a reset', async () => {
      const [ten = 0, twenty = 0, again = 0] = await callsUsed(path, unit, '', [DEPTH / 2, DEPTH, DEPTH / 2]);
      expect(twenty - ten).toBeCloseTo(DEPTH / 2, 0);
      expect(again).toBeCloseTo(ten, 0);
    });

    it('leaves out what stands for native code: a call of the port is four calls of a function at most', async () => {
      const [bare = 0] = await callsUsed(path, unit, '1', [DEPTH]);
      await rig?.stop();
      const [port = 0] = await callsUsed(path, unit, 'require("Wifi").getStatus()', [DEPTH]);
      expect(port - bare).toBeGreaterThan(0);
      expect(port - bare).toBeLessThanOrEqual(4);
    });

    it('has the callbacks of the port begin as low as a timer', async () => {
      const say = (word: string): string => `Serial1.write("${word}\\r\\n");`;
      const bootcde = `${QUIET}function scan(){require("Wifi").scan(function(){${say('scanned')}});}
Serial1.on("data",function(){setTimeout(function(){${say('timer')}},1);});setTimeout(scan,500);${say('up')}`;
      rig = await startRig({ interpreter: path, measureStack: true, bootFiles: { '.bootcde': bootcde } });
      await rig.until('up\r\n');
      rig.send('x');
      await rig.until('timer\r\n');
      const timer = rig.engine.stack().used() / unit.callBytes;
      await rig.until('scanned\r\n');
      expect(rig.engine.stack().used() / unit.callBytes - timer).toBeLessThanOrEqual(4);
    });
  }),
);
