// New settings are tried before they are kept; what fails is told and undone.

import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../firmware/wifi/link/events.ts';
import { HEARTBEAT_MS, MISSING_MS } from '../../../firmware/wifi/link/limits.ts';
import type { Generation } from '../../fakes/air-terms.ts';
import { createLinkRig, type LinkRig } from '../../fakes/link-rig.ts';

const HOME = { mode: 0, auto: 1, ssid: 'Home', psk: 'home-psk' };
const NOTHING = { mode: 0, auto: 1, ssid: '', psk: '' };
const GENERATIONS: Generation[] = ['A', 'B', 'C'];

function booted(generation: Generation, settings = NOTHING): LinkRig {
  const rig = createLinkRig(generation);
  rig.air.networks = { Home: { psk: 'home-psk' }, Work: { psk: 'work-psk' } };
  rig.boot(settings);
  rig.advance(6_000);
  rig.news();
  return rig;
}

const deeds = (rig: LinkRig): string[] => rig.news().map(({ effect }) => effect.do);
function failure(rig: LinkRig): { atMs: number; effect: Effect & { do: 'failed' } } {
  const found = rig.news().find(({ effect }) => effect.do === 'failed');
  if (found?.effect.do !== 'failed') throw new Error('nothing has failed');
  return { atMs: found.atMs, effect: found.effect };
}

describe.each(GENERATIONS)('on generation %s', (generation) => {
  it('a trial that gets a link with an address is kept', () => {
    const rig = booted(generation);
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    expect(rig.state()).toMatchObject({ word: 'connecting', ssid: '' });
    rig.advance(5_000);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Work', psk: 'work-psk', job: 'known' });
    expect(deeds(rig)).toContain('worked');
  });

  it('the AP is back within 2 s of a trial and stays 60 s, whether it worked or not', () => {
    for (const psk of ['work-psk', 'wrong-psk']) {
      const rig = booted(generation);
      expect(rig.air.apIsUp()).toBe(true);
      rig.send({ type: 'trial', ssid: 'Work', psk });
      while (rig.state().job === 'trial') rig.advance(10);
      rig.advance(2_000);
      expect(rig.air.apIsUp()).toBe(true);
      rig.advance(57_000);
      expect(rig.air.apIsUp()).toBe(true);
    }
  });

  it('a wrong password goes back to the kept network at once, told once', () => {
    const rig = booted(generation, HOME);
    rig.send({ type: 'trial', ssid: 'Work', psk: 'wrong-psk' });
    rig.advance(19_000);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Home', psk: 'home-psk' });
    const news = rig.news();
    const failedMs = news.find(({ effect }) => effect.do === 'failed')?.atMs ?? 0;
    const rejoin = news.find(({ atMs, effect }) => atMs >= failedMs && effect.do === 'join');
    expect((rejoin?.atMs ?? 0) - failedMs).toBeLessThanOrEqual(1_000);
    expect(news.filter(({ effect }) => effect.do === 'failed')).toHaveLength(1);
  });

  it('a failed first trial ends in rest, with the reasons of its attempts', () => {
    const rig = booted(generation);
    rig.send({ type: 'trial', ssid: 'Gone', psk: 'x' });
    rig.advance(20_000);
    expect(rig.state()).toMatchObject({ word: 'unprovisioned', job: 'idle', ssid: '' });
    const { effect } = failure(rig);
    expect(effect).toMatchObject({ job: 'trial', ssid: 'Gone', attempts: 3 });
    expect(effect.reasons).toEqual(generation === 'A' ? [201, 201, 201] : [201]);
  });

  it('a second trial drops the first and gets its own 20 s', () => {
    const rig = booted(generation);
    rig.air.lies = { muteJoin: 2 };
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.advance(15_000);
    rig.air.lies = {};
    rig.send({ type: 'trial', ssid: 'Home', psk: 'home-psk' });
    rig.advance(10_000);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Home' });
    expect(rig.air.faults).toEqual([]);
  });

  it.each([
    [19_999, 'trial'],
    [20_000, 'idle'],
    [20_001, 'idle'],
  ])('a port that says nothing: after %i ms the job is %s', (ms, job) => {
    const rig = booted(generation);
    rig.air.lies = { muteJoin: 2 };
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.advance(ms);
    expect(rig.state().job).toBe(job);
  });

  it('a network without DHCP fails after 20 s, associated', () => {
    const rig = booted(generation);
    rig.air.networks['Work'] = { psk: 'work-psk', dhcp: false };
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.advance(20_000);
    expect(failure(rig).effect).toMatchObject({ associated: true, reasons: [] });
  });

  it('AUTH_EXPIRE with the AP up gets one attempt with the AP down', () => {
    const rig = booted(generation);
    rig.air.networks['Work'] = { psk: 'work-psk', hatesAp: true };
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.advance(19_000);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Work' });
    expect(deeds(rig).filter((deed) => deed === 'stop_ap')).toHaveLength(1);
    rig.advance(2_000);
    expect(rig.air.apIsUp()).toBe(true);
  });

  it('the same name with a new password is not taken for the old link', () => {
    const rig = booted(generation, HOME);
    rig.send({ type: 'trial', ssid: 'Home', psk: 'new-psk' });
    rig.advance(19_000);
    expect(rig.state()).toMatchObject({ word: 'online', psk: 'home-psk' });
    expect(deeds(rig)).not.toContain('worked');
  });

  it('a trial from mode 1 that fails leaves the device in mode 1', () => {
    const rig = booted(generation, { mode: 1, auto: 1, ssid: 'Home', psk: 'home-psk' });
    rig.send({ type: 'trial', ssid: 'Work', psk: 'wrong-psk' });
    expect(rig.state().word).toBe('connecting');
    rig.advance(25_000);
    expect(rig.state()).toMatchObject({ mode: 1, word: 'ap', ssid: 'Home' });
    expect(rig.air.apIsUp()).toBe(true);
  });

  it('with auto 0 `connect` ends in rest when it fails, and nothing is forgotten', () => {
    const rig = booted(generation, { mode: 0, auto: 0, ssid: 'Gone', psk: 'x' });
    expect(rig.state().word).toBe('idle');
    rig.send({ type: 'connect' });
    expect(rig.state().word).toBe('connecting');
    rig.advance(20_000);
    expect(rig.state()).toMatchObject({ word: 'idle', ssid: 'Gone' });
    expect(failure(rig).effect).toMatchObject({ job: 'manual', ssid: 'Gone' });
  });

  it('with auto 0 a failed trial goes back to the network that was asked for, and a loss to rest', () => {
    const rig = booted(generation, { mode: 0, auto: 0, ssid: 'Home', psk: 'home-psk' });
    rig.send({ type: 'connect' });
    rig.advance(5_000);
    rig.send({ type: 'trial', ssid: 'Work', psk: 'wrong-psk' });
    rig.advance(90_000);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Home', auto: 0 });
    rig.air.dropLink();
    rig.advance(HEARTBEAT_MS + MISSING_MS);
    expect(rig.state().word).toBe('idle');
  });
});

describe('attempts of a trial on generation A', () => {
  it.each([
    [1, 'trial'],
    [2, 'trial'],
    [3, 'idle'],
  ])('after %i reports the job is %s', (reports, job) => {
    const rig = booted('A');
    rig.air.lies = { muteJoin: 2 };
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    for (let n = 0; n < reports; n++) {
      rig.advance(600);
      rig.send({ type: 'left', ssid: 'Work', reason: 15 });
    }
    expect(rig.state().job).toBe(job);
  });
});
