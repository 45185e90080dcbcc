// The AP's half of the machine, and the scan: when the AP is wanted, and who owns the radio.

import type { Draft } from './events.ts';
import { keepOrRest } from './jobs.ts';
import {
  AP_RETRY_MS,
  AP_START_MS,
  CLIENT_PAUSE_MS,
  FALLBACK_AP_MS,
  HEAL_MS,
  PAUSE_MS,
  SCAN_MS,
  SILENT_ATTEMPTS_MAX,
} from './limits.ts';

/**
 * In mode 0 the AP is up while there is nothing to join, while a first network is on trial, after three minutes without
 * the kept network, while the window that was opened by hand is open, and as long as a client on it may still need the
 * result. The build's policy may forbid the first three.
 */
function isWanted(draft: Draft): boolean {
  const state = draft.state;
  if (state.apSuspended) return false;
  if (state.mode === 1 || state.apTrial || draft.inputs.wantsAp || draft.inputs.nowMs < state.apKeepMs) return true;
  if (state.sta === 'online' || draft.inputs.apByHandOnly) return false;
  return state.job === 'idle' || !state.ssid || draft.inputs.nowMs - state.lostMs >= FALLBACK_AP_MS;
}

/** A scan during a join would never answer, and no later one either; that of a trial or a request is not delayed. */
export function startScan(draft: Draft): void {
  const state = draft.state;
  if (state.sta === 'joining' || (state.sta === 'waiting' && state.job !== 'known')) return;
  if (state.ap === 'starting' || draft.inputs.nowMs < state.radioFreeAtMs) return;
  state.scan = 'running';
  state.scanEndMs = draft.inputs.nowMs + SCAN_MS;
  draft.effects.push({ do: 'scan' });
}

/** The first scan comes before the first AP: it picks the channel, and the radio's noise makes the setup code. */
function startAp(draft: Draft): void {
  const state = draft.state;
  const now = draft.inputs.nowMs;
  if (!state.scanned && state.scan === 'none') state.scan = 'wanted';
  if (state.scan === 'wanted' || state.sta === 'joining' || now < state.radioFreeAtMs || now < state.apEndMs) return;
  state.ap = 'starting';
  state.apEndMs = now + AP_START_MS;
  draft.effects.push({ do: 'start_ap' });
}

export function stopAp(draft: Draft): void {
  const state = draft.state;
  state.apRestartDue = false;
  if (state.ap === 'down') return;
  state.apEndMs = 0;
  state.ap = 'down';
  state.clients = 0;
  state.radioFreeAtMs = draft.inputs.nowMs + PAUSE_MS;
  draft.effects.push({ do: 'stop_ap' });
}

/** Whether a client on the AP holds back the next attempt to rejoin the kept network. */
export function isPaused(draft: Draft): boolean {
  const state = draft.state;
  if (state.job !== 'known' || !state.attempts || !state.clients) return false;
  // A round that has begun is not broken off.
  if (BUILD_KNOWN && state.queue) return false;
  if (!state.pausedMs) state.pausedMs = draft.inputs.nowMs;
  return draft.inputs.nowMs - state.pausedMs < CLIENT_PAUSE_MS;
}

export function apUp(draft: Draft): void {
  const state = draft.state;
  if (state.ap !== 'starting') return;
  state.ap = 'up';
  state.apEndMs = 0;
  if (!state.apTrial || state.apRestartDue) return;
  state.apTrial = false;
  state.mode = 1;
  draft.effects.push({ do: 'worked' });
}

/** The port has not said that the AP is up: a trial of AP settings has failed, anything else is tried again. */
function apLate(draft: Draft): void {
  const state = draft.state;
  const failed = state.apTrial && !state.apRestartDue;
  stopAp(draft);
  if (!failed) {
    state.apEndMs = draft.inputs.nowMs + AP_RETRY_MS;
    return;
  }
  state.apTrial = false;
  draft.effects.push({ do: 'failed', job: 'trial', ssid: '', reasons: [], associated: false, attempts: 1 });
  keepOrRest(draft);
}

/** The radio is stuck, and no client is waiting for a result. */
function needsRestart(draft: Draft): boolean {
  const state = draft.state;
  const now = draft.inputs.nowMs;
  if (state.apTrial || state.job === 'trial' || state.job === 'manual' || state.clients) return false;
  if (draft.inputs.wantsAp || now < state.apKeepMs) return false;
  return state.silentAttempts >= SILENT_ATTEMPTS_MAX || (state.scan === 'lost' && now >= state.scanEndMs + HEAL_MS);
}

export function decideAp(draft: Draft): void {
  const state = draft.state;
  const now = draft.inputs.nowMs;
  if (draft.inputs.showsAp) apUp(draft);
  if (state.ap === 'starting' && now >= state.apEndMs) apLate(draft);
  if (state.scan === 'running' && now >= state.scanEndMs) {
    state.scan = 'lost';
    state.scanned = true;
  }
  // Between scan and join the AP neither comes nor goes: the port may stop the radio with it.
  if (state.scan !== 'running') {
    const wanted = isWanted(draft);
    if ((state.apRestartDue || !wanted) && state.sta !== 'joining') stopAp(draft);
    if (wanted && state.ap === 'down') startAp(draft);
  }
  if (state.scan === 'wanted') startScan(draft);
  if (needsRestart(draft)) draft.effects.push({ do: 'restart' });
}
