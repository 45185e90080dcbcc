// The search for one of several known networks, in rounds: read which there are, listen, join the strongest that was heard,
// then the others, then the kept one without having heard it. With one known network there is no search.

import { isPaused } from './ap.ts';
import type { Draft } from './events.ts';
import { aim, join } from './jobs.ts';
import { POLL_MS, SCAN_GAP_MS, SCAN_MS, SCANS_MAX } from './limits.ts';
import { isLong, listen } from './outage.ts';
import { endRound, inTurn } from './round.ts';
import type { LinkState, Target } from './state.ts';

export function noteKnown(draft: Draft, event: { others: number }): void {
  if (event.others) draft.state.others = event.others;
  else if (draft.state.others) {
    delete draft.state.others;
    endRound(draft.state);
  }
}

/** One more attempt without the AP is of the same network. */
export function isSearching(state: LinkState): boolean {
  return !!state.others && state.job === 'known' && state.sta === 'waiting' && !state.needsApDown;
}

/** Asked again where no answer comes. */
export function recall(draft: Draft): void {
  draft.state.nextMs = draft.inputs.nowMs + POLL_MS;
  draft.effects.push({ do: 'recall' });
}

export function recalled(draft: Draft, event: { known: Target[] }): void {
  const state = draft.state;
  if (!isSearching(state) || state.queue) return;
  noteKnown(draft, { others: event.known.length });
  state.nextMs = draft.inputs.nowMs;
  if (state.others) state.queue = [{ ssid: state.ssid, psk: state.psk }].concat(event.known);
  else if (state.trySsid !== state.ssid) aim(state, state.ssid, state.psk);
}

/**
 * In a long outage a network that no scan has heard is tried once a round: each attempt costs memory for good. All of it in
 * the seldom rounds beside a client on the AP.
 */
function guess(draft: Draft, rest: Target[], isHidden: boolean): Target[] {
  const state = draft.state;
  if (!rest.length || !(isHidden || state.scans >= SCANS_MAX)) return [];
  if (state.clients) return rest;
  state.guesses = (state.guesses || 0) + 1;
  return [rest[state.guesses % rest.length] as Target];
}

function chosen(draft: Draft, ssids: string[]): Target[] {
  const queue = draft.state.queue as Target[];
  const isHidden = ssids.indexOf('') >= 0;
  if (!isLong(draft)) return inTurn(queue, draft.state.ssid, ssids, isHidden);
  const heard = queue.filter((one) => ssids.indexOf(one.ssid) >= 0);
  const rest = queue.filter((one) => heard.indexOf(one) < 0);
  return inTurn(heard, '', ssids, false).concat(guess(draft, rest, isHidden));
}

/** The scan of a round, or another one while the round waits for it. */
export function hear(draft: Draft, ssids: string[]): void {
  const state = draft.state;
  if (!state.queue || state.listened) return;
  state.queue = chosen(draft, ssids);
  state.listened = true;
  state.nextMs = draft.inputs.nowMs;
  if (state.queue.length) return;
  endRound(state);
  state.scans++;
  state.nextMs = state.scanEndMs - SCAN_MS + SCAN_GAP_MS;
  // The pause for a client was over, and begins anew.
  if (!isPaused(draft)) state.pausedMs = 0;
}

/** Generation B joins by itself, and loses scans by that: all are tried in turn. */
export function searchOn(draft: Draft): void {
  const state = draft.state;
  const queue = state.queue as Target[];
  if (!state.listened && state.scan === 'none' && !draft.inputs.joinsAlone) return listen(draft);
  state.listened = true;
  state.queue = queue.slice(1);
  const next = queue[0] as Target;
  if (next.ssid !== state.trySsid) aim(state, next.ssid, next.psk);
  join(draft);
}
