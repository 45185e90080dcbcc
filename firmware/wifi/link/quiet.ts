// Is there nothing to do for the machine? Asked by what stays in memory, so that the machine's code is made only when
// something has happened. Pure.

import type { Link } from '../../platform/ports.ts';
import { LEFT_MS, PAUSE_MS, POLL_MS, SILENT_MS } from './limits.ts';
import type { LinkState } from './state.ts';

/**
 * An attempt that the port is busy with. Its event task takes variables from the interpreter's list without a lock, so as
 * little as possible runs while the events of a join are due: on the chip's firmware a network that threw the station out
 * at once killed the device in one of some sixty attempts when the machine was made for each poll.
 */
export function isAwaited(state: LinkState, nowMs: number): boolean {
  return state.sta === 'joining' && nowMs < state.joinMs + SILENT_MS;
}

/**
 * No event of the port's is due. Garbage is not collected for modules otherwise: on a build that did, beside joins on a busy
 * host, events stayed away and the chip's firmware panicked twice (seen in the emulator). Phones come unasked, and seldom.
 */
export function isAtRest(state: LinkState, nowMs: number): boolean {
  const isStationStill = state.sta === 'online' || (state.sta === 'down' && nowMs >= state.radioFreeAtMs);
  return isStationStill && state.ap !== 'starting' && state.scan === 'none';
}

/** An event of the station's may come at any moment: of an attempt, or of the link that was left for it. */
export function isEventDue(state: LinkState, nowMs: number): boolean {
  return isAwaited(state, nowMs) || (state.sta === 'waiting' && nowMs < state.radioFreeAtMs - PAUSE_MS + LEFT_MS);
}

/** `link` is asked only where it decides. */
export function isQuiet(state: LinkState, nowMs: number, link: () => Link | null): boolean {
  if (state.ap !== 'down' || state.scan !== 'none') return false;
  if (state.sta === 'joining') {
    const isDue = state.oldLink || state.holdEndMs > 0 || nowMs + POLL_MS >= state.staDeadlineMs;
    return isAwaited(state, nowMs) && !isDue && !link();
  }
  // Online as it should be. With apKeepMs over, the access point is wanted and not up.
  if (state.sta !== 'online' || nowMs < state.apKeepMs) return false;
  const now = link();
  return !!now && now.ssid === state.trySsid && now.ip !== '0.0.0.0';
}
