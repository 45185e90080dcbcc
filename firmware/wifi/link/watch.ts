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

/** What has become of the attempt or of the link. */
export function checkStation(draft: Draft): void {
  const state = draft.state;
  const now = draft.inputs.nowMs;
  if (draft.inputs.link?.ssid !== state.trySsid) state.oldLink = false;
  if (state.sta === 'joining') {
    if (hasTarget(draft)) succeed(draft);
    else if (now >= state.staDeadlineMs) attemptFailed(draft, 0);
  } else if (state.sta === 'online') {
    if (hasTarget(draft)) trust(draft);
    else doubt(draft);
  } else checkStray(draft);
  if (state.sta === 'waiting' && state.job !== 'known' && now >= state.jobEndMs) giveUp(draft);
}
