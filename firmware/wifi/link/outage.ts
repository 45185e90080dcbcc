// A long outage. Each attempt costs memory that the port never gives back (device/shortage.ts), a scan costs none: so the
// device listens for the network, and joins when it was heard.

import { isPaused, startScan } from './ap.ts';
import { type Draft, FALLBACK_AP_MS, SCAN_GAP_MS, SCAN_MS } from './state.ts';

/** A scan may miss a weak network again and again: after so many the join is tried all the same. */
export const BLIND_SCANS = 20;

function isLong(draft: Draft): boolean {
  const state = draft.state;
  return state.job === 'keep' && state.sta !== 'online' && draft.sight.nowMs - state.lostMs >= FALLBACK_AP_MS;
}

/** Whether a scan comes before the next attempt. Generation B joins by itself, and loses scans by that. */
export function mustListen(draft: Draft): boolean {
  const state = draft.state;
  if (!isLong(draft) || !state.attempts || state.alone || draft.sight.joinsAlone) return false;
  return !state.heard && state.scan === 'none' && state.scans < BLIND_SCANS;
}

/** A scan that gets lost is followed by an attempt. */
export function listen(draft: Draft): void {
  draft.state.nextMs = draft.sight.nowMs + SCAN_MS;
  startScan(draft);
}

/** A hidden network is in the list without its name: any of those may be the one. */
export function hear(draft: Draft, ssids: string[]): void {
  const state = draft.state;
  if (!isLong(draft)) return;
  state.scans++;
  state.heard = ssids.indexOf(state.trySsid) >= 0 || ssids.indexOf('') >= 0;
  // The pause for a client was over, and begins anew.
  if (!state.heard && !isPaused(draft)) state.pausedMs = 0;
  const begunMs = state.scanEndMs - SCAN_MS;
  state.nextMs = state.heard ? draft.sight.nowMs : begunMs + SCAN_GAP_MS;
}
