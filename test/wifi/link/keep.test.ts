// A network that has worked is kept for ever: back-off, loss, the AP beside it, pauses for a client.

import { describe, expect, it } from 'vitest';
import type { Generation, Network } from '../../fakes/air-terms.ts';
import { createLinkRig, type LinkRig } from '../../fakes/link-rig.ts';

const HOME = { mode: 0, auto: 1, ssid: 'Home', psk: 'home-psk' };
const GENERATIONS: Generation[] = ['A', 'B', 'C'];
const MINUTE = 60_000;

function online(generation: Generation, settings = HOME): LinkRig {
  const rig = createLinkRig(generation);
  rig.air.networks = { Home: { psk: 'home-psk' }, Work: { psk: 'work-psk' } };
  rig.boot(settings);
  rig.advance(6_000);
  expect(rig.state().word).toBe('online');
  rig.news();
  return rig;
}

function routerGoes(rig: LinkRig): void {
  rig.air.networks = {};
  rig.air.dropLink();
}

function routerReturns(rig: LinkRig, as: Partial<Network> = {}): number {
  rig.air.networks = { Home: { psk: 'home-psk', ...as } };
  const sinceMs = rig.air.nowMs;
  while (rig.state().word !== 'online' && rig.air.nowMs - sinceMs < 30 * MINUTE) rig.advance(100);
  return rig.air.nowMs - sinceMs;
}

function times(rig: LinkRig, deeds: string[]): number[] {
  const news = rig.news().filter(({ effect }) => deeds.includes(effect.do));
  return news.map(({ atMs }) => atMs);
}

const joins = (rig: LinkRig): number[] => times(rig, ['join']);
/** What takes the radio away from the AP. */
const looks = (rig: LinkRig): number[] => times(rig, ['join', 'scan']);

describe.each(GENERATIONS)('on generation %s', (generation) => {
  it('a link that goes without a word is missed within 10 s', () => {
    const rig = online(generation);
    routerGoes(rig);
    rig.advance(10_000);
    expect(rig.state().word).toBe('retrying');
  });

  it('the pauses grow from 1 s, and attempts or scans never stop', () => {
    const rig = online(generation);
    routerGoes(rig);
    rig.advance(20 * MINUTE);
    const news = rig.news();
    const ends = news.filter(({ effect }) => effect.do === 'failed').map(({ atMs }) => atMs);
    const starts = news.filter(({ effect }) => effect.do === 'join').map(({ atMs }) => atMs);
    const pauses = ends.slice(0, 5).map((end, i) => Math.round(((starts[i + 1] ?? 0) - end) / 1000));
    expect(pauses).toEqual([2, 4, 8, 16, 32]);
    const looks = news.filter(({ effect }) => effect.do === 'join' || effect.do === 'scan').map(({ atMs }) => atMs);
    const gaps = looks.slice(1).map((at, i) => at - (looks[i] as number));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(51_000);
    expect(looks.length).toBeGreaterThan(20);
  });

  it.each([10_000, 10 * MINUTE, 600 * MINUTE])(
    'back within 60 s of the return of a router that was away %i ms',
    (ms) => {
      const rig = online(generation);
      routerGoes(rig);
      rig.advance(ms);
      expect(routerReturns(rig)).toBeLessThanOrEqual(MINUTE);
      expect(rig.news().map(({ effect }) => effect.do)).not.toContain('restart');
      expect(rig.air.faults).toEqual([]);
    },
  );

  it('a hidden network that was away 10 h is joined within 60 s of its return', () => {
    const rig = online(generation);
    routerGoes(rig);
    rig.advance(600 * MINUTE);
    expect(routerReturns(rig, { hidden: true })).toBeLessThanOrEqual(MINUTE);
  });

  it.each([
    ['with nothing in the air', {}],
    ['beside another network', { Work: { psk: 'work-psk' } }],
  ])('a long outage %s takes few attempts: each costs memory for good', (_, networks) => {
    const rig = online(generation);
    routerGoes(rig);
    rig.air.networks = networks;
    rig.advance(10 * MINUTE);
    rig.news();
    rig.advance(1_000 * MINUTE);
    const most = generation === 'B' ? 1_250 : 70;
    expect(joins(rig).length).toBeLessThanOrEqual(most);
    expect(rig.air.faults).toEqual([]);
  });

  it('the AP opens beside it after 3 minutes, not before, and closes 60 s after success', () => {
    const rig = online(generation);
    routerGoes(rig);
    rig.advance(3 * MINUTE - 1);
    expect(rig.air.apIsUp()).toBe(false);
    rig.advance(45_000);
    expect(rig.news().map(({ effect }) => effect.do)).toContain('start_ap');
    routerReturns(rig);
    rig.advance(2_000);
    expect(rig.air.apIsUp()).toBe(true);
    rig.advance(MINUTE - 2_500);
    expect(rig.air.apIsUp()).toBe(true);
    rig.advance(1_000);
    expect(rig.air.apIsUp()).toBe(false);
  });

  it('a start in the middle of an outage opens the AP at once', () => {
    const rig = createLinkRig(generation);
    rig.boot(HOME, { lostMs: -4 * MINUTE });
    rig.advance(15_000);
    expect(rig.air.apIsUp()).toBe(true);
    expect(routerReturns(rig)).toBeLessThanOrEqual(MINUTE);
  });

  it('a client on the AP holds attempts back for 5 minutes, then there is one', () => {
    const rig = online(generation);
    routerGoes(rig);
    rig.advance(10 * MINUTE);
    while (rig.state().ap !== 'up') rig.advance(100);
    rig.send({ type: 'ap_clients', clients: 1 });
    rig.advance(90_000);
    rig.news();
    const pausedMs = rig.state().pausedMs;
    rig.advance(pausedMs + 5 * MINUTE - 1 - rig.air.nowMs);
    expect(looks(rig)).toEqual([]);
    rig.advance(2_000);
    expect(looks(rig)).toHaveLength(1);
    rig.send({ type: 'ap_clients', clients: 1 });
    rig.advance(4 * MINUTE);
    expect(looks(rig).length).toBeLessThanOrEqual(generation === 'B' ? 4 : 0);
  });

  it('the pause ends when the client goes', () => {
    const rig = online(generation);
    routerGoes(rig);
    rig.advance(10 * MINUTE);
    while (rig.state().ap !== 'up') rig.advance(100);
    rig.send({ type: 'ap_clients', clients: 1 });
    rig.advance(2 * MINUTE);
    rig.news();
    rig.send({ type: 'ap_clients', clients: 0 });
    rig.advance(1_000);
    expect(looks(rig)).toHaveLength(1);
  });

  it('AUTH_EXPIRE beside the AP gets an attempt without it at once', () => {
    const rig = online(generation);
    routerGoes(rig);
    rig.advance(10 * MINUTE);
    rig.air.networks = { Home: { psk: 'home-psk', hatesAp: true } };
    rig.advance(MINUTE);
    expect(rig.state().word).toBe('online');
  });

  it('`disconnect` rests until `connect`', () => {
    const rig = online(generation);
    rig.send({ type: 'disconnect' });
    rig.advance(20 * MINUTE);
    expect(rig.state()).toMatchObject({ word: 'idle', ssid: 'Home' });
    rig.send({ type: 'connect' });
    rig.advance(5_000);
    expect(rig.state()).toMatchObject({ word: 'online', job: 'known' });
  });

  it.each([
    [29, 0],
    [30, 1],
  ])('after %i attempts without a sound there are %i restarts', (attempts, restarts) => {
    const rig = online(generation);
    rig.air.dropLink();
    rig.air.lies = { muteJoin: 2 };
    while (rig.state().silentAttempts < attempts && rig.news().every(({ effect }) => effect.do !== 'restart'))
      rig.advance(1_000);
    expect(rig.state().silentAttempts).toBe(restarts ? 0 : attempts);
  });

  it('settings: the same change nothing, another network is joined, an empty one is forgotten, mode 1 rests', () => {
    const rig = online(generation);
    rig.send({ type: 'settings', ...HOME });
    expect(rig.news()).toEqual([]);
    rig.send({ type: 'settings', ...HOME, auto: 0 });
    expect(rig.state()).toMatchObject({ word: 'online', auto: 0 });
    rig.send({ type: 'settings', mode: 0, auto: 1, ssid: 'Work', psk: 'work-psk' });
    rig.advance(5_000);
    expect(rig.state()).toMatchObject({ word: 'online', trySsid: 'Work' });
    rig.send({ type: 'settings', mode: 1, auto: 1, ssid: 'Work', psk: 'work-psk' });
    rig.advance(5_000);
    expect(rig.state()).toMatchObject({ word: 'ap', sta: 'down', ap: 'up' });
    rig.send({ type: 'settings', mode: 0, auto: 1, ssid: '', psk: '' });
    expect(rig.state().word).toBe('unprovisioned');
  });

  it('auto 0 stops the retrying', () => {
    const rig = online(generation);
    routerGoes(rig);
    rig.advance(MINUTE);
    rig.send({ type: 'settings', ...HOME, auto: 0 });
    expect(rig.state().word).toBe('idle');
  });
});
