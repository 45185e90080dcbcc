// What each event changes in the machine's state.

import { apUp } from './ap.ts';
import type { Draft, Handlers } from './events.ts';
import { beginFor, endHold, hold, keepOrRest, rest } from './jobs.ts';
import { EARLY_MS } from './limits.ts';
import { foundAgain } from './outage.ts';
import { attemptFailed } from './results.ts';
import { hear, isSearching, noteKnown, recalled } from './search.ts';

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

export const handlers: Handlers = {
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
