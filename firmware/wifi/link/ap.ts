// The AP's half of the machine, and the scan: when the AP is wanted, and who owns the radio.

import { AP_START_MS, CLIENT_PAUSE_MS, type Draft, FALLBACK_AP_MS, SCAN_MS } from './state.ts';

/**
 * In mode 0 the AP is up while there is nothing to join, while a first network is on trial, after three minutes without
 * the kept network, and as long as somebody on it may still need the result.
 */
function isWanted(draft: Draft): boolean {
  const state = draft.state;
  if (state.mode === 1) return true;
  if (state.apHush) return false;
  if (draft.sight.nowMs < state.apKeepMs) return true;
  if (state.sta === 'online') return false;
  return state.job === 'rest' || !state.ssid || draft.sight.nowMs - state.lostMs >= FALLBACK_AP_MS;
}

/** A scan during a join would never answer, and no later one either. */
function startScan(draft: Draft): void {
  if (draft.state.sta === 'joining' || draft.state.ap === 'starting') return;
  draft.state.scan = 'running';
  draft.state.scanEndMs = draft.sight.nowMs + SCAN_MS;
  draft.effects.push({ do: 'scan' });
}

/** The first scan comes before the first AP: it picks the channel, and the radio's noise makes the setup code. */
function startAp(draft: Draft): void {
  const state = draft.state;
  if (!state.scanned && state.scan === 'none') state.scan = 'wanted';
  if (state.scan === 'wanted' || state.scan === 'running') return;
  state.ap = 'starting';
  state.apEndMs = draft.sight.nowMs + AP_START_MS;
  draft.effects.push({ do: 'start_ap' });
}

export function stopAp(draft: Draft): void {
  if (draft.state.ap === 'down') return;
  draft.state.ap = 'down';
  draft.state.clients = 0;
  draft.effects.push({ do: 'stop_ap' });
}

/** Whether a client on the AP holds back the next attempt to rejoin the kept network. */
export function isPaused(draft: Draft): boolean {
  const state = draft.state;
  if (state.job !== 'keep' || state.ap !== 'up' || !state.clients) return false;
  if (!state.pausedMs) state.pausedMs = draft.sight.nowMs;
  return draft.sight.nowMs - state.pausedMs < CLIENT_PAUSE_MS;
}

export function apUp(draft: Draft): void {
  if (draft.state.ap !== 'starting') return;
  draft.state.ap = 'up';
  if (draft.state.apTrial) draft.effects.push({ do: 'worked' });
  draft.state.apTrial = false;
}

/** The port has not said that the AP is up: a trial of AP settings has failed, anything else is tried again. */
function apLate(draft: Draft): void {
  const state = draft.state;
  state.ap = 'down';
  if (!state.apTrial) return;
  state.apTrial = false;
  draft.effects.push({ do: 'failed', job: 'trial', ssid: '', reasons: [], associated: false, attempts: 1 });
}

/** A scan that has not answered by now never will, and blocks all later ones: the way out is a restart. */
function scanLate(draft: Draft): void {
  draft.state.scan = 'lost';
  draft.state.scanned = true;
}

export function settleAp(draft: Draft): void {
  const state = draft.state;
  const now = draft.sight.nowMs;
  if (state.ap === 'starting' && now >= state.apEndMs) apLate(draft);
  if (state.scan === 'running' && now >= state.scanEndMs) scanLate(draft);
  const wanted = isWanted(draft);
  if (wanted && state.ap === 'down') startAp(draft);
  if (!wanted) stopAp(draft);
  if (state.scan === 'wanted') startScan(draft);
  if (state.scan === 'lost' && (state.job === 'rest' || state.job === 'keep')) draft.effects.push({ do: 'restart' });
}
