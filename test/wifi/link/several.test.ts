// Random walks among several known networks that come and go: online whenever one of them is there, and none is lost.

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Target } from '../../../firmware/wifi/link/state.ts';
import { wakeMs } from '../../../firmware/wifi/link/wake.ts';
import { type Generation, LIES, type Network } from '../../fakes/air-terms.ts';
import { createLinkRig, type LinkRig } from '../../fakes/link-rig.ts';

const GENERATIONS: Generation[] = ['A', 'B', 'C'];
const KNOWN: Target[] = ['Home', 'Work', 'Phone', 'Cabin', 'Train'].map((ssid) => ({ ssid, psk: `${ssid}-psk` }));
const STRANGE: Target = { ssid: 'Strange', psk: 'Strange-psk' };
const SECOND = 1_000;
/** From any state, with one of them there, heard, and nothing lying any more. */
const HEARD_BOUND_MS = 160 * SECOND;
/** One that no scan shows by its name: in a long outage one such a round is tried. */
const HIDDEN_BOUND_MS = 420 * SECOND;
/** A forgotten phone on the AP. */
const CLIENT_MS = 300 * SECOND;
const STEPS_PER_SECOND = 20;
const LENGTH = 120;
const RUNS = 100;

let walked = 0;

const move = fc.tuple(fc.nat(10), fc.nat(1_000), fc.nat(99));
const start = fc.record({ seed: fc.nat(), count: fc.integer({ min: 2, max: 5 }), first: fc.nat(4) });

/** Some of them are in the air, each with its own way to fail or to work. */
function airOf(pick: number): { [ssid: string]: Network } {
  const air: { [ssid: string]: Network } = {};
  [...KNOWN, STRANGE].forEach(({ ssid, psk }, i) => {
    const kind = Math.floor(pick / 3 ** i) % 3;
    const how = (pick * 7 + i * 13) % 11;
    if (kind === 1) air[ssid] = { psk };
    if (kind === 2)
      air[ssid] = { psk: how % 3 ? psk : 'changed', hidden: how % 4 === 0, dhcp: how !== 5, hatesAp: how === 7 };
  });
  return air;
}

function setAir(rig: LinkRig, networks: { [ssid: string]: Network }, lies = rig.air.lies): void {
  Object.assign(rig.air, { networks, lies });
}

/** What a user, a phone or the air does, by its number. */
const ACTS: ((rig: LinkRig, pick: number, one: Target) => void)[] = [
  (rig, pick) => setAir(rig, airOf(pick)),
  (rig, pick) => setAir(rig, airOf(pick)),
  (rig, pick) => setAir(rig, airOf(pick)),
  (rig) => setAir(rig, {}),
  (rig) => rig.air.dropLink(),
  (rig, pick) => setAir(rig, rig.air.networks, pick % 3 ? {} : LIES),
  (rig, pick, { ssid, psk }) => rig.send({ type: 'trial', ssid, psk: pick % 5 ? psk : 'wrong-psk' }),
  (rig, pick) => rig.send({ type: pick % 2 ? 'scan' : 'connect' }),
  (rig, pick) => rig.send({ type: 'ap_clients', clients: pick % 3 ? 0 : 1 }),
  (rig, pick) => rig.boot(rig.kept, { lostMs: pick % 2 ? -240 * SECOND : 0 }),
  (rig) => rig.send({ type: 'settings', ...rig.kept }),
];

/** By name: what the device knows. */
function knownTo(rig: LinkRig): string[] {
  return [rig.kept, ...rig.others].map(({ ssid }) => ssid).sort();
}

function check(rig: LinkRig, before: string[]): void {
  const state = rig.state();
  expect([state.ssid, state.psk]).toEqual([rig.kept.ssid, rig.kept.psk]);
  expect(state.others ?? 0).toBe(rig.others.length);
  expect(rig.air.faults).toEqual([]);
  expect(rig.busiest()).toBeLessThanOrEqual(STEPS_PER_SECOND);
  if (state.sta !== 'down') expect(wakeMs(state, rig.air.nowMs)).toBeGreaterThan(rig.air.nowMs);
  // A new one may push out the last of five.
  const lost = before.filter((name) => !knownTo(rig).includes(name));
  if (before.length < 5 || knownTo(rig).length < 5) expect(lost).toEqual([]);
  // At rest nothing is remembered of the others but how many they are.
  if (state.sta === 'online')
    expect([state.queue, state.listened, state.guesses]).toEqual([undefined, undefined, undefined]);
}

/** Any state, then quiet air with one of them in it. */
function comesOnline(rig: LinkRig, pick: number): void {
  const all = [rig.kept, ...rig.others];
  const there = all[pick % all.length] as Target;
  const hidden = pick % 3 === 0;
  rig.air.lies = {};
  rig.air.networks = { Strange: { psk: 'nobody knows' }, [there.ssid]: { psk: there.psk, hidden } };
  if (rig.air.link()?.ssid !== there.ssid) rig.air.dropLink();
  const boundMs = (hidden ? HIDDEN_BOUND_MS : HEARD_BOUND_MS) + (rig.state().clients ? CLIENT_MS : 0);
  const isThere = (): boolean => rig.state().word === 'online' && rig.state().trySsid === there.ssid;
  let tookMs = 0;
  for (; !isThere() && tookMs <= boundMs; tookMs += 500) rig.advance(500);
  expect(isThere(), `${there.ssid}, hidden ${hidden}, within ${boundMs}: ${JSON.stringify(rig.state())}`).toBe(true);
}

function walk(
  generation: Generation,
  from: { seed: number; count: number; first: number },
  moves: [number, number, number][],
): void {
  let random = from.seed;
  const rig = createLinkRig(generation, () => {
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
    return random / 2 ** 32;
  });
  const [kept, ...others] = [...KNOWN.slice(from.first), ...KNOWN].slice(0, from.count) as [Target, ...Target[]];
  rig.others = others.filter(({ ssid }, i) => ssid !== kept.ssid && others.findIndex((one) => one.ssid === ssid) === i);
  rig.remembers = true;
  rig.boot({ mode: 0, auto: 1, ...kept });
  moves.forEach(([kind, pick, wait]) => {
    const before = knownTo(rig);
    ACTS[kind]?.(rig, pick, [...KNOWN, STRANGE][pick % 6] as Target);
    check(rig, before);
    rig.advance(wait < 60 ? wait * 100 : wait < 95 ? (wait - 59) * 2_000 : wait * 10_000);
    check(rig, before);
    walked++;
  });
  comesOnline(rig, from.seed);
  check(rig, []);
}

describe.each(GENERATIONS)('a random walk among known networks on generation %s', (generation) => {
  it('loses none of them, does one thing with the radio at a time, and is online whenever one is there', () => {
    const moves = fc.array(move, { minLength: LENGTH, maxLength: LENGTH, size: 'max' });
    fc.assert(
      fc.property(start, moves, (from, some) => walk(generation, from, some)),
      { numRuns: RUNS, seed: 20_261_130, endOnFailure: true },
    );
  }, 120_000);
});

afterAll(() => {
  expect(walked).toBeGreaterThanOrEqual(GENERATIONS.length * RUNS * LENGTH);
});

/** What is in the air now; a network that is gone takes its link with it. */
function onlyAir(rig: LinkRig, ...there: Target[]): void {
  rig.air.networks = Object.fromEntries(there.map(({ ssid, psk }) => [ssid, { psk }]));
  if (!there.some(({ ssid }) => ssid === rig.air.link()?.ssid)) rig.air.dropLink();
}

function arrivalMs(rig: LinkRig, at: Target): number {
  onlyAir(rig, at);
  let tookMs = 0;
  for (; rig.state().word !== 'online' || rig.state().trySsid !== at.ssid; tookMs += 500) {
    expect(tookMs).toBeLessThanOrEqual(HEARD_BOUND_MS);
    rig.advance(500);
  }
  return tookMs;
}

describe.each(GENERATIONS)('365 days of moves between three places on generation %s', (generation) => {
  it('with outages, a phone that comes and goes and restarts: online wherever one is there, and all are known at the end', () => {
    const [home, work, phone] = KNOWN as [Target, Target, Target];
    const rig = createLinkRig(generation);
    rig.others = [work, phone];
    rig.remembers = true;
    rig.boot({ mode: 0, auto: 1, ...home });
    const tookMs: number[] = [];
    for (let move = 0; move < 3 * 365; move++) {
      onlyAir(rig);
      if (move % 15 < 3) tookMs.push(arrivalMs(rig, phone));
      rig.advance((move % 12 < 9 ? 60 : 480) * SECOND);
      if (move % 21 === 9) rig.boot(rig.kept);
      tookMs.push(arrivalMs(rig, move % 3 === 1 ? work : home));
      rig.advance(30 * SECOND);
      expect(rig.state().word).toBe('online');
    }
    const slowest = Math.max(...tookMs) / SECOND;
    process.stderr.write(`measured: generation ${generation}, slowest of ${tookMs.length} arrivals: ${slowest} s\n`);
    expect(knownTo(rig)).toEqual([home.ssid, phone.ssid, work.ssid].sort());
    expect(rig.air.faults).toEqual([]);
    expect(rig.state().others).toBe(2);
  }, 120_000);
});
