// While a reply is on its way the radio is left alone; what the device says of itself changes at once.

import { describe, expect, it } from 'vitest';
import type { LinkEvent } from '../../../firmware/wifi/link/events.ts';
import { HOLD_MAX_MS, PAUSE_MS, TRIAL_MS } from '../../../firmware/wifi/link/limits.ts';
import type { Generation } from '../../fakes/air-terms.ts';
import { createLinkRig, type LinkRig } from '../../fakes/link-rig.ts';

const HOME = { mode: 0, auto: 1, ssid: 'Home', psk: 'home-psk' };
const GENERATIONS: Generation[] = ['A', 'B', 'C'];
const HOLD: LinkEvent = { type: 'hold', ms: HOLD_MAX_MS };
const RADIO = ['join', 'leave', 'start_ap', 'stop_ap', 'scan', 'restart'];

function online(generation: Generation, settings = HOME): LinkRig {
  const rig = createLinkRig(generation);
  rig.air.networks = { Home: { psk: 'home-psk' }, Work: { psk: 'work-psk' } };
  rig.boot(settings);
  rig.advance(6_000);
  rig.news();
  return rig;
}

const deeds = (rig: LinkRig): [string, number][] => rig.news().map(({ atMs, effect }) => [effect.do, atMs]);
const radioDeeds = (rig: LinkRig): [string, number][] => deeds(rig).filter(([deed]) => RADIO.includes(deed));

const CHANGES: [string, LinkEvent, string][] = [
  ['a trial', { type: 'trial', ssid: 'Work', psk: 'work-psk' }, 'connecting'],
  ['a trial under the same name', { type: 'trial', ssid: 'Home', psk: 'new-psk' }, 'connecting'],
  ['an AP trial', { type: 'ap_trial' }, 'ap'],
  ['settings of another network', { type: 'settings', mode: 0, auto: 1, ssid: 'Work', psk: 'work-psk' }, 'connecting'],
  ['forgotten settings', { type: 'settings', mode: 0, auto: 1, ssid: '', psk: '' }, 'unprovisioned'],
  ['disconnect', { type: 'disconnect' }, 'idle'],
];

describe.each(GENERATIONS)('on generation %s', (generation) => {
  it.each(CHANGES)('%s during a hold is told at once and done at the release', (_, event, word) => {
    const rig = online(generation);
    rig.send(HOLD);
    rig.send(event);
    expect(rig.state().word).toBe(word);
    rig.advance(400);
    expect(rig.state().word).toBe(word);
    expect(radioDeeds(rig)).toEqual([]);
    rig.send({ type: 'release' });
    expect(radioDeeds(rig)[0]).toEqual(['leave', rig.air.nowMs]);
    expect(rig.air.faults).toEqual([]);
  });

  it.each([
    [HOLD_MAX_MS - 1, 0],
    [HOLD_MAX_MS, 1],
    [HOLD_MAX_MS + 1, 1],
  ])('without a release the radio is free at the limit: after %i ms it was used %i times', (ms, times) => {
    const rig = online(generation);
    rig.send({ type: 'hold', ms: 60_000 });
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.advance(ms);
    expect(radioDeeds(rig)).toHaveLength(times);
  });

  it('a hold during a hold does not make it longer', () => {
    const rig = online(generation);
    rig.send(HOLD);
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.advance(HOLD_MAX_MS - 1);
    rig.send(HOLD);
    rig.advance(1);
    expect(radioDeeds(rig)).toHaveLength(1);
  });

  it('the pause between leaving and joining is kept', () => {
    const rig = online(generation);
    rig.send(HOLD);
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.advance(700);
    rig.send({ type: 'release' });
    rig.advance(10_000);
    const [leave, join] = radioDeeds(rig);
    expect(leave?.[0]).toBe('leave');
    expect(join).toEqual(['join', (leave?.[1] ?? 0) + PAUSE_MS]);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Work' });
  });

  it.each([
    [TRIAL_MS - 1, 'trial'],
    [TRIAL_MS, 'known'],
  ])('the time of a trial counts from the release: after %i ms its job is %s', (ms, job) => {
    const rig = online(generation);
    rig.air.lies = { muteJoin: 2 };
    rig.send(HOLD);
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.advance(300);
    rig.send({ type: 'release' });
    rig.advance(ms);
    expect(rig.state().job).toBe(job);
  });

  it('a release does not shorten a trial that ran before the hold', () => {
    const rig = online(generation);
    rig.air.lies = { muteJoin: 2 };
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    const endMs = rig.state().jobEndMs;
    rig.advance(5_000);
    rig.send(HOLD);
    rig.advance(100);
    rig.send({ type: 'release' });
    expect(rig.state().jobEndMs).toBe(endMs);
  });

  it('a second trial during a hold is the one that is joined, once', () => {
    const rig = online(generation);
    rig.send(HOLD);
    rig.send({ type: 'trial', ssid: 'Gone', psk: 'x' });
    rig.advance(100);
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.send({ type: 'release' });
    rig.advance(10_000);
    expect(radioDeeds(rig).map(([deed]) => deed)).toEqual(['leave', 'join']);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Work' });
  });

  it('a link that goes during a hold does not keep the trial from its network', () => {
    const rig = online(generation);
    rig.send(HOLD);
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.air.dropLink();
    rig.advance(10_000);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Work' });
  });

  it('an attempt under way when the hold begins may succeed in it', () => {
    const rig = online(generation);
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    while (rig.state().sta !== 'joining') rig.advance(10);
    rig.advance(1_200);
    rig.send(HOLD);
    rig.advance(900);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Work' });
  });

  it('a client of the AP that comes during a hold is counted', () => {
    const rig = online(generation, { mode: 1, auto: 1, ssid: '', psk: '' });
    rig.send(HOLD);
    rig.send({ type: 'ap_clients', clients: 1 });
    expect(rig.state().clients).toBe(1);
  });

  it('a release without a hold changes nothing', () => {
    const rig = online(generation);
    const before = rig.state();
    rig.send({ type: 'release' });
    expect(rig.state()).toEqual(before);
    expect(rig.news()).toEqual([]);
  });
});
