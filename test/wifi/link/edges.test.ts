// The corners that a friendly air never shows: stale views, late clients, a radio that is busy when time runs out.

import { describe, expect, it } from 'vitest';
import type { LinkEvent } from '../../../firmware/wifi/link/events.ts';
import { COMEBACK_MS } from '../../../firmware/wifi/link/limits.ts';
import { initialState, type LinkState } from '../../../firmware/wifi/link/state.ts';
import { step } from '../../../firmware/wifi/link/step.ts';
import { createLinkRig } from '../../fakes/link-rig.ts';

const HOME = { mode: 0, auto: 1, ssid: 'Home', psk: 'home-psk' };
const TICK: LinkEvent = { type: 'tick' };
const NOW = 100_000;
const VIEW = { isAssociated: false, lastReason: 0, showsAp: false, wantsAp: false, holdsEvents: true };
const OLD_LINK = { ssid: 'Home', ip: '192.168.1.50', rssi: -50, channel: 6 };

function stateOf(part: Partial<LinkState>): LinkState {
  return { ...initialState(), ssid: 'Home', psk: 'home-psk', trySsid: 'Home', tryPsk: 'home-psk', ...part };
}

function stepped(part: Partial<LinkState>, event: LinkEvent, link: typeof OLD_LINK | null = null) {
  const { next, effects } = step(stateOf(part), event, {
    nowMs: NOW,
    link,
    ...VIEW,
    joinsAlone: false,
    portRetries: false,
  });
  return { next, deeds: effects.map((effect) => effect.do).filter((deed) => deed !== 'word') };
}

describe('a view of the port that is older than the job', () => {
  const waiting: Partial<LinkState> = { job: 'trial', sta: 'waiting', tryPsk: 'new-psk', jobEndMs: NOW + 9_000 };

  it('is no success for a trial under the same name: the port has to leave first', () => {
    expect(stepped(waiting, TICK, OLD_LINK)).toMatchObject({ next: { sta: 'waiting' }, deeds: ['leave'] });
  });

  it('is the success of a kept network that the port has joined by itself', () => {
    const kept: Partial<LinkState> = { job: 'known', sta: 'waiting', nextMs: NOW + 9_000, backoffMs: 8_000 };
    expect(stepped(kept, TICK, OLD_LINK)).toMatchObject({ next: { sta: 'online', backoffMs: 0 } });
  });

  it('is left when nothing is to be joined', () => {
    expect(stepped({ job: 'idle', sta: 'down', ap: 'up' }, TICK, OLD_LINK).deeds).toContain('leave');
  });

  it.each([
    [NOW + 1, []],
    [NOW, ['leave']],
  ])('is not looked at while the port lets go (until %i)', (radioFreeAtMs, deeds) => {
    expect(stepped(Object.assign({ radioFreeAtMs }, waiting), TICK, OLD_LINK).deeds).toEqual(deeds);
  });
});

describe('time that runs out while the radio is busy', () => {
  it.each([
    [NOW + 1, 'trial'],
    [NOW, 'known'],
    [NOW - 1, 'known'],
  ])('a trial behind a scan ends all the same (end %i): job %s', (jobEndMs, job) => {
    const { next } = stepped({ job: 'trial', sta: 'waiting', scan: 'running', scanEndMs: NOW + 9_000, jobEndMs }, TICK);
    expect(next.job).toBe(job);
  });
});

describe('reasons', () => {
  it.each([
    [[201], [201, 15]],
    [
      [201, 201],
      [201, 201, 15],
    ],
    [
      [201, 201, 201],
      [201, 201, 15],
    ],
  ])('%j and one more are %j', (reasons, then) => {
    const joining: Partial<LinkState> = { job: 'known', sta: 'joining', reasons, staDeadlineMs: NOW + 9_000 };
    expect(stepped(joining, { type: 'left', ssid: 'Home', reason: 15 }).next.reasons).toEqual(then);
  });

  it('a kept network that is silent now is not told with an old reason', () => {
    expect(stepped({ job: 'known', sta: 'joining', reasons: [201], staDeadlineMs: NOW }, TICK).next.reasons).toEqual(
      [],
    );
  });
});

describe('clients', () => {
  it.each([
    ['down', 0],
    ['starting', 2],
    ['up', 2],
  ] as const)('on an AP that is %s: %i', (ap, clients) => {
    const state: Partial<LinkState> = { mode: 1, ap, apEndMs: NOW + 9_000, scanned: true };
    expect(stepped(state, { type: 'ap_clients', clients: 2 }).next.clients).toBe(clients);
  });

  it('do not hold back the way home after a failed trial', () => {
    const rig = createLinkRig('A');
    rig.boot({ ...HOME, ssid: 'Gone' });
    rig.advance(200_000);
    rig.send({ type: 'ap_clients', clients: 1 });
    rig.advance(60_000);
    rig.send({ type: 'trial', ssid: 'Lost', psk: 'x' });
    while (rig.state().job === 'trial') rig.advance(10);
    rig.advance(600);
    expect(rig.state()).toMatchObject({ sta: 'joining', trySsid: 'Gone', clients: 1 });
  });
});

describe('generation B', () => {
  it('scans before the first join of a kept network: later scans may get lost', () => {
    const rig = createLinkRig('B');
    rig.air.networks = { Home: { psk: 'home-psk' } };
    rig.boot(HOME);
    rig.advance(6_000);
    expect(rig.news().map(({ effect }) => effect.do)).toEqual(['scan', 'word', 'join', 'online', 'word']);
  });

  it.each([
    ['60 s after a failed trial while a client reads the result on the AP', 1, 59_000, 63_000],
    [
      'as soon as a client had the time to come back to the AP, where none does',
      0,
      COMEBACK_MS - 1,
      COMEBACK_MS + 4_000,
    ],
  ])('returns to the old network %s', (_, clients, notBeforeMs, byMs) => {
    const rig = createLinkRig('B');
    rig.air.networks = { Home: { psk: 'home-psk' } };
    rig.boot({ ...HOME, ssid: '' });
    rig.advance(5_000);
    rig.send({ type: 'trial', ssid: 'Home', psk: 'home-psk' });
    rig.advance(10_000);
    rig.send({ type: 'trial', ssid: 'Home', psk: 'wrong-psk' });
    while (rig.state().job === 'trial') rig.advance(10);
    rig.advance(2_000);
    expect(rig.air.apIsUp()).toBe(true);
    rig.send({ type: 'ap_clients', clients });
    rig.advance(notBeforeMs - 2_000);
    expect(rig.air.apIsUp()).toBe(true);
    rig.send({ type: 'ap_clients', clients: 0 });
    rig.advance(byMs - notBeforeMs);
    expect(rig.state().word).toBe('online');
  });
});
