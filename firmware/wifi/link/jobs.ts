// The station's half of the machine: what it is to join, and leaving.

import type { Draft } from './events.ts';
import { AP_AFTER_SUCCESS_MS, HOLD_MAX_MS, KEEP_ATTEMPT_MS, PAUSE_MS, TRIAL_MS } from './limits.ts';
import { endRound } from './round.ts';
import type { Job, LinkState } from './state.ts';
/** The AP that is up now, or is only down for this attempt, stays (or comes back) for the phone on it. */
export function holdAp(draft: Draft, spanMs: number): void {
  const state = draft.state;
  const now = draft.inputs.nowMs;
  if (state.ap !== 'down' || state.apSuspended || now < state.apKeepMs) state.apKeepMs = now + spanMs;
}

/** While the radio is held this is only noted. */
export function leave(draft: Draft): void {
  const state = draft.state;
  if (state.sta === 'online') state.lostMs = draft.inputs.nowMs;
  state.leaveDue = state.holdEndMs > 0;
  if (state.leaveDue) return;
  state.oldLink = !!draft.inputs.link;
  state.radioFreeAtMs = draft.inputs.nowMs + PAUSE_MS;
  draft.effects.push({ do: 'leave' });
}

/** A second hold does not make the first one longer: nothing may keep the radio for good. */
export function hold(draft: Draft, ms: number): void {
  if (!draft.state.holdEndMs) draft.state.holdEndMs = draft.inputs.nowMs + Math.min(ms, HOLD_MAX_MS);
}

/** The time of a trial that was asked for during the hold counts from now. */
export function endHold(draft: Draft): void {
  const state = draft.state;
  if (!state.holdEndMs) return;
  state.holdEndMs = 0;
  state.jobEndMs = Math.min(state.jobEndMs, draft.inputs.nowMs + TRIAL_MS);
  if (state.leaveDue) leave(draft);
}

/** Nothing to join any more; whatever was under way is dropped. */
export function rest(draft: Draft): void {
  const state = draft.state;
  if (state.sta === 'joining' || state.sta === 'online') leave(draft);
  state.sta = 'down';
  state.job = 'idle';
  state.needsApDown = false;
  state.apSuspended = false;
  state.pausedMs = 0;
}

/** Another network, or the same once more. */
export function aim(state: LinkState, ssid: string, psk: string): void {
  state.late = state.unheard && state.trySsid === ssid && state.tryPsk !== psk;
  state.unheard = false;
  state.trySsid = ssid;
  state.tryPsk = psk;
  state.reasons = [];
}

export function begin(draft: Draft, job: Job, ssid: string, psk: string): void {
  const state = draft.state;
  rest(draft);
  if (BUILD_KNOWN) endRound(state);
  aim(state, ssid, psk);
  state.job = job;
  state.attempts = 0;
  state.associated = false;
  state.jobEndMs = (state.holdEndMs || draft.inputs.nowMs) + TRIAL_MS;
  state.backoffMs = 0;
  state.sta = 'waiting';
  state.nextMs = draft.inputs.nowMs;
}

/** A user asked for it, and may want to read the result on the AP. */
export function beginFor(draft: Draft, job: Job, ssid: string, psk: string): void {
  holdAp(draft, TRIAL_MS + AP_AFTER_SUCCESS_MS);
  begin(draft, job, ssid, psk);
}

/** Back to the network that has worked, or to rest where there is none to join by itself. */
export function keepOrRest(draft: Draft): void {
  const state = draft.state;
  if (state.mode !== 0 || !state.ssid || !(state.auto || state.asked)) rest(draft);
  else begin(draft, state.auto ? 'known' : 'manual', state.ssid, state.psk);
}

export function join(draft: Draft): void {
  const state = draft.state;
  state.sta = 'joining';
  state.attempts++;
  state.associated = false;
  state.unheard = true;
  state.pausedMs = 0;
  state.scans = 0;
  state.joinMs = draft.inputs.nowMs;
  state.oldReason = draft.inputs.lastReason;
  state.staDeadlineMs = state.job === 'known' ? draft.inputs.nowMs + KEEP_ATTEMPT_MS : state.jobEndMs;
  draft.effects.push({ do: 'join', ssid: state.trySsid, psk: state.tryPsk });
}
