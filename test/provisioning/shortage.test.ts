// When the device restarts because the port keeps variables for each Wi-Fi event.

import { describe, expect, it } from 'vitest';
import type { RadioEvent } from '../../firmware/platform/ports.ts';
import {
  CHANGE_VARS_MIN,
  count,
  isCalm,
  isDue,
  isShort,
  isStill,
  isTooFull,
  isTooTight,
  LEAST_VARS,
  LEAST_VARS_ASKED,
  LOST_MIN,
  LOST_STEP,
  LOW_VARS,
  STILL_MS,
  VARS_PER_EVENT,
} from '../../firmware/provisioning/shortage.ts';
import { newDeviceState } from '../../firmware/provisioning/state.ts';
import { initialState, type LinkState } from '../../firmware/wifi/link/state.ts';

const keptWith = (lost: number, link: Partial<LinkState> = {}) =>
  Object.assign(newDeviceState({ ...initialState(), ...link }), { lost });

describe('what the port keeps', () => {
  it.each<[RadioEvent, number]>([
    [{ type: 'joined' }, 2],
    [{ type: 'left', ssid: 'Gone', reason: 201 }, 1],
    [{ type: 'left', ssid: 'Home', reason: 15 }, 2],
    [{ type: 'ap_client', step: 1 }, 1],
    [{ type: 'ap_client', step: -1 }, 1],
    [{ type: 'ap_up' }, 0],
    [{ type: 'scanned', networks: [] }, 0],
  ])('of %j is the details of %i events', (event, events) => {
    const state = keptWith(0);
    count(state, event);
    expect(state.lost).toBe(events * VARS_PER_EVENT);
  });
});

describe('the free variables', () => {
  it.each([
    [LOST_STEP - 1, false],
    [LOST_STEP, true],
    [LOST_STEP + 1, true],
  ])('are counted once enough are lost: %i lost → %s', (lost, due) => expect(isDue(keptWith(lost))).toBe(due));

  it.each([
    [LOST_MIN, LOW_VARS - 1, true],
    [LOST_MIN, LOW_VARS, false],
    [LOST_MIN, LOW_VARS + 1, false],
    [LOST_MIN - 1, LOW_VARS - 1, false],
    [LOST_MIN + 1, LOW_VARS - 1, true],
  ])('with %i lost and %i free call for a restart: %s', (lost, free, short) =>
    expect(isShort(keptWith(lost), free)).toBe(short),
  );

  it('are counted again only when as many more are lost', () => {
    const state = keptWith(LOST_STEP);
    isShort(state, LOW_VARS);
    expect(isDue(state)).toBe(false);
    state.lost += LOST_STEP;
    expect(isDue(state)).toBe(true);
  });
});

describe('a calm moment', () => {
  it.each<[Partial<LinkState>, boolean]>([
    [{ job: 'known', sta: 'online' }, true],
    [{ job: 'known', sta: 'waiting' }, true],
    [{ job: 'idle', sta: 'down', ap: 'up' }, true],
    [{ job: 'known', sta: 'joining' }, false],
    [{ job: 'trial', sta: 'waiting' }, false],
    [{ job: 'manual', sta: 'waiting' }, false],
    [{ apTrial: true }, false],
    [{ ap: 'up', clients: 1 }, false],
    [{ ap: 'starting' }, false],
    [{ scan: 'running' }, false],
    [{ holdEndMs: 1 }, false],
  ])('is it with %j: %s', (link, calm) => expect(isCalm(keptWith(0, link))).toBe(calm));
});

it.each([
  [STILL_MS - 1, false],
  [STILL_MS, true],
  [STILL_MS + 1, true],
])('%i ms after the last request or news nobody is expected to ask: %s', (ms, still) => {
  const state = keptWith(0);
  state.activeMs = 7;
  expect(isStill(state, 7 + ms)).toBe(still);
});

it.each([
  [LEAST_VARS - 1, true],
  [LEAST_VARS, false],
  [LEAST_VARS + 1, false],
])('with %i free the network is not changed before a restart: %s', (free, refused) => {
  const state = keptWith(LOST_MIN);
  isShort(state, free);
  expect(state.isShort).toBe(refused);
});

it.each([
  [2, CHANGE_VARS_MIN - 1, true],
  [2, CHANGE_VARS_MIN, false],
  [2, CHANGE_VARS_MIN + 1, false],
  [1, 0, false],
])('with %i who ask and %i free a change is refused for now: %s', (asking, free, tight) =>
  expect(isTooTight(asking, free)).toBe(tight),
);

it.each([
  [LOST_MIN, LEAST_VARS_ASKED - 1, true],
  [LOST_MIN, LEAST_VARS_ASKED, false],
  [LOST_MIN, LEAST_VARS_ASKED + 1, false],
  [LOST_MIN - 1, LEAST_VARS_ASKED - 1, false],
])('with %i lost and %i free a change that is asked for has to wait for a restart: %s', (lost, free, full) =>
  expect(isTooFull(keptWith(lost), free)).toBe(full),
);
