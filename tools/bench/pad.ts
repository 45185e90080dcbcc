// Fills the interpreter's memory up to some variables, so that the firmware is as short of them as a measurement asks for.

import { type BenchDevice, pause } from './device.ts';

type Inside = Pick<BenchDevice, 'evaluate'>;

/** Variables in one piece of what fills the memory; and those that need no piece more. */
const PAD_VARS = 400;
const PAD_REST = 24;
/** Of what is still to go, at most so much in one piece. */
const PAD_SHARE = 0.7;
/** Fewer than the modules need to stay, see firmware/runtime/keeping.ts, and enough to go on with. */
const SHORT_VARS = 1_200;
/** They are let go by then: the firmware looks every 15 s, and then twice, 3 s apart. */
const UNLOADED_MS = 24_000;

/** Leaves this many variables free, and up to PAD_REST more. */
export async function fill(device: Inside, free: number): Promise<void> {
  await device.evaluate(`(E.getErrorFlags(),global.benchPad=undefined,0)`);
  const over = await device.evaluate(
    // In pieces: of one that finds no room in one row, the interpreter makes a chain, which takes more. So none is meant
    // to take all that is still to go.
    `(function(p,m){while(m.free-${free}>${PAD_REST}){p.push(new Uint8Array(Math.min(${PAD_VARS},(m.free-${free}-${PAD_REST / 2})*${PAD_SHARE}|0)*m.blocksize));m=process.memory();}global.benchPad=p;return m.free-${free};})([],process.memory())`,
  );
  if (Number(over) < 0) throw new RangeError(`${-Number(over)} variables fewer are free than were to be`);
}

/** Until only what the firmware cannot do without is in memory: while there is plenty, modules stay for the next request. */
export async function unloadModules(device: Inside, pace = 1): Promise<void> {
  await fill(device, SHORT_VARS);
  await pause(UNLOADED_MS / pace);
  await device.evaluate('(global.benchPad=undefined,0)');
}
