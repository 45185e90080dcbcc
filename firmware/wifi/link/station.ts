// The station's half of the machine: jobs, attempts, success, loss.

import {
  ATTEMPTS,
  BACKOFF_FIRST_MS,
  BACKOFF_MAX_MS,
  type Draft,
  HEARTBEAT_MS,
  AP_AFTER_SUCCESS_MS,
  type Job,
  KEEP_ATTEMPT_MS,
  PAUSE_MS,
  TRIAL_MS,
} from './state.ts';

/** ESP-IDF's WIFI_REASON_AUTH_EXPIRE: also seen for a right password while the AP is up. */
const AUTH_EXPIRE = 2;

function isBounded(job: Job): boolean {
  return job === 'trial' || job === 'ask';
}

/** The AP that is up now, or is only down for this attempt, stays (or comes back) for the phone on it. */
function holdAp(draft: Draft, spanMs: number): void {
  const state = draft.state;
  if (state.ap !== 'down' || draft.sight.nowMs < state.apKeepMs) state.apKeepMs = draft.sight.nowMs + spanMs;
}

function endAttempt(draft: Draft): void {
  draft.state.apHush = false;
  draft.state.pausedMs = 0;
}

function leave(draft: Draft): void {
  if (draft.state.sta === 'joining' || draft.state.sta === 'online') draft.effects.push({ do: 'leave' });
  draft.state.sta = 'down';
}

/** Nothing to join any more; whatever was under way is dropped. */
export function rest(draft: Draft): void {
  leave(draft);
  draft.state.job = 'rest';
  draft.state.alone = false;
  endAttempt(draft);
}

function begin(draft: Draft, job: Job, ssid: string, psk: string): void {
  const state = draft.state;
  const busy = state.sta === 'joining' || state.sta === 'online';
  leave(draft);
  state.job = job;
  state.trySsid = ssid;
  state.tryPsk = psk;
  state.attempts = 0;
  state.reasons = [];
  state.associated = false;
  state.alone = false;
  state.jobEndMs = draft.sight.nowMs + TRIAL_MS;
  state.backoffMs = 0;
  state.pausedMs = 0;
  state.sta = 'waiting';
  state.nextMs = draft.sight.nowMs + (busy ? PAUSE_MS : 0);
  endAttempt(draft);
}

export function beginTrial(draft: Draft, ssid: string, psk: string): void {
  begin(draft, 'trial', ssid, psk);
  holdAp(draft, TRIAL_MS + AP_AFTER_SUCCESS_MS);
}

export function beginAsk(draft: Draft): void {
  begin(draft, draft.state.auto ? 'keep' : 'ask', draft.state.ssid, draft.state.psk);
}

/** Back to the network that has worked, or to rest where there is none to join by itself. */
export function keepOrRest(draft: Draft): void {
  const state = draft.state;
  if (state.mode !== 0 || !state.ssid || !state.auto) {
    rest(draft);
    return;
  }
  begin(draft, 'keep', state.ssid, state.psk);
  state.lostMs = draft.sight.nowMs;
}

export function join(draft: Draft): void {
  const state = draft.state;
  state.sta = 'joining';
  state.attempts++;
  const limit = isBounded(state.job) ? state.jobEndMs : draft.sight.nowMs + KEEP_ATTEMPT_MS;
  state.attemptEndMs = limit;
  draft.effects.push({ do: 'join', ssid: state.trySsid, psk: state.tryPsk });
}

/** The port's own view shows the network with an address: the only success there is. */
export function succeed(draft: Draft): void {
  const state = draft.state;
  const now = draft.sight.nowMs;
  const worked = state.job === 'trial';
  if (worked) {
    state.ssid = state.trySsid;
    state.psk = state.tryPsk;
  }
  if (state.auto || worked) state.job = 'keep';
  state.sta = 'online';
  state.beatMs = now + HEARTBEAT_MS;
  state.backoffMs = 0;
  holdAp(draft, AP_AFTER_SUCCESS_MS);
  endAttempt(draft);
  draft.effects.push({ do: worked ? 'worked' : 'online' });
}

function giveUp(draft: Draft): void {
  const state = draft.state;
  draft.effects.push({
    do: 'failed',
    job: state.job,
    ssid: state.trySsid,
    reasons: state.reasons,
    associated: state.associated,
    attempts: state.attempts,
  });
  holdAp(draft, AP_AFTER_SUCCESS_MS);
  if (state.job === 'ask') rest(draft);
  else keepOrRest(draft);
}

function backOff(draft: Draft): void {
  const state = draft.state;
  state.backoffMs = Math.min(state.backoffMs * 2 || BACKOFF_FIRST_MS, BACKOFF_MAX_MS);
  state.sta = 'waiting';
  state.nextMs = draft.sight.nowMs + state.backoffMs;
}

/** A kept network that is not there: told once, then tried for ever. */
function missed(draft: Draft): void {
  if (draft.state.attempts === 1) {
    const state = draft.state;
    const effect = { ssid: state.trySsid, reasons: state.reasons, associated: state.associated, attempts: 1 };
    draft.effects.push(Object.assign({ do: 'failed' as const, job: 'keep' as const }, effect));
  }
  draft.state.reasons = draft.state.reasons.slice(-ATTEMPTS);
  backOff(draft);
}

/** One attempt is over without success; `reason` 0 is a timeout. The port must let go before the next. */
export function attemptFailed(draft: Draft, reason: number): void {
  const state = draft.state;
  const now = draft.sight.nowMs;
  if (reason) state.reasons = state.reasons.concat([reason]);
  if (reason && draft.sight.portRetries) state.attempts += ATTEMPTS - 1;
  draft.effects.push({ do: 'leave' });
  state.sta = 'waiting';
  state.nextMs = now + PAUSE_MS;
  state.apHush = false;
  const hurtByAp = reason === AUTH_EXPIRE && state.ap !== 'down' && !state.alone;
  if (hurtByAp) state.alone = true;
  if (!isBounded(state.job)) missed(draft);
  else if (now >= state.jobEndMs || (state.attempts >= ATTEMPTS && !hurtByAp)) giveUp(draft);
}

/** The link was there and is gone. */
export function lost(draft: Draft): void {
  const state = draft.state;
  draft.effects.push({ do: 'leave' });
  state.lostMs = draft.sight.nowMs;
  state.sta = 'down';
  if (state.job === 'ask' && !state.auto) {
    state.job = 'rest';
    return;
  }
  begin(draft, 'keep', state.ssid, state.psk);
  state.nextMs = draft.sight.nowMs + BACKOFF_FIRST_MS;
  state.backoffMs = BACKOFF_FIRST_MS;
}
