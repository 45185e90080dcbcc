// What an attempt or a link has come to: success, a failure, a loss.

import type { Draft } from './events.ts';
import { begin, holdAp, keepOrRest, leave } from './jobs.ts';
import {
  AP_AFTER_JOIN_MS,
  AP_AFTER_SUCCESS_MS,
  ATTEMPTS,
  BACKOFF_FIRST_MS,
  BACKOFF_MAX_MS,
  HEARTBEAT_MS,
  KEEP_GAP_MS,
} from './limits.ts';
import { endSearch, hasMore, isSwitch, keptFirst } from './round.ts';

/** ESP-IDF's WIFI_REASON_AUTH_EXPIRE: also seen for a right password while the AP is up. */
const AUTH_EXPIRE = 2;
/** ESP-IDF's WIFI_REASON_BEACON_TIMEOUT: the signal was lost. */
const BEACON_TIMEOUT = 200;

/** The port's own view shows the network with an address: the only success there is. */
export function succeed(draft: Draft): void {
  const state = draft.state;
  const worked = state.job === 'trial';
  const isOther = BUILD_KNOWN && isSwitch(state);
  holdAp(draft, AP_AFTER_SUCCESS_MS);
  // One that was only down for the attempt comes back at once: a phone waits there for the result.
  if (state.ap === 'down' && !state.apSuspended)
    state.apEndMs = Math.max(state.apEndMs, draft.inputs.nowMs + AP_AFTER_JOIN_MS);
  if (worked) {
    state.mode = 0;
    state.auto = 1;
  }
  if (worked || isOther) {
    state.ssid = state.trySsid;
    state.psk = state.tryPsk;
  }
  if (BUILD_KNOWN) endSearch(state);
  state.job = 'known';
  state.sta = 'online';
  state.joinMs = draft.inputs.nowMs;
  state.unheard = false;
  state.late = false;
  state.missingMs = 0;
  state.staDeadlineMs = draft.inputs.nowMs + HEARTBEAT_MS;
  state.backoffMs = 0;
  state.silentAttempts = 0;
  state.needsApDown = false;
  state.apSuspended = false;
  state.pausedMs = 0;
  draft.effects.push({ do: worked ? 'worked' : isOther ? 'switched' : 'online' });
}

function tell(draft: Draft): void {
  const state = draft.state;
  const attempts = state.job === 'known' ? state.attempts : Math.min(state.attempts, ATTEMPTS);
  const told = { ssid: state.trySsid, reasons: state.reasons, associated: state.associated, attempts };
  draft.effects.push(Object.assign({ do: 'failed' as const, job: state.job }, told));
}

/** A trial or a client's request is over without success. */
export function giveUp(draft: Draft): void {
  tell(draft);
  holdAp(draft, AP_AFTER_SUCCESS_MS);
  const wasTrial = draft.state.job === 'trial';
  if (draft.state.job === 'manual') draft.state.asked = false;
  keepOrRest(draft);
  if (BUILD_KNOWN && wasTrial) keptFirst(draft.state);
}

/** A kept network that is not there is tried for ever. */
function missed(draft: Draft, reason: number): void {
  const state = draft.state;
  tell(draft);
  state.silentAttempts = reason || state.associated ? 0 : state.silentAttempts + 1;
  if (state.needsApDown || (BUILD_KNOWN && hasMore(state))) return;
  state.backoffMs = Math.min(state.backoffMs * 2 || BACKOFF_FIRST_MS, BACKOFF_MAX_MS);
  state.nextMs = Math.min(draft.inputs.nowMs + state.backoffMs, state.staDeadlineMs + KEEP_GAP_MS);
}

/** One attempt is over without success; `reason` 0 is a timeout. The port must let go before the next. */
export function attemptFailed(draft: Draft, reason: number): void {
  const state = draft.state;
  const now = draft.inputs.nowMs;
  const kept = state.job === 'known';
  if (!reason) state.associated = draft.inputs.isAssociated;
  if (reason) state.reasons = state.reasons.concat([reason]).slice(-ATTEMPTS);
  else if (kept) state.reasons = [];
  if (reason && draft.inputs.portRetries) state.attempts += ATTEMPTS - 1;
  leave(draft);
  state.sta = 'waiting';
  state.nextMs = now;
  state.apSuspended = false;
  // The AP may be what hurts: once more without it, at once for a kept network, else as the last attempt.
  const hurt = state.ap !== 'down' && (reason ? state.reasons.indexOf(AUTH_EXPIRE) >= 0 : !state.associated);
  state.needsApDown = hurt && (kept || draft.inputs.portRetries || state.attempts === ATTEMPTS - 1);
  if (kept) missed(draft, reason);
  else if (now >= state.jobEndMs || (state.attempts >= ATTEMPTS && !state.needsApDown)) giveUp(draft);
}

/** The link was there and is gone. */
export function lost(draft: Draft): void {
  const state = draft.state;
  if (!state.auto) {
    state.job = 'manual';
    state.reasons = [BEACON_TIMEOUT];
    giveUp(draft);
    return;
  }
  begin(draft, 'known', state.ssid, state.psk);
  // The router may come back on another channel, and the fallback AP is to be there too.
  if (!draft.inputs.joinsAlone) state.scanned = false;
  state.backoffMs = BACKOFF_FIRST_MS;
  state.nextMs = draft.inputs.nowMs + BACKOFF_FIRST_MS;
}
