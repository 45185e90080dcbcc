// Modules stay in memory for the next request while variables are plentiful, and go when they are not.

import { expect, it } from 'vitest';
import { KEEP_VARS_MIN } from '../../firmware/runtime/keeping.ts';
import { openClient } from './client.ts';
import { type NodeRig, onNodeOnly } from './engines.ts';
import { HOME } from './requests.ts';

/** What the Node engine has free with nothing held. */
const ALL_VARS = 5_000;
const held = (free: number): number => ALL_VARS - free;
/** The Wi-Fi port keeps 12 variables for each event. */
const SOME = 300;
/** Modules are looked at every 15 s, and go at the second look from there, 3 s apart. */
const IDLE_MS = 25_000;
const READ = '<read>';
const WATCH = `var S=require("Storage"),r=S.read;S.read=function(f,a,n){if(f===".bootcde")Serial1.write("${READ}");return r.call(S,f,a,n)};1`;

/** Modules and pieces that are evaluated meanwhile. */
async function evaluations(rig: NodeRig, work: () => Promise<unknown>): Promise<number> {
  const mark = rig.output().length;
  await work();
  return rig.output().slice(mark).split(READ).length - 1;
}

async function watched(start: (options: object) => Promise<NodeRig>, free: number): Promise<NodeRig> {
  const rig = await start({ heldVars: held(free), provisioned: true });
  await rig.online('Home');
  await rig.command('wifiprov repl');
  rig.core.uart.write(`${WATCH}\n`);
  await rig.core.pass(5_000);
  rig.core.uart.write('wifiprov()\n');
  await rig.core.pass(IDLE_MS);
  return rig;
}

onNodeOnly('a request like the one before', (start) => {
  it.each([
    [-1, 'ping', { cmd: 'ping' }, false],
    [SOME, 'ping', { cmd: 'ping' }, true],
    [SOME, 'status', { cmd: 'status' }, true],
    [SOME, 'get', { cmd: 'get' }, true],
    [SOME, 'config that changes nothing', HOME, true],
  ])('with the limit %d variables free, a %s: nothing is evaluated: %s', async (more, _what, request, isKept) => {
    const rig = await watched(start, KEEP_VARS_MIN + more);
    const client = await openClient(rig.core, rig.until);
    await client.ask(request);
    await rig.core.pass(IDLE_MS);
    const count = await evaluations(rig, () => client.ask(request));
    if (isKept) expect(count).toBe(0);
    else expect(count).toBeGreaterThan(1);
  });
});
