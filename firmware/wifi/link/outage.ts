// A long outage. Each attempt costs memory that the port never gives back (provisioning/shortage.ts), a scan costs none: so the
// device listens for the network, and joins when it was heard.

import { isPaused, startScan } from './ap.ts';
import type { Draft } from './events.ts';
import { FALLBACK_AP_MS, SCAN_GAP_MS, SCAN_MS, SCANS_MAX } from './limits.ts';

export function isLong(draft: Draft): boolean {
  const state = draft.state;
  return state.job === 'known' && state.sta !== 'online' && draft.inputs.nowMs - state.lostMs >= FALLBACK_AP_MS;
}

/** Whether a scan comes before the next attempt. Generation B joins by itself, and loses scans by that. */
export function mustListen(draft: Draft): boolean {
  const state = draft.state;
  if (!isLong(draft) || !state.attempts || state.needsApDown || draft.inputs.joinsAlone) return false;
  return state.scan === 'none' && state.scans < SCANS_MAX;
}

/** A scan that gets lost is followed by an attempt. */
export function listen(draft: Draft): void {
  draft.state.nextMs = draft.inputs.nowMs + SCAN_MS;
  startScan(draft);
}

/** A hidden network is in the list without its name: any of those may be the one. */
export function foundAgain(draft: Draft, ssids: string[]): void {
  const state = draft.state;
  if (!isLong(draft)) return;
  if (ssids.indexOf(state.trySsid) >= 0 || ssids.indexOf('') >= 0) {
    state.scans = SCANS_MAX;
    state.nextMs = draft.inputs.nowMs;
    return;
  }
  state.scans++;
  state.nextMs = state.scanEndMs - SCAN_MS + SCAN_GAP_MS;
  // The pause for a client was over, and begins anew.
  if (!isPaused(draft)) state.pausedMs = 0;
}
