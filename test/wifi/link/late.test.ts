// A port that tells late: an old event neither kicks a healthy link nor fails a newer attempt, and what is up counts as up.

import { describe, expect, it } from 'vitest';
import type { LinkEvent } from '../../../firmware/wifi/link/events.ts';
import { AP_TRUST_MS, EARLY_MS, MISSING_MS } from '../../../firmware/wifi/link/limits.ts';
import { initialState, type LinkState } from '../../../firmware/wifi/link/state.ts';
import { step } from '../../../firmware/wifi/link/step.ts';
import type { Generation } from '../../fakes/air-terms.ts';
import { createLinkRig, type LinkRig } from '../../fakes/link-rig.ts';

const HOME = { mode: 0, auto: 1, ssid: 'Home', psk: 'home-psk' };
const GENERATIONS: Generation[] = ['A', 'B', 'C'];
const NOW = 100_000;
const LINK = { ssid: 'Home', ip: '192.168.1.50', rssi: -50, channel: 6 };
const TICK: LinkEvent = { type: 'tick' };

function stateOf(part: Partial<LinkState>): LinkState {
  const network = { ssid: 'Home', psk: 'home-psk', trySsid: 'Home', tryPsk: 'home-psk' };
  return { ...initialState(), scanned: true, ...network, ...part };
}

function stepped(state: LinkState, event: LinkEvent, nowMs = NOW, link: typeof LINK | null = null) {
  const inputs = {
    nowMs,
    link,
    isAssociated: false,
    lastReason: 0,
    showsAp: false,
    wantsAp: false,
    joinsAlone: false,
    portRetries: false,
    holdsEvents: true,
  };
  const { next, effects } = step(state, event, inputs);
  return { next, deeds: effects.map((effect) => effect.do) };
}

const ONLINE = stateOf({ job: 'known', sta: 'online', word: 'online', staDeadlineMs: NOW + 5_000 });

describe('a link that the port does not show any more', () => {
  it.each([
    [MISSING_MS - 1, 'online'],
    [MISSING_MS, 'waiting'],
    [MISSING_MS + 1, 'waiting'],
  ])('is lost when it stays away: after %i ms it is %s', (ms, sta) => {
    const late = stepped(ONLINE, { type: 'left', ssid: 'Home', reason: 201 });
    expect(late).toMatchObject({ next: { sta: 'online', word: 'online' }, deeds: [] });
    expect(stepped(late.next, TICK, NOW + ms).next.sta).toBe(sta);
  });

  it('is healthy when it is back in time, and a later absence counts from its own beginning', () => {
    let { next } = stepped(ONLINE, { type: 'left', ssid: 'Elsewhere', reason: 8 });
    ({ next } = stepped(next, TICK, NOW + MISSING_MS - 1, LINK));
    expect(next).toMatchObject({ sta: 'online', missingMs: 0 });
    ({ next } = stepped(next, TICK, NOW + MISSING_MS));
    expect(next.sta).toBe('online');
  });
});

describe('a report of an older attempt under the same name', () => {
  /** The trial of another password has ended unheard, and the kept network is joined again. */
  function joinedAgain(): LinkState {
    const trial = stateOf({
      job: 'trial',
      tryPsk: 'wrong-psk',
      sta: 'joining',
      attempts: 3,
      jobEndMs: NOW,
      staDeadlineMs: NOW,
    });
    const over = stepped({ ...trial, unheard: true }, TICK).next;
    const joining = stepped(over, TICK, NOW + 500).next;
    expect(joining).toMatchObject({ job: 'known', sta: 'joining', late: true });
    return joining;
  }
  const REPORT: LinkEvent = { type: 'left', ssid: 'Home', reason: 15 };

  it.each([
    [EARLY_MS - 1, 'joining'],
    [EARLY_MS, 'waiting'],
    [EARLY_MS + 1, 'waiting'],
  ])('%i ms after the new join it is %s: sooner than that no attempt ends', (ms, sta) => {
    expect(stepped(joinedAgain(), REPORT, NOW + 500 + ms).next.sta).toBe(sta);
  });

  it('is swallowed once', () => {
    const { next } = stepped(joinedAgain(), REPORT, NOW + 510);
    expect(stepped(next, REPORT, NOW + 520).next.sta).toBe('waiting');
  });

  it('is not expected any more after the echo of our own leaving: reports come in order', () => {
    const { next } = stepped(joinedAgain(), { type: 'left', ssid: 'Home', reason: 8 }, NOW + 510);
    expect(stepped(next, REPORT, NOW + 520).next.sta).toBe('waiting');
  });

  it('with the same password is as good as one of the new attempt', () => {
    const trial = stateOf({
      job: 'trial',
      sta: 'joining',
      attempts: 1,
      jobEndMs: NOW + 9_000,
      staDeadlineMs: NOW + 9_000,
    });
    expect(stepped({ ...trial, joinMs: NOW - 1, unheard: true }, REPORT).next.reasons).toEqual([15]);
  });
});

describe('a view of the link that was left', () => {
  const left = (): LinkState => {
    const held = stepped(ONLINE, { type: 'trial', ssid: 'Home', psk: 'wrong-psk' }, NOW, LINK).next;
    return stepped(held, TICK, NOW + 500, LINK).next;
  };

  it('is no success for the same name with another password', () => {
    expect(left()).toMatchObject({ job: 'trial', sta: 'joining', oldLink: true });
    expect(stepped(left(), TICK, NOW + 1_500, LINK).next.sta).toBe('joining');
  });

  it('is a new one once the port has shown none', () => {
    const gone = stepped(left(), TICK, NOW + 1_500).next;
    expect(stepped(gone, TICK, NOW + 2_500, LINK).next).toMatchObject({ sta: 'online', psk: 'wrong-psk' });
  });

  it('is a new one once the port has told of a new address', () => {
    expect(stepped(left(), { type: 'joined' }, NOW + 1_500, LINK).next.sta).toBe('online');
  });
});

describe.each(GENERATIONS)('on generation %s', (generation) => {
  function online(): LinkRig {
    const rig = createLinkRig(generation);
    rig.air.networks = { Home: { psk: 'home-psk' }, Work: { psk: 'work-psk' } };
    rig.boot(HOME);
    rig.advance(6_000);
    rig.news();
    return rig;
  }

  it('events that come half a minute late fail no trial of a network that is there', () => {
    const rig = online();
    rig.air.lies = { lateEvent: 2 };
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.advance(5_000);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Work' });
    rig.air.lies = {};
    rig.advance(90_000);
    expect(rig.news().filter(({ effect }) => effect.do === 'failed')).toEqual([]);
    expect(rig.state().word).toBe('online');
  });

  it('an access point that is up counts as up even without an event', () => {
    const rig = online();
    rig.air.lies = { silentAp: 2 };
    rig.send({ type: 'ap_trial' });
    while (rig.state().ap !== 'starting') rig.advance(1);
    rig.advance(AP_TRUST_MS - 1);
    expect(rig.state().ap).toBe('starting');
    rig.advance(1);
    expect(rig.state()).toMatchObject({ ap: 'up', mode: 1, word: 'ap' });
    expect(rig.news().map(({ effect }) => effect.do)).toContain('worked');
  });
});
