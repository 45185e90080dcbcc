// The setup window: while it is open, anyone in range may change the config without proof. Pure, over the kept state.
//
//   unprovisioned ──(a network has worked)──► 60 s more ──► closed ◄── idle too long, `close`
//   closed ──(open: UART, button, five power cycles, a sealed session)──► open ──(success)──► 60 s more
//   opened by hand (all but the session): the access point is up too, until the window closes

import { type Fault, fault } from '../lib/result.ts';
import type { DeviceState } from './state.ts';

/** Without an accepted request for so long an opened window closes. */
export const IDLE_MINUTES = 15;
export const IDLE_MINUTES_MAX = 60;
/** Whatever is asked of it, an opened window closes after this. */
export const WINDOW_MAX_MS = 3_600_000;
/** So that a phone can still read the result. */
export const AFTER_SUCCESS_MS = 60_000;
const MINUTE_MS = 60_000;
/** It does not close by itself. */
export const FOR_GOOD = -1;

/** Who asks: a client that has proved the setup code or is at the UART, or any other. */
export type Who = 'anonymous' | 'authorized';

/** Mode 0, and no network that has worked is kept. */
function isUnprovisioned(state: DeviceState): boolean {
  return state.link.mode === 0 && !state.worked;
}

/** When an opened window closes. */
function endOf(state: DeviceState): number {
  return state.windowLastMs ? Math.min(state.windowLastMs, state.windowEndMs) : state.windowEndMs;
}

/** Milliseconds until it closes; 0: it is closed. */
export function windowLeft(state: DeviceState, access: string, nowMs: number): number {
  if (access === 'open' || isUnprovisioned(state)) return FOR_GOOD;
  return Math.max(0, endOf(state) - nowMs);
}

/** An explicit `open` also cancels the end that a success has set. */
/* @shared */
export function openWindow(state: DeviceState, minutes: number, nowMs: number): void {
  state.windowIdleMs = minutes * MINUTE_MS;
  state.windowEndMs = nowMs + state.windowIdleMs;
  state.windowLastMs = nowMs + WINDOW_MAX_MS;
}

/** A user who opens it by hand wants to use a phone: the access point stays up until it closes. */
export function wantsAp(state: DeviceState, nowMs: number): boolean {
  return BUILD_AP_POLICY !== 'never' && state.windowAp && endOf(state) > nowMs;
}

export function closeWindow(state: DeviceState, access: string): Fault | undefined {
  if (access === 'open') return fault('invalid_request', 'this build is always open; there is no window to close');
  if (isUnprovisioned(state)) return fault('invalid_request', 'the window stays open until a network has worked');
  state.windowEndMs = 0;
  state.windowAp = false;
  return undefined;
}

/** An accepted request, at whichever door. The first settings may end what kept the window open, and it closes later. */
export function touchWindow(state: DeviceState, nowMs: number): void {
  if (isUnprovisioned(state)) openWindow(state, IDLE_MINUTES, nowMs);
  else if (state.windowEndMs > nowMs) state.windowEndMs = nowMs + state.windowIdleMs;
}

/** Settings have worked. */
export function endWindowSoon(state: DeviceState, nowMs: number): void {
  const end = nowMs + AFTER_SUCCESS_MS;
  state.windowLastMs = state.windowLastMs ? Math.min(state.windowLastMs, end) : end;
}

export function windowFault(): Fault {
  const how = 'hold the button for 5 s, type `wifiprov open` on the UART, or switch the power on five times in a row';
  return fault('window_closed', `the setup window is closed; to open it ${how}`);
}
