// How many attempts a trial makes, whatever reasons the port gives: never more than three, the last with the AP down if that may help.

import { describe, expect, it } from 'vitest';
import type { LinkInputs } from '../../../firmware/wifi/link/events.ts';
import { ATTEMPTS } from '../../../firmware/wifi/link/limits.ts';
import { initialState, type LinkState } from '../../../firmware/wifi/link/state.ts';
import { step } from '../../../firmware/wifi/link/step.ts';
import { wakeMs } from '../../../firmware/wifi/link/wake.ts';

interface Outcome {
  joins: number;
  /** Joins that were made with the AP down. */
  alone: number;
  told: number;
}

/** A trial on a device whose AP is up and whose port answers each join with the next reason. */
function trial(reasons: number[], portRetries: boolean): Outcome {
  const inputs: LinkInputs = {
    nowMs: 60_000,
    link: null,
    isAssociated: false,
    lastReason: 0,
    showsAp: false,
    wantsAp: false,
    holdsEvents: true,
    joinsAlone: false,
    portRetries,
  };
  let state: LinkState = { ...initialState(), scanned: true, ap: 'up' };
  const outcome: Outcome = { joins: 0, alone: 0, told: 0 };
  const send = (event: Parameters<typeof step>[1]): void => {
    const taken = step(state, event, inputs);
    state = taken.next;
    for (const effect of taken.effects) {
      if (effect.do === 'failed') outcome.told = effect.attempts;
      if (effect.do !== 'join') continue;
      outcome.joins++;
      if (state.ap === 'down') outcome.alone++;
    }
  };
  send({ type: 'trial', ssid: 'Home', psk: 'wrong password' });
  for (let i = 0; i < 100 && !outcome.told; i++) {
    inputs.nowMs = wakeMs(state, inputs.nowMs);
    if (state.sta === 'joining') send({ type: 'left', ssid: 'Home', reason: reasons[outcome.joins - 1] ?? 15 });
    else send({ type: 'tick' });
  }
  return outcome;
}

describe('a trial that fails', () => {
  it.each([
    [[15, 15, 15], 0],
    [[2, 15, 15], 1],
    [[15, 2, 2], 1],
    [[2, 2, 2], 1],
    [[15, 15, 2], 0],
    [[201, 201, 201], 0],
  ])('makes three attempts for the reasons %j, %i of them with the AP down', (reasons, alone) => {
    expect(trial(reasons, false)).toEqual({ joins: ATTEMPTS, alone, told: ATTEMPTS });
  });

  it('counts a report of a port that retries by itself as its three tries, and once more with the AP down', () => {
    expect(trial([15], true)).toEqual({ joins: 1, alone: 0, told: ATTEMPTS });
    expect(trial([2, 2], true)).toEqual({ joins: 2, alone: 1, told: ATTEMPTS });
  });
});
