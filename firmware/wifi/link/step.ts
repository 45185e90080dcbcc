// The machine's step: what the event says, then the same settling of deadlines and wishes after every event.

import { apUp, isPaused, settleAp, startScan, stopAp } from './ap.ts';
import { foundAgain, listen, mustListen } from './outage.ts';
import { hasMore } from './round.ts';
import { hear, isSearching, noteKnown, recall, recalled, searchOn } from './search.ts';
import {
  AP_AFTER_SUCCESS_MS,
  AP_START_MS,
  AP_TRUST_MS,
  COMEBACK_MS,
  type Draft,
  EARLY_MS,
  type Effect,
  FALLBACK_AP_MS,
  type Handlers,
  HEAL_MS,
  HEARTBEAT_MS,
  type LinkEvent,
  type LinkInputs,
  type LinkState,
  MISSING_MS,
  POLL_MS,
  type StateName,
} from './state.ts';
import {
  attemptFailed,
  beginFor,
  endHold,
  giveUp,
  hold,
  join,
  keepOrRest,
  leave,
  lost,
  rest,
  succeed,
} from './station.ts';

/** Reason 8 is the echo of our own leaving. */
const ASSOC_LEAVE = 8;

function cancelApTrial(draft: Draft): void {
  if (draft.state.apTrial) draft.state.apRestartDue = true;
  draft.state.apTrial = false;
}

/** Settings that need no trial: at boot, after a roll back, with auto 0, in mode 1, or an emptied SSID. */
function onSettings(draft: Draft, event: { mode: number; auto: number; ssid: string; psk: string }): void {
  const state = draft.state;
  const known = state.ssid === event.ssid && state.psk === event.psk;
  const same = known && state.mode === event.mode;
  cancelApTrial(draft);
  if (!known && state.lostMs >= 0) state.lostMs = draft.inputs.nowMs;
  state.mode = event.mode;
  state.auto = event.auto;
  state.ssid = event.ssid;
  state.psk = event.psk;
  // One that is tried meanwhile may have been forgotten.
  const isUnderWay = state.job === 'known' && state.auto && (!BUILD_KNOWN || state.trySsid === state.ssid);
  if (same && (state.sta === 'online' || state.job === 'manual' || isUnderWay)) return;
  state.asked = false;
  keepOrRest(draft);
}

function onTrial(draft: Draft, event: { ssid: string; psk: string }): void {
  cancelApTrial(draft);
  beginFor(draft, 'trial', event.ssid, event.psk);
}

function onApTrial(draft: Draft): void {
  rest(draft);
  draft.state.apTrial = true;
  draft.state.apRestartDue = true;
}

/** Told how it ends, even where the network is tried for ever afterwards (auto 1). */
function onConnect(draft: Draft): void {
  const state = draft.state;
  if (state.mode !== 0 || !state.ssid || state.apTrial || state.job === 'trial') return;
  state.asked = !state.auto;
  if (state.sta === 'down' || state.sta === 'waiting') beginFor(draft, 'manual', state.ssid, state.psk);
}

function onDisconnect(draft: Draft): void {
  draft.state.asked = false;
  rest(draft);
}

function onScan(draft: Draft): void {
  if (draft.state.scan === 'none') draft.state.scan = 'wanted';
}

/** An answer that comes after all heals a lost scan. */
function onScanned(draft: Draft, event: { ssids: string[] }): void {
  const state = draft.state;
  if (state.scan !== 'running' && state.scan !== 'lost') return;
  if (BUILD_KNOWN && isSearching(state)) hear(draft, event.ssids);
  else foundAgain(draft, event.ssids);
  state.scan = 'none';
  state.scanEndMs = 0;
  state.scanned = true;
}

function onJoined(draft: Draft): void {
  if (draft.state.sta === 'joining') draft.state.oldLink = false;
}

/** Reports come in order: after the echo of our own leaving none of an older attempt is to come. */
function onLeft(draft: Draft, event: { ssid: string; reason: number }): void {
  const state = draft.state;
  if (event.ssid && event.ssid !== state.trySsid) return;
  const isOld = state.late && (state.sta !== 'joining' || draft.inputs.nowMs - state.joinMs < EARLY_MS);
  if (isOld || event.reason === ASSOC_LEAVE) {
    state.late = false;
    return;
  }
  state.unheard = false;
  if (state.sta === 'joining') attemptFailed(draft, event.reason);
}

function onClients(draft: Draft, event: { clients: number }): void {
  if (draft.state.ap === 'down') return;
  draft.state.clients = event.clients;
  if (!event.clients) draft.state.pausedMs = 0;
}

const handlers: Handlers = {
  settings: onSettings,
  trial: onTrial,
  ap_trial: onApTrial,
  connect: onConnect,
  disconnect: onDisconnect,
  hold: (draft, event) => hold(draft, event.ms),
  release: endHold,
  scan: onScan,
  joined: onJoined,
  left: onLeft,
  ap_up: apUp,
  ap_clients: onClients,
  scanned: onScanned,
  known: BUILD_KNOWN ? noteKnown : endHold,
  recalled: BUILD_KNOWN ? recalled : endHold,
};

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
function settleStray(draft: Draft): void {
  const state = draft.state;
  const link = draft.inputs.link;
  if (!link || state.leaveDue || draft.inputs.nowMs < state.radioFreeAtMs) return;
  if (state.oldLink && state.sta === 'waiting') return;
  if (state.sta === 'down' || state.job === 'trial' || link.ssid !== state.trySsid) leave(draft);
  else if (hasTarget(draft)) succeed(draft);
}

/** What has become of the attempt or of the link. */
function settleStation(draft: Draft): void {
  const state = draft.state;
  const now = draft.inputs.nowMs;
  if (draft.inputs.link?.ssid !== state.trySsid) state.oldLink = false;
  if (state.sta === 'joining') {
    if (hasTarget(draft)) succeed(draft);
    else if (now >= state.staDeadlineMs) attemptFailed(draft, 0);
  } else if (state.sta === 'online') {
    if (hasTarget(draft)) trust(draft);
    else doubt(draft);
  } else settleStray(draft);
  if (state.sta === 'waiting' && state.job !== 'known' && now >= state.jobEndMs) giveUp(draft);
}

/** The result of the last trial comes first, while anybody is on the AP or may come back to it. */
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

function tryToJoin(draft: Draft): void {
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

function settleRadio(draft: Draft): void {
  settleAp(draft);
  if (draft.state.sta === 'waiting') tryToJoin(draft);
}

export function stateOf(state: LinkState): StateName {
  if (state.sta === 'online') return 'online';
  if (state.job === 'trial') return 'connecting';
  if (state.mode === 1 || state.apTrial) return 'ap';
  if (state.job === 'idle') return state.ssid ? 'idle' : 'unprovisioned';
  return state.job === 'known' && state.backoffMs ? 'retrying' : 'connecting';
}

/** When the machine must be asked again at the latest; 0: only an event can change anything. */
export function wakeMs(state: LinkState, nowMs: number): number {
  const times = [state.radioFreeAtMs, state.holdEndMs, state.apEndMs, state.apKeepMs, state.scanEndMs];
  if (state.sta === 'waiting') times.push(state.nextMs > nowMs ? state.nextMs : nowMs + POLL_MS, state.jobEndMs);
  if (state.sta === 'joining') times.push(nowMs + POLL_MS);
  if (state.sta === 'joining' || state.sta === 'online') times.push(state.staDeadlineMs);
  if (state.job === 'known' && state.sta !== 'online') times.push(state.lostMs + FALLBACK_AP_MS);
  if (state.ap === 'starting') times.push(state.apEndMs - AP_START_MS + AP_TRUST_MS);
  if (state.scan === 'lost') times.push(state.scanEndMs + HEAL_MS);
  const ahead = times.filter((time) => time > nowMs);
  return ahead.length ? ahead.reduce((a, b) => Math.min(a, b)) : 0;
}

export interface Step {
  next: LinkState;
  effects: Effect[];
}

export function step(state: LinkState, event: LinkEvent, inputs: LinkInputs): Step {
  const draft: Draft = { state: Object.assign({}, state), effects: [], inputs };
  if (inputs.nowMs >= draft.state.holdEndMs) endHold(draft);
  const handler = (handlers as Partial<{ [type: string]: (draft: Draft, event: LinkEvent) => void }>)[event.type];
  if (handler) handler(draft, event);
  settleStation(draft);
  if (!draft.state.holdEndMs) settleRadio(draft);
  draft.state.word = stateOf(draft.state);
  // A newer trial is told too, though the word is the same.
  const isOther = draft.state.word === 'connecting' && draft.state.trySsid !== state.trySsid;
  if (draft.state.word !== state.word || isOther) draft.effects.push({ do: 'word' });
  return { next: draft.state, effects: draft.effects };
}
