// When the access point opens: the three policies of a build, and that the network is tried for ever under each.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkEvent } from '../../../firmware/wifi/link/events.ts';
import { FALLBACK_AP_MS } from '../../../firmware/wifi/link/limits.ts';
import type { Generation } from '../../fakes/air-terms.ts';
import { createLinkRig, type LinkRig } from '../../fakes/link-rig.ts';

const NOTHING = { mode: 0, auto: 1, ssid: '', psk: '' };
const HOME = { mode: 0, auto: 1, ssid: 'Home', psk: 'home-psk' };
const GENERATIONS: Generation[] = ['A', 'B', 'C'];
const HOUR_MS = 3_600_000;
/** An attempt or, in a long outage, a scan. */
const LOOK_EVERY_MS = 120_000;

function rigOf(generation: Generation): LinkRig {
  const rig = createLinkRig(generation);
  rig.air.networks = { Home: { psk: 'home-psk' } };
  return rig;
}

function lose(rig: LinkRig): void {
  rig.boot(HOME);
  rig.advance(10_000);
  rig.air.networks = {};
  rig.air.dropLink();
  rig.news();
}

/** The event, or without one the air changes. */
function happen(rig: LinkRig, event: LinkEvent | undefined, waitMs: number): void {
  if (event) rig.send(event);
  else if (waitMs % 3 === 0) rig.air.dropLink();
  else rig.air.networks = waitMs % 2 ? {} : { Home: { psk: 'home-psk' } };
  rig.advance(waitMs);
}

describe.each(GENERATIONS)('on generation %s', (generation) => {
  it('fallback: an outage opens the AP after three minutes', () => {
    const rig = rigOf(generation);
    lose(rig);
    rig.advance(FALLBACK_AP_MS + 60_000);
    expect(rig.news().map(({ effect }) => effect.do)).toContain('start_ap');
  });

  it('by hand only: an outage of an hour never opens the AP, the network is looked for all the time and joined when it is back', () => {
    const rig = rigOf(generation);
    rig.apByHandOnly = true;
    lose(rig);
    const looks: number[] = [rig.air.nowMs];
    rig.advance(HOUR_MS);
    for (const { atMs, effect } of rig.news()) {
      expect(effect.do).not.toBe('start_ap');
      if (effect.do === 'join' || effect.do === 'scan') looks.push(atMs);
    }
    const gaps = looks.slice(1).map((at, i) => at - (looks[i] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(LOOK_EVERY_MS);
    rig.air.networks = { Home: { psk: 'home-psk' } };
    rig.advance(LOOK_EVERY_MS);
    expect(rig.state().word).toBe('online');
    expect(rig.air.faults).toEqual([]);
  });

  it('by hand only: whoever opens the window has the AP, in an outage too, until it closes', () => {
    const rig = rigOf(generation);
    rig.apByHandOnly = true;
    lose(rig);
    rig.advance(HOUR_MS);
    rig.wantsAp = true;
    rig.send({ type: 'tick' });
    rig.advance(30_000);
    expect(rig.air.apIsUp()).toBe(true);
    rig.wantsAp = false;
    rig.send({ type: 'tick' });
    rig.advance(60_000);
    expect(rig.air.apIsUp()).toBe(false);
    expect(rig.air.faults).toEqual([]);
  });

  it('by hand only: a device that rests without a network rests without an AP too', () => {
    const rig = rigOf(generation);
    rig.apByHandOnly = true;
    rig.boot(NOTHING);
    rig.advance(HOUR_MS);
    expect(rig.news()).toEqual([]);
  });

  it('the AP is up until the first network has worked, and then a minute more', () => {
    const rig = rigOf(generation);
    rig.boot(NOTHING);
    rig.advance(20_000);
    expect(rig.air.apIsUp()).toBe(true);
    rig.send({ type: 'trial', ssid: 'Home', psk: 'home-psk' });
    while (rig.state().word !== 'online') rig.advance(100);
    // As provisioning/radio.ts says it once a network has worked (policy asked).
    rig.apByHandOnly = true;
    rig.advance(30_000);
    expect(rig.air.apIsUp()).toBe(true);
    rig.advance(60_000);
    expect(rig.air.apIsUp()).toBe(false);
    expect(rig.state().word).toBe('online');
  });

  it('whatever happens, a build that never opens its AP does not, and comes home', () => {
    const events: LinkEvent[] = [
      { type: 'tick' },
      { type: 'trial', ssid: 'Home', psk: 'home-psk' },
      { type: 'trial', ssid: 'Gone', psk: 'x' },
      { type: 'settings', ...HOME, auto: 0 },
      { type: 'settings', ...HOME },
      { type: 'settings', ...NOTHING },
      { type: 'connect' },
      { type: 'disconnect' },
      { type: 'scan' },
      { type: 'ap_up' },
      { type: 'ap_clients', clients: 1 },
      { type: 'left', ssid: 'Home', reason: 2 },
      { type: 'left', ssid: 'Home', reason: 201 },
    ];
    const moves = fc.array(fc.tuple(fc.nat(events.length + 1), fc.nat(40_000)), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(moves, (some) => {
        const rig = rigOf(generation);
        rig.apByHandOnly = true;
        rig.boot(HOME);
        for (const [kind, waitMs] of some) happen(rig, events[kind], waitMs);
        rig.air.networks = { Home: { psk: 'home-psk' } };
        rig.send({ type: 'settings', ...HOME });
        if (rig.state().job === 'idle') rig.send({ type: 'connect' });
        rig.advance(LOOK_EVERY_MS);
        expect(rig.state().word).toBe('online');
        expect(rig.news().map(({ effect }) => effect.do)).not.toContain('start_ap');
        expect(rig.air.faults).toEqual([]);
      }),
      { numRuns: 60, seed: 20_261_130 },
    );
  });
});
