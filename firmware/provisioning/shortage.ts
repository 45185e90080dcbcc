// Memory that the port never gives back: it makes an object of details for each Wi-Fi event and keeps it. Pure.

import type { RadioEvent } from '../platform/ports.ts';
import type { DeviceState } from './state.ts';

/** Seen on the chip's firmware: 11.9 variables an event. */
export const VARS_PER_EVENT = 12;
/** The free variables are counted each time that this many more are lost. */
export const LOST_STEP = 10 * VARS_PER_EVENT;
/** A restart must bring back at least this many to be worth it, also with an app that leaves little free. */
export const LOST_MIN = 25 * VARS_PER_EVENT;
/**
 * What a trial with a client needs beside what is held at rest (seen on the chip's firmware: with 1700 they all worked, some
 * 100 below them the code for a `set` could not be made any more), and what is lost until the next look.
 */
export const LEAST_VARS = 1_700 + LOST_STEP;
/**
 * The same where the code that takes the request is in memory. With 1100, and twice the LOST_MIN, a typed `set` beside a phone ran
 * out of memory in the sixth trial of a session (seen on the chip's firmware).
 */
export const LEAST_VARS_ASKED = 1_300;
/**
 * What a change takes from the moment its text has been checked, while others ask as well. With 679, 717 and 737 free then, a
 * typed `set` beside a phone and a TCP client ran out of memory each time; with 1151 and more never (seen on the chip's firmware).
 */
export const CHANGE_VARS_MIN = 1_000;
/** A restart is due with fewer, and comes as soon as no client asks for anything. */
export const LOW_VARS = 2_000;

/** A quiet moment is waited for in steps of this. */
export const LOOK_MS = 2_000;

/** Handshakes come after an association, which was an event too. */
const AFTER_ASSOCIATION = [15, 204];

/** Who has read `# online` types the next command: a restart comes no sooner after the last news or request. */
export const STILL_MS = 5_000;

function eventsOf(event: RadioEvent): number {
  if (event.type === 'joined') return 2;
  if (event.type === 'left') return AFTER_ASSOCIATION.indexOf(event.reason) < 0 ? 1 : 2;
  return event.type === 'ap_client' ? 1 : 0;
}

export function count(state: DeviceState, event: RadioEvent): void {
  state.lost += eventsOf(event) * VARS_PER_EVENT;
}

/** Whether the free variables should be counted now. */
export function isDue(state: DeviceState): boolean {
  return state.lost >= state.lostCheck;
}

/** Whether it is time for a restart, and when to look again if not. */
export function isShort(state: DeviceState, free: number): boolean {
  if (free < LOW_VARS && state.lost >= LOST_MIN) {
    state.isShort = free < LEAST_VARS;
    return true;
  }
  state.lostCheck = state.lost + LOST_STEP;
  return false;
}

/** The radio is idle, and no request waits for it. */
export function isCalm(state: DeviceState): boolean {
  const link = state.link;
  if (link.clients || link.apTrial || link.job === 'trial' || link.job === 'manual' || link.holdEndMs) return false;
  return link.sta !== 'joining' && link.ap !== 'starting' && link.scan !== 'running';
}

/** No request and no event for a while. */
export function isStill(state: DeviceState, nowMs: number): boolean {
  return nowMs - state.activeMs >= STILL_MS;
}

/** One client alone is never refused: with an app that leaves little free it could not be set up at all. */
export function isTooTight(asking: number, free: number): boolean {
  return asking > 1 && free < CHANGE_VARS_MIN;
}

/** While requests come. */
export function isTooFull(state: DeviceState, free: number): boolean {
  return free < LEAST_VARS_ASKED && state.lost >= LOST_MIN;
}
