// Random walks over three generations of the port: what never happens, and how soon the device is always back.

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { LinkEvent } from '../../../firmware/wifi/link/events.ts';
import type { LinkState } from '../../../firmware/wifi/link/state.ts';
import { wakeMs } from '../../../firmware/wifi/link/wake.ts';
import { type Generation, LIES } from '../../fakes/air-terms.ts';
import { createLinkRig, type LinkRig } from '../../fakes/link-rig.ts';

const HOME = { mode: 0, auto: 1, ssid: 'Home', psk: 'home-psk' };
/** From any state, with the kept network there and nothing lying any more, the device is online by then. */
const ONLINE_BOUND_MS = 100_000;
/** With a forgotten phone on its AP. */
const CLIENT_BOUND_MS = ONLINE_BOUND_MS + 300_000;
const STEPS_PER_SECOND = 20;
const EVENTS = 100_000;
const GENERATIONS: Generation[] = ['A', 'B', 'C'];
const LENGTH = 200;
const RUNS = Math.ceil(EVENTS / LENGTH / GENERATIONS.length);

const NAMES = ['Home', 'Work', 'Gone'];
let walked = 0;

function eventOf(kind: number, pick: number): LinkEvent {
  const ssid = NAMES[pick % NAMES.length] as string;
  const psk = pick % 5 ? `${ssid.toLowerCase()}-psk` : 'wrong-psk';
  const events: LinkEvent[] = [
    { type: 'tick' },
    { type: 'trial', ssid, psk },
    { type: 'settings', mode: pick % 4 ? 0 : 1, auto: pick % 3 ? 1 : 0, ssid: pick % 7 ? ssid : '', psk },
    { type: 'ap_trial' },
    { type: 'connect' },
    { type: 'disconnect' },
    { type: 'scan' },
    { type: 'ap_clients', clients: pick % 3 },
    { type: 'joined' },
    { type: 'left', ssid: pick % 2 ? ssid : 'Elsewhere', reason: [2, 8, 15, 200, 201][pick % 5] as number },
    { type: 'ap_up' },
    { type: 'scanned', ssids: [] },
    { type: 'hold', ms: pick * 20 },
    { type: 'release' },
  ];
  return events[kind % events.length] as LinkEvent;
}

/** Of these two answers a stale one can't be told from the real one: the port has one such callback at a time. */
function isForged(rig: LinkRig, event: LinkEvent): boolean {
  const state = rig.state();
  if (event.type === 'scanned') return state.scan === 'running' || state.scan === 'lost';
  return event.type === 'ap_up' && state.ap === 'starting';
}

/** The air changes too: routers come and go, links vanish without a word. */
function disturb(rig: LinkRig, kind: number): void {
  const { air } = rig;
  if (kind === 0) air.dropLink();
  else if (kind === 1) air.networks = {};
  else if (kind === 2) air.networks = { Home: { psk: 'home-psk', hatesAp: true } };
  else if (kind === 3) air.networks = { Home: { psk: 'home-psk', dhcp: false }, Work: { psk: 'work-psk', reason: 5 } };
  else if (kind === 4) air.lies = LIES;
  else if (kind === 5) air.lies = {};
  else air.networks = { Home: { psk: 'home-psk' }, Work: { psk: 'work-psk' } };
}

/** What the kept network must be, from the events alone. */
function keptBy(rig: LinkRig): string {
  return `${rig.kept.ssid}/${rig.kept.psk}`;
}

/** What belongs to no job of now: another network's news, a join's success without a link, answers to nothing. */
function staleEvents(rig: LinkRig): LinkEvent[] {
  const events: LinkEvent[] = [
    { type: 'left', ssid: 'Elsewhere', reason: 15 },
    { type: 'left', ssid: rig.state().trySsid, reason: 8 },
    { type: 'joined' },
    { type: 'ap_up' },
    { type: 'scanned', ssids: [] },
  ];
  const late: LinkEvent[] = [{ type: 'left', ssid: rig.state().trySsid, reason: 201 }];
  return events.filter((event) => !isForged(rig, event)).concat(rig.state().sta === 'joining' ? [] : late);
}

/** What the event leads to, apart from what was noted of it. */
function follows(rig: LinkRig, event: LinkEvent): string {
  const { next, effects } = rig.peek(event);
  return JSON.stringify({ next: { ...next, oldLink: false, unheard: false, late: false }, effects });
}

function checkStale(rig: LinkRig): void {
  const quiet = follows(rig, { type: 'tick' });
  for (const event of staleEvents(rig)) expect(follows(rig, event)).toBe(quiet);
}

function isResting(state: LinkState): boolean {
  return state.sta === 'down' && state.ap !== 'starting' && state.scan !== 'running';
}

function check(rig: LinkRig): void {
  const state = rig.state();
  expect(`${state.ssid}/${state.psk}`).toBe(keptBy(rig));
  expect(rig.air.faults).toEqual([]);
  expect(state.reasons.length).toBeLessThanOrEqual(3);
  if (!isResting(state)) expect(wakeMs(state, rig.air.nowMs)).toBeGreaterThan(rig.air.nowMs);
  expect(rig.busiest()).toBeLessThanOrEqual(STEPS_PER_SECOND);
}

/** Any state, then a quiet air with the kept network in it. */
function returnsHome(rig: LinkRig): void {
  const state = rig.state();
  if (state.mode === 1 || state.apTrial || !state.ssid || !state.auto)
    rig.send(Object.assign({ type: 'settings' as const }, HOME));
  else if (state.job === 'idle') rig.send({ type: 'connect' });
  const { kept } = rig;
  rig.air.lies = {};
  rig.air.networks = { [kept.ssid]: { psk: kept.psk } };
  const withClient = rig.state().clients > 0;
  const bound = withClient ? CLIENT_BOUND_MS : ONLINE_BOUND_MS;
  let tookMs = 0;
  while (rig.state().word !== 'online' && tookMs <= bound) {
    rig.advance(100);
    tookMs += 100;
  }
  expect(rig.state().word).toBe('online');
}

const move = fc.tuple(fc.nat(16), fc.nat(104), fc.nat(99));

function walk(generation: Generation, seed: number, moves: [number, number, number][]): void {
  let random = seed;
  const rig = createLinkRig(generation, () => {
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
    return random / 2 ** 32;
  });
  rig.air.networks = { Home: { psk: 'home-psk' }, Work: { psk: 'work-psk' } };
  rig.boot(HOME);
  moves.forEach(([kind, pick, wait]) => {
    if (kind >= 14) disturb(rig, pick % 7);
    else if (!isForged(rig, eventOf(kind, pick))) rig.send(eventOf(kind, pick));
    check(rig);
    rig.advance(wait < 70 ? wait * 10 : wait < 97 ? wait * 100 : wait * 2_000);
    check(rig);
    if (walked % 8 === 0) checkStale(rig);
    walked++;
  });
  returnsHome(rig);
  check(rig);
}

describe.each(GENERATIONS)('a random walk on generation %s', (generation) => {
  it('never loses the kept network, never does two things with the radio or one while it is held, always wakes, never spins, always comes home', () => {
    const moves = fc.array(move, { minLength: LENGTH, maxLength: LENGTH, size: 'max' });
    fc.assert(
      fc.property(fc.nat(), moves, (seed, some) => walk(generation, seed, some)),
      { numRuns: RUNS, seed: 20_261_122, endOnFailure: true },
    );
  }, 120_000);
});

afterAll(() => {
  expect(walked).toBeGreaterThanOrEqual(EVENTS);
});
