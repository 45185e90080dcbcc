// What the port shows of the link, held against what the machine waits for.

import type { Draft } from './events.ts';
import { leave } from './jobs.ts';
import { HEARTBEAT_MS, MISSING_MS } from './limits.ts';
import { attemptFailed, giveUp, lost, succeed } from './results.ts';

function hasTarget(draft: Draft): boolean {
  const link = draft.inputs.link;
  return !!link && link.ssid === draft.state.trySsid && link.ip !== '0.0.0.0' && !draft.state.oldLink;
}

function trust(draft: Draft): void {
  const state = draft.state;
  state.missingMs = 0;
  if (draft.inputs.nowMs >= state.staDeadlineMs) state.staDeadlineMs = draft.inputs.nowMs + HEARTBEAT_MS;
}

/** An old event that comes late takes the port's view of a healthy link away, for as long as a new address needs. */
function doubt(draft: Draft): void {
  const state = draft.state;
  const now = draft.inputs.nowMs;
  if (!state.missingMs) {
    state.missingMs = now;
    state.staDeadlineMs = now + MISSING_MS;
  }
  if (!draft.inputs.holdsEvents || now - state.missingMs >= MISSING_MS) lost(draft);
}

/** An unexpected link: the port joins by itself. In a trial it may be the old one under the same name. */
function checkStray(draft: Draft): void {
  const state = draft.state;
  const link = draft.inputs.link;
  if (!link || state.leaveDue || draft.inputs.nowMs < state.radioFreeAtMs) return;
  if (state.oldLink && state.sta === 'waiting') return;
  if (state.sta === 'down' || state.job === 'trial' || link.ssid !== state.trySsid) leave(draft);
  else if (hasTarget(draft)) succeed(draft);
}

/**
 * The event that tells of a failure may have been lost; the port shows the reason all the same. An old one shows too: what has
 * not changed counts at the deadline only, where an attempt of this job has ended with it before.
 */
function checkAttempt(draft: Draft): void {
  const state = draft.state;
  const reason = draft.inputs.lastReason;
  const isOver = draft.inputs.nowMs >= state.staDeadlineMs;
  const isAgain = isOver && state.reasons[state.reasons.length - 1] === reason;
  const isShown = reason !== state.oldReason || isAgain;
  if (reason && isShown) attemptFailed(draft, reason);
  else if (isOver) attemptFailed(draft, 0);
}

/** What has become of the attempt or of the link. */
export function checkStation(draft: Draft): void {
  const state = draft.state;
  const now = draft.inputs.nowMs;
  if (draft.inputs.link?.ssid !== state.trySsid) state.oldLink = false;
  if (state.sta === 'joining') {
    if (hasTarget(draft)) succeed(draft);
    else checkAttempt(draft);
  } else if (state.sta === 'online') {
    if (hasTarget(draft)) trust(draft);
    else doubt(draft);
  } else checkStray(draft);
  if (state.sta === 'waiting' && state.job !== 'known' && now >= state.jobEndMs) giveUp(draft);
}
