// An open network under the name of one with a password, which anybody can put up: the port joins it, the device must not stay.

import { describe, expect, it } from 'vitest';
import { reasonOf } from '../../../firmware/wifi/reasons.ts';
import type { Generation } from '../../fakes/air-terms.ts';
import { createLinkRig, type LinkRig } from '../../fakes/link-rig.ts';

const HOME = { mode: 0, auto: 1, ssid: 'Home', psk: 'home-psk' };
const GENERATIONS: Generation[] = ['A', 'B', 'C'];
const IMITATION = { psk: '', open: true };
const MINUTE_MS = 60_000;
/** Until a loss is noticed for sure. */
const LOSS_MS = 30_000;

function booted(generation: Generation, networks: LinkRig['air']['networks'], settings = HOME): LinkRig {
  const rig = createLinkRig(generation);
  rig.air.networks = networks;
  rig.boot(settings);
  rig.advance(6_000);
  return rig;
}

const wordsOf = (rig: LinkRig): string[] =>
  rig
    .news()
    .flatMap(({ effect }) =>
      effect.do === 'failed'
        ? [reasonOf({ ...effect, portRetries: false }, undefined)]
        : ['online', 'worked', 'switched'].filter((word) => word === effect.do),
    );

describe.each(GENERATIONS)('an open network under the name of a known one, on generation %s', (generation) => {
  it('is never taken for it, and is told as incompatible', () => {
    const rig = booted(generation, { Home: IMITATION });
    rig.advance(5 * MINUTE_MS);
    expect(rig.state().word).not.toBe('online');
    expect(new Set(wordsOf(rig))).toEqual(new Set(['incompatible']));
  });

  it('is left again within two seconds of each address', () => {
    const rig = booted(generation, { Home: IMITATION });
    let longestMs = 0;
    let sinceMs = -1;
    for (let ms = 0; ms < 2 * MINUTE_MS; ms += 50) {
      rig.advance(50);
      const isIn = rig.air.link()?.ip !== undefined && rig.air.link()?.ip !== '0.0.0.0';
      if (isIn && sinceMs < 0) sinceMs = ms;
      if (isIn) longestMs = Math.max(longestMs, ms - sinceMs);
      else sinceMs = -1;
    }
    expect(rig.news().filter(({ effect }) => effect.do === 'join').length).toBeGreaterThan(2);
    expect(longestMs).toBeLessThanOrEqual(2_000);
  });

  it('does not keep the device from the real one, once that is back', () => {
    const rig = booted(generation, { Home: IMITATION });
    rig.advance(5 * MINUTE_MS);
    rig.air.networks = { Home: { psk: 'home-psk' } };
    rig.advance(2 * MINUTE_MS);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Home', psk: 'home-psk' });
  });

  it('is not where the device stays when the port goes over to it by itself', () => {
    const rig = booted(generation, { Home: { psk: 'home-psk' } });
    expect(rig.state().word).toBe('online');
    rig.air.networks = { Home: IMITATION };
    rig.air.dropLink();
    rig.air.perform({ do: 'join', ssid: 'Home', psk: 'home-psk' });
    rig.advance(LOSS_MS);
    expect(rig.state().word).toBe('retrying');
    rig.advance(MINUTE_MS);
    expect(rig.state().word).toBe('retrying');
  });

  it('does not end a trial well', () => {
    const rig = booted(generation, { Home: { psk: 'home-psk' }, Work: IMITATION });
    rig.news();
    rig.send({ type: 'trial', ssid: 'Work', psk: 'work-psk' });
    rig.advance(25_000);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Home' });
    expect(wordsOf(rig)).toEqual(['incompatible', 'online']);
  });

  it('is a network like others where it is meant: without a password', () => {
    const rig = booted(generation, { Home: { psk: 'home-psk' }, Cafe: IMITATION });
    rig.send({ type: 'trial', ssid: 'Cafe', psk: '' });
    rig.advance(10_000);
    expect(rig.state()).toMatchObject({ word: 'online', ssid: 'Cafe' });
  });
});
