// The setup window: when it opens, and everything that closes it.

import { expect, it } from 'vitest';
import { newDeviceState } from '../../firmware/provisioning/state.ts';
import {
  AFTER_SUCCESS_MS,
  closeWindow,
  endWindowSoon,
  FOR_GOOD,
  IDLE_MINUTES,
  IDLE_MINUTES_MAX,
  openWindow,
  touchWindow,
  WINDOW_MAX_MS,
  wantsAp,
  windowLeft,
} from '../../firmware/provisioning/window.ts';
import { initialState } from '../../firmware/wifi/link/state.ts';

const IDLE_MS = IDLE_MINUTES * 60_000;
const stateOf = (worked: boolean, mode = 0): ReturnType<typeof newDeviceState> => ({
  ...newDeviceState({ ...initialState(), mode }),
  worked,
});

it.each([
  ['no network has worked', stateOf(false), 'window', FOR_GOOD],
  ['a network has worked', stateOf(true), 'window', 0],
  ['mode 1, no network has worked', stateOf(false, 1), 'window', 0],
  ['a network has worked, but access is open', stateOf(true), 'open', FOR_GOOD],
])('%s: %#', (_title, state, access, left) => {
  expect(windowLeft(state, access, 5)).toBe(left);
});

it('an opened window closes after its idle minutes, counted from the last accepted request', () => {
  const state = stateOf(true);
  openWindow(state, IDLE_MINUTES, 1000);
  expect(windowLeft(state, 'window', 1000 + IDLE_MS - 1)).toBe(1);
  expect(windowLeft(state, 'window', 1000 + IDLE_MS)).toBe(0);
  touchWindow(state, 1000 + IDLE_MS - 1);
  expect(windowLeft(state, 'window', 1000 + IDLE_MS)).toBe(IDLE_MS - 1);
  expect(windowLeft(state, 'window', 1000 + 2 * IDLE_MS - 1)).toBe(0);
});

it('a request after the end opens nothing', () => {
  const state = stateOf(true);
  openWindow(state, 1, 0);
  touchWindow(state, 60_000);
  expect(windowLeft(state, 'window', 60_000)).toBe(0);
});

it('the first network that works leaves 60 s to read the result', () => {
  const state = stateOf(false);
  touchWindow(state, 1000);
  state.worked = true;
  endWindowSoon(state, 9000);
  expect(windowLeft(state, 'window', 9000)).toBe(AFTER_SUCCESS_MS);
  touchWindow(state, 9500);
  expect(windowLeft(state, 'window', 9000 + AFTER_SUCCESS_MS - 1)).toBe(1);
  expect(windowLeft(state, 'window', 9000 + AFTER_SUCCESS_MS)).toBe(0);
});

it('a reconnect long after opens nothing', () => {
  const state = stateOf(true);
  endWindowSoon(state, 9000);
  expect(windowLeft(state, 'window', 9001)).toBe(0);
});

it('an explicit open cancels the 60 s', () => {
  const state = stateOf(true);
  openWindow(state, 5, 0);
  endWindowSoon(state, 1000);
  openWindow(state, 5, 2000);
  expect(windowLeft(state, 'window', 2000)).toBe(5 * 60_000);
});

it('closes after 60 minutes whatever is asked of it, one millisecond before not', () => {
  const state = stateOf(true);
  openWindow(state, IDLE_MINUTES, 1000);
  for (let at = 1000; at < 1000 + WINDOW_MAX_MS; at += 60_000) touchWindow(state, at);
  touchWindow(state, 1000 + WINDOW_MAX_MS - 1);
  expect(windowLeft(state, 'window', 1000 + WINDOW_MAX_MS - 1)).toBe(1);
  touchWindow(state, 1000 + WINDOW_MAX_MS);
  expect(windowLeft(state, 'window', 1000 + WINDOW_MAX_MS)).toBe(0);
});

it('a success never makes it last longer', () => {
  const state = stateOf(true);
  openWindow(state, IDLE_MINUTES_MAX, 0);
  endWindowSoon(state, WINDOW_MAX_MS - 10_000);
  expect(windowLeft(state, 'window', WINDOW_MAX_MS - 1)).toBe(1);
  expect(windowLeft(state, 'window', WINDOW_MAX_MS)).toBe(0);
});

it('wants the access point when it was opened by hand, until it closes', () => {
  const state = stateOf(true);
  openWindow(state, 5, 0);
  expect(wantsAp(state, 1)).toBe(false);
  state.windowAp = true;
  expect(wantsAp(state, 5 * 60_000 - 1)).toBe(true);
  expect(wantsAp(state, 5 * 60_000)).toBe(false);
  closeWindow(state, 'window');
  openWindow(state, 5, 0);
  expect(wantsAp(state, 1)).toBe(false);
});

it('can be closed, but not while it is the only way in', () => {
  const state = stateOf(true);
  openWindow(state, 5, 0);
  expect(closeWindow(state, 'window')).toBeUndefined();
  expect(windowLeft(state, 'window', 1)).toBe(0);
  expect(closeWindow(stateOf(false), 'window')).toMatchObject({ code: 'invalid_request' });
  expect(closeWindow(stateOf(true), 'open')).toMatchObject({ code: 'invalid_request' });
});
