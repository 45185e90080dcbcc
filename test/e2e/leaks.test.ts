// What the device keeps for good of a request that it has answered: nothing. Its interpreter never frees an object that
// is used 15 times at once, nor the scopes of a function whose argument throws, and all that these reach.

import { beforeAll, expect, it } from 'vitest';
import { HISTORY_MAX } from '../../firmware/provisioning/history.ts';
import { onInterpreterOnly, type Start } from './engines.ts';
import { restingVars, settledAt } from './resting.ts';
import type { Rig } from './rig.ts';
import { codeOf, refused, seal, WRONG_CODE } from './sealed.ts';

const LATE = `{"STA":{"SSID":"Home",\n${'"me",\n'.repeat(30)}\n`;
/** A number gets longer. */
const SLACK = 6;

/** A connection for each request, the modules let go in between: what is lost is lost again each time. */
async function ask(rig: Rig, requests: readonly string[], pieces = false): Promise<void> {
  const client = await rig.client();
  for (const request of requests) {
    if (pieces) client.send(request.slice(0, 7));
    if (pieces) await new Promise((resolve) => setTimeout(resolve, 50));
    await client.ask(request.slice(pieces ? 7 : 0), 8_000);
  }
  client.close();
}

/** Its answer comes to somebody who has gone. */
async function brokenOff(rig: Rig): Promise<void> {
  const client = await rig.client();
  client.send('{"cmd":"scan"}');
  client.socket.resetAndDestroy();
  await new Promise((resolve) => setTimeout(resolve, 5_000));
}

async function command(rig: Rig, lines: readonly string[]): Promise<void> {
  for (const line of lines) await rig.command(line);
}

/** While it starts, heap is set aside for that, and a connection beside one that is just closing may be refused. */
function apUp(rig: Rig): Promise<void> {
  return rig.until(async () => (await rig.state()).ap !== null, 20_000);
}

/** Attempts until the history is full, over the UART: it takes more with each, up to ten. */
async function fillHistory(rig: Rig): Promise<void> {
  for (let n = 0; n < HISTORY_MAX; n++) await command(rig, [`wifiprov join Fill${n}`, 'wifiprov disconnect']);
  await apUp(rig);
}

const apply = (name: string): string[] => [`apply,${name},1,,NULL\n`, '{"cmd":"disconnect"}'];
const set = (name: string): string[] => [
  `{"STA":{"auto":0,"auth":1,"PWD":"","SSID":"${name}"}}`,
  '{"cmd":"disconnect"}',
];
const USES: [what: string, use: (rig: Rig, turn: number) => Promise<void>][] = [
  ['a text that is found wrong late', (rig) => ask(rig, [LATE])],
  ['a request in two pieces', (rig) => ask(rig, ['{"cmd":"ping"}', '{"cmd":"status"}'], true)],
  ['an apply line that changes the network', (rig, turn) => ask(rig, apply(`Net${turn}`))],
  ['a config that changes the network', (rig, turn) => ask(rig, set(`Net${turn}`))],
  ['an apply line that is refused', (rig) => ask(rig, ['apply,Net,9,,NULL\n', 'apply,Net,2,,NULL\n'])],
  ['a request that is too large', (rig) => ask(rig, [`{"wifi":"${'x'.repeat(2_100)}`])],
  ['a scan that is broken off', (rig) => brokenOff(rig)],
  ['every command', (rig) => ask(rig, ['{"cmd":"help"}', '{"cmd":"get"}', '{"cmd":"history"}', '{"cmd":"scan"}'])],
];

/** What the port has kept for Wi-Fi events: the device counts it. */
async function lostVars(rig: Rig): Promise<number> {
  const line = (await rig.command('wifiprov status')).find((row) => row.startsWith('lost='));
  return Number(line?.slice('lost='.length));
}

/** At rest, beside what the port keeps. */
async function held(rig: Rig): Promise<number> {
  // First: with this many variables free, the module that answers it stays.
  const lost = await lostVars(rig);
  return (await restingVars(rig)) - lost;
}

/** What two of it have cost for good. */
async function growth(start: Start, use: (rig: Rig, turn: number) => Promise<void>): Promise<number> {
  const rig = await start();
  await fillHistory(rig);
  // What the interpreter and the link machine make of themselves at first use.
  await use(rig, 0);
  await restingVars(rig);
  await use(rig, 1);
  const before = await held(rig);
  await use(rig, 2);
  await restingVars(rig);
  await use(rig, 3);
  return (await settledAt(before + SLACK, () => held(rig))) - before;
}

onInterpreterOnly('variables that a TCP client costs', (start) => {
  /** Each on a device of its own, all at the same time: they wait more than they work. */
  let growths: Promise<number>[];
  beforeAll(() => {
    growths = USES.map(([, use]) => growth(start, use));
    return Promise.allSettled(growths);
  }, 600_000);

  it.each(USES.map(([what], n) => [what, n] as const))('%s: none', async (_what, n) => {
    expect(await growths[n]).toBeLessThanOrEqual(SLACK);
  });
});

const LINES = ['status', 'get', 'history', 'help', 'set 1', 'set 0 1 0 1 9 x', 'debug flow', 'nonsense', 'set "', ''];
const TRIALS = ['1 Cafe', '4 Home "correct horse"', '4 Neighbour "not the password"'];
const COMMANDS = 100;

onInterpreterOnly('variables that the console costs', (start) => {
  it(`${COMMANDS} commands, six trials among them, one in three with a wrong password: none`, {
    timeout: 600_000,
  }, async () => {
    const rig = await start();
    const trials = async (): Promise<void> => {
      for (const line of TRIALS) {
        const mark = rig.output().length;
        await command(rig, [`wifiprov set 0 1 0 1 ${line}`]);
        await rig.said(/# (saved|failed)/, 60_000, mark);
      }
    };
    const round = async (): Promise<void> => {
      await trials();
      for (let n = TRIALS.length; n < COMMANDS / 2; n++)
        await command(rig, [`wifiprov ${LINES[n % (LINES.length - 1)]}`]);
    };
    // The history keeps ten attempts.
    for (let n = 0; n < 3; n++) await trials();
    await round();
    const before = await held(rig);
    await round();
    await round();
    const most = before + SLACK;
    expect(await settledAt(most, () => held(rig))).toBeLessThanOrEqual(most);
  });
});

onInterpreterOnly('variables that sealed sessions cost', (start) => {
  it('right code, wrong code, a line that is none: none', { timeout: 180_000 }, async () => {
    const rig = await start({ start: { access: 'window' } });
    const code = await codeOf(rig);
    await apUp(rig);
    const round = async (): Promise<void> => {
      const sealed = await seal(rig, code);
      await sealed.ask({ cmd: 'status' }, 8_000);
      sealed.session.close();
      await ask(rig, ['{"t":"box","n":0,"c":"00","m":"00"}', '{"t":"proof","p":"zz"}']);
    };
    await round();
    const before = await held(rig);
    await round();
    await round();
    expect(await refused(rig, WRONG_CODE)).toBe('bad_proof');
    const most = before + SLACK;
    expect(await settledAt(most, () => held(rig))).toBeLessThanOrEqual(most);
  });
});
