// When the next attempt to join may begin, and what must be done before it.

import { isPaused, startScan, stopAp } from './ap.ts';
import type { Draft } from './events.ts';
import { join } from './jobs.ts';
import { AP_AFTER_SUCCESS_MS, COMEBACK_MS } from './limits.ts';
import { listen, mustListen } from './outage.ts';
import { hasMore } from './round.ts';
import { isSearching, recall, searchOn } from './search.ts';

/** The result of the last trial comes first, while a client is on the AP or may come back to it. */
function isRead(draft: Draft): boolean {
  const leftMs = draft.state.apKeepMs - draft.inputs.nowMs;
  return leftMs > 0 && (draft.state.clients > 0 || leftMs > AP_AFTER_SUCCESS_MS - COMEBACK_MS);
}

/** What the next attempt needs first where the AP must be down for it; false: nothing. */
function clearsAir(draft: Draft): boolean {
  const state = draft.state;
  if (!draft.inputs.joinsAlone && !state.needsApDown) return false;
  if (state.job === 'known' && isRead(draft)) return true;
  if (state.ap !== 'down') {
    stopAp(draft);
    state.apSuspended = true;
    return true;
  }
  // Generation B's later scans race with a join of its own and may get lost: the AP is to open without one.
  if (state.job !== 'known' || state.scanned) return false;
  startScan(draft);
  return true;
}

export function tryToJoin(draft: Draft): void {
  const state = draft.state;
  const now = draft.inputs.nowMs;
  if (now < state.nextMs || now < state.radioFreeAtMs || state.scan === 'running' || state.ap === 'starting') return;
  if (isPaused(draft)) return;
  const isSearch = BUILD_KNOWN && isSearching(state);
  if (BUILD_KNOWN && isSearch && !hasMore(state)) recall(draft);
  else if (clearsAir(draft)) return;
  else if (BUILD_KNOWN && isSearch) searchOn(draft);
  else if (mustListen(draft)) listen(draft);
  else join(draft);
}
