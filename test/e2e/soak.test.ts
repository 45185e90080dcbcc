// `SOAK=300 npx vitest run test/e2e/soak`: so many rounds of every use on the real interpreter, by turns. In the end it
// holds the variables that it held after the first turns, and every place at its doors is free.

import { expect, it } from 'vitest';
import { A, query } from '../protocols/dns/queries.ts';
import { credentials, command as improvCommand } from '../protocols/improv/bytes.ts';
import { onInterpreterOnly } from './engines.ts';
import { ask, GZIP, openPeer, postForm, postJson } from './http-client.ts';
import { restingVars } from './resting.ts';
import type { Rig } from './rig.ts';
import { codeOf, seal } from './sealed.ts';
import { openUdp } from './udp.ts';

const ROUNDS = Number(process.env['SOAK'] ?? 0);
/** History and log are full, and what the interpreter makes of itself at its first use is there. */
const WARM_TURNS = 3;
const SLACK = 10;
const TRIAL_MS = 60_000;
/** The AP stays for a while after the last trial. */
const AP_MS = 400_000;

type Use = (rig: Rig, code: string, n: number) => Promise<void>;

async function tcp(rig: Rig, requests: string[], isReset = false): Promise<void> {
  const client = await rig.client();
  for (const request of requests) await client.ask(request, 10_000);
  if (isReset) client.socket.resetAndDestroy();
  else client.close();
}

async function trial(rig: Rig, line: string): Promise<void> {
  const mark = rig.output().length;
  await rig.command(line);
  await rig.said(/# (saved|failed)/, TRIAL_MS, mark);
}

const USES: { [name: string]: Use } = {
  requests: (rig) => tcp(rig, ['{"cmd":"ping"}', '{"cmd":"status"}', '{"cmd":"get"}', '{"cmd":"history"}']),
  // What begins no request is dropped behind one that is broken.
  faults: (rig) => tcp(rig, ['[1]\n', 'x\n', '{}', '{"a":1,}\n', `{"STA":{"SSID":"Home",\n${'"me",\n'.repeat(20)}\n`]),
  unknown: (rig) => tcp(rig, ['{"cmd":"nonsense"}', '{"STA":{"ch":14}}', `{"${'1'.repeat(40)}":1}`, 'apply,x,9,,\n']),
  tooLarge: (rig) => tcp(rig, [`{"wifi":"${'x'.repeat(2_100)}`]),
  reset: (rig) => tcp(rig, ['{"cmd":"help"}'], true),
  async aborted(rig) {
    const client = await rig.client();
    client.send('{"cmd":"scan"}');
    client.socket.resetAndDestroy();
    const peer = await openPeer(rig);
    peer.send('GET / HT');
    peer.socket.resetAndDestroy();
  },
  async sealed(rig, code) {
    // Those who have just been broken off may still have their places, for as long as a deadline of theirs.
    const patiently = async (left: number): ReturnType<typeof seal> => {
      if (!left) return seal(rig, code);
      return seal(rig, code).catch(async () => {
        await new Promise((resolve) => setTimeout(resolve, 2_000));
        return patiently(left - 1);
      });
    };
    const sealed = await patiently(6);
    await sealed.ask({ cmd: 'status' }, 10_000);
    await sealed.ask({ STA: { ch: 14 } }, 10_000);
    sealed.session.close();
  },
  async page(rig) {
    expect((await ask(rig, '/', { headers: GZIP, ms: 10_000 })).status).toBe(200);
    expect((await ask(rig, '/', { ms: 10_000 })).status).toBe(200);
  },
  async api(rig) {
    expect((await ask(rig, '/api/status', { ms: 10_000 })).status).toBe(200);
    await postJson(rig, '{"STA":{"ch":14}}', {}, 10_000);
    await postForm(rig, 'STA.ch=14');
  },
  async probes(rig) {
    for (const host of ['connectivitycheck.gstatic.com', 'captive.apple.com', 'www.msftconnecttest.com'])
      await ask(rig, '/generate_204', { host, ms: 10_000 });
  },
  async names(rig) {
    const udp = openUdp(rig);
    for (const name of ['example.org', 'wifiprov.local', 'a.b.c.d']) udp.send(query(name, { type: A }));
    await rig.until(() => udp.received().length > 1, 5_000);
    udp.send('\0');
  },
  async console(rig, _code, n) {
    for (const line of ['status', 'get', 'history', 'help', 'nonsense', 'set 1', 'set 0 1 0 1 9 x'].slice(n % 3))
      await rig.command(`wifiprov ${line}`);
  },
  async improv(rig) {
    for (const number of [2, 3, 4]) {
      const mark = rig.output().length;
      await rig.type(improvCommand(number));
      await rig.said('IMPROV', 15_000, mark);
    }
  },
};
/** Seconds each, so not at every turn. */
const TRIALS: Use[] = [
  (rig) => trial(rig, 'wifiprov set 0 1 0 1 1 Cafe'),
  (rig) => trial(rig, 'wifiprov set 0 1 0 1 4 Neighbour "not the password"'),
  async (rig) => {
    const mark = rig.output().length;
    await rig.type(credentials('Home', 'correct horse'));
    await rig.said(/# (saved|failed)/, TRIAL_MS, mark);
  },
];

onInterpreterOnly('a soak', (start) => {
  it.skipIf(!ROUNDS)(`of ${ROUNDS} rounds leaves nothing behind`, { timeout: 7_200_000 }, async () => {
    const rig = await start();
    const code = await codeOf(rig);
    const uses = Object.entries(USES);
    let [trials, round] = [0, 0];
    const turn = async (): Promise<void> => {
      for (const [name, use] of uses) {
        round += 1;
        await use(rig, code, round).catch((error) => {
          throw new Error(`round ${round}, ${name}: ${error}\n${rig.output().slice(-600)}`);
        });
      }
      if (trials++ % 2 === 0) await TRIALS[(trials >> 1) % TRIALS.length]?.(rig, code, round);
    };
    /** Its variables where no door is used, nothing is tried and no AP is up. */
    const resting = async (): Promise<number> => {
      await rig.command('wifiprov close');
      await rig.until(async () => {
        const { ap, link } = await rig.state();
        return !ap && !!link;
      }, AP_MS);
      const vars = await restingVars(rig);
      await rig.command('wifiprov open');
      return vars;
    };
    // Each kind of trial twice.
    for (let n = 0; n < WARM_TURNS + 4 * TRIALS.length; n++) await turn();
    const before = await resting();
    const { boots } = await rig.state();
    for (round = 0; round < ROUNDS; ) await turn();
    const after = await resting();
    process.stderr.write(`soak: ${round} rounds, ${before} variables before, ${after} after\n`);
    expect(after).toBeLessThanOrEqual(before + SLACK);
    expect((await rig.state()).boots).toBe(boots);
    // All places of the TCP door at once, and HTTP beside them.
    const [clients, peers] = [[await rig.client(), await rig.client(), await rig.client()], [] as number[]];
    for (const client of clients) expect(await client.ask({ cmd: 'ping' }, 5_000)).toMatchObject({ ok: true });
    for (let i = 0; i < 3; i++) peers.push((await ask(rig, '/api/status', { ms: 5_000 })).status);
    expect(peers).toEqual([200, 200, 200]);
  });
});
