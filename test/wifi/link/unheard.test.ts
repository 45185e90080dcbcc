// Events of failures that are lost: the port shows the reason all the same.

import { describe, expect, it } from 'vitest';
import type { LinkEvent } from '../../../firmware/wifi/link/events.ts';
import { TRIAL_MS } from '../../../firmware/wifi/link/limits.ts';
import { initialState, type LinkState } from '../../../firmware/wifi/link/state.ts';
import { step } from '../../../firmware/wifi/link/step.ts';
import type { Generation } from '../../fakes/air-terms.ts';
import { createLinkRig } from '../../fakes/link-rig.ts';

const HOME = { mode: 0, auto: 1, ssid: 'Home', psk: 'home-psk' };
const GENERATIONS: Generation[] = ['A', 'B', 'C'];
const NOW = 100_000;
const DEADLINE = NOW + 10_000;
const TICK: LinkEvent = { type: 'tick' };

/** What a trial is told to have come to when no event at all reaches the machine. */
function trialUnheard(generation: Generation, ssid: string) {
  const rig = createLinkRig(generation);
  rig.air.networks = { Home: { psk: 'home-psk' }, Other: { psk: 'other-psk' } };
  rig.boot(HOME);
  rig.advance(10_000);
  rig.air.lies = { lostEvent: 1 };
  rig.news();
  rig.send({ type: 'trial', ssid, psk: 'wrong-psk' });
  rig.advance(TRIAL_MS + 10_000);
  const told = rig.news().map((one) => one.effect);
  return { failed: told.find((effect) => effect.do === 'failed'), state: rig.state() };
}

describe.each(GENERATIONS)('generation %s loses each event', (generation) => {
  it.each([
    ['Other', 15],
    ['Nowhere', 201],
  ])(
    'a trial of %s is told with the reasons that the port shows, and the kept network is joined again',
    (ssid, reason) => {
      const { failed, state } = trialUnheard(generation, ssid);
      expect(failed).toMatchObject({ job: 'trial', ssid, reasons: expect.arrayContaining([reason]) });
      expect(state).toMatchObject({ sta: 'online', ssid: 'Home' });
    },
  );
});

describe('what the port shows of an attempt', () => {
  function joining(part: Partial<LinkState>): LinkState {
    const network = { ssid: 'Home', psk: 'home-psk', trySsid: 'Other', tryPsk: 'other-psk' };
    const attempt = { job: 'trial' as const, sta: 'joining' as const, joinMs: NOW, staDeadlineMs: DEADLINE };
    return { ...initialState(), ...network, ...attempt, attempts: 1, jobEndMs: DEADLINE + 10_000, ...part };
  }

  function stepped(state: LinkState, nowMs: number, lastReason: number) {
    const quirks = { joinsAlone: false, portRetries: false, holdsEvents: true };
    const view = { link: null, isAssociated: false, showsAp: false, wantsAp: false };
    return step(state, TICK, { nowMs, lastReason, ...view, ...quirks }).next;
  }

  it.each([
    ['a new reason ends it at once', 0, [], NOW + 1, 202, [202]],
    ['no reason leaves it', 0, [], DEADLINE - 1, 0, 'joining'],
    ['the reason of before leaves it until the deadline', 202, [202], DEADLINE - 1, 202, 'joining'],
    ['at the deadline the reason of before counts again', 202, [202], DEADLINE, 202, [202, 202]],
    ['at the deadline a reason of another job does not count', 202, [], DEADLINE, 202, []],
    [
      'at the deadline a reason of an older attempt of this job does not count',
      202,
      [202, 201],
      DEADLINE,
      202,
      [202, 201],
    ],
  ])('%s', (_, oldReason, reasons, nowMs, lastReason, wanted) => {
    const next = stepped(joining({ oldReason, reasons }), nowMs, lastReason);
    if (wanted === 'joining') expect(next).toMatchObject({ sta: 'joining', reasons });
    else expect(next).toMatchObject({ reasons: wanted, sta: expect.not.stringMatching('joining') });
  });
});
