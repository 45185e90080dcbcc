// Modules stay in memory for the next request while variables are plentiful, and go when they are not.

import { expect, it } from 'vitest';
import { KEEP_VARS_MIN } from '../../firmware/runtime/keeping.ts';
import { openClient } from './client.ts';
import { type NodeRig, onInterpreterOnly, onNodeOnly } from './engines.ts';
import { ask as page } from './http-client.ts';
import { HOME } from './requests.ts';
import type { Rig } from './rig.ts';

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
async function evaluations(rig: Rig, work: () => Promise<unknown>): Promise<number> {
  const mark = rig.output().length;
  await work();
  return rig.output().slice(mark).split(READ).length - 1;
}

/** From now on each evaluation is told on the UART. `echoMs`: the REPL echoes what is typed. */
async function watch(rig: Rig, echoMs: number): Promise<void> {
  await rig.command('wifiprov repl');
  rig.core.uart.write(`${WATCH}\n`);
  await rig.core.pass(echoMs);
  rig.core.uart.write('wifiprov()\n');
}

async function watched(start: (options: object) => Promise<NodeRig>, free: number): Promise<NodeRig> {
  const rig = await start({ heldVars: held(free), provisioned: true });
  await rig.online('Home');
  await watch(rig, 5_000);
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

/** The chip has some 5800, and our code and an app share them. */
const FEW_VARS = 5_400;
/** Until the peer has acknowledged the page before, its heap is not free. */
const SETTLE_MS = 300;

onInterpreterOnly('each door after the others, with few variables', (start) => {
  it('is served, and what the others needed goes for it: no restart', { timeout: 120_000 }, async () => {
    const rig = await start({ jsvars: FEW_VARS, provisioned: true });
    await rig.online('Home');
    for (const name of ['get', 'status', 'scan', 'history', 'help']) await rig.command(`wifiprov ${name}`);
    const client = await rig.client();
    for (const request of [{ cmd: 'ping' }, { countrycode: 'EMEA' }, { cmd: 'get' }, { cmd: 'status' }])
      expect(await client.ask(request, 20_000)).toMatchObject({ ok: true });
    client.close();
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    for (const path of ['/', '/?plain', '/api/status', '/api/scan']) {
      expect((await page(rig, path)).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    }
    expect(await rig.command('wifiprov status')).toEqual(expect.arrayContaining(['faults=0', 'OK']));
    expect((await rig.state()).boots).toBe(1);
  });
});

/** What the chip has. */
const CHIP_VARS = 5_890;
/** Some requests make 65 variables of garbage each: ten rounds are more than there is room for. */
const ROUNDS = 10;
/** Evaluations of a round: the history's pieces. Where everything is thrown away again and again, more than six. */
const FEW_EVALUATIONS = 3;
/** The REPL echoes what is typed. */
const ECHO_MS = 1_000;

onInterpreterOnly('a client and a page by turns, with few variables', (start) => {
  it('do not throw each other out because of garbage', { timeout: 120_000 }, async () => {
    const rig = await start({ jsvars: CHIP_VARS, provisioned: true });
    await rig.online('Home');
    await watch(rig, ECHO_MS);
    await rig.core.pass(ECHO_MS);
    const client = await rig.client();
    const round = async (): Promise<void> => {
      for (const request of [{ cmd: 'ping' }, { cmd: 'get' }, { cmd: 'history' }])
        expect(await client.ask(request, 20_000)).toMatchObject({ ok: true });
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      expect((await page(rig, '/api/status')).status).toBe(200);
    };
    await round();
    const count = await evaluations(rig, async () => {
      for (let i = 0; i < ROUNDS; i++) await round();
    });
    expect(count).toBeLessThan(ROUNDS * FEW_EVALUATIONS);
  });
});
