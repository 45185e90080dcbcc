// The machine's step: what the event says, then the same settling of deadlines and wishes after every event.

import { apUp, isPaused, settleAp, stopAp } from './ap.ts';
import {
  type Draft,
  type Effect,
  FALLBACK_AP_MS,
  HEARTBEAT_MS,
  type LinkEvent,
  type LinkState,
  PAUSE_MS,
  POLL_MS,
  type Sight,
  type StateWord,
} from './state.ts';
import { attemptFailed, beginAsk, beginTrial, join, keepOrRest, lost, rest, succeed } from './station.ts';

/** Reason 8 is the echo of our own leaving. */
const ASSOC_LEAVE = 8;

/** Settings that need no trial: at boot, after a roll back, with auto 0, in mode 1, or an emptied SSID. */
function onSettings(draft: Draft, event: { mode: number; auto: number; ssid: string; psk: string }): void {
  const state = draft.state;
  const same = state.ssid === event.ssid && state.psk === event.psk && state.mode === event.mode;
  state.mode = event.mode;
  state.auto = event.auto;
  state.ssid = event.ssid;
  state.psk = event.psk;
  if (same && (state.sta === 'online' || state.job === 'keep')) return;
  keepOrRest(draft);
}

function onTrial(draft: Draft, event: { ssid: string; psk: string }): void {
  draft.state.mode = 0;
  draft.state.auto = 1;
  beginTrial(draft, event.ssid, event.psk);
}

function onApTrial(draft: Draft): void {
  rest(draft);
  draft.state.mode = 1;
  stopAp(draft);
  draft.state.apTrial = true;
}

function onConnect(draft: Draft): void {
  if (draft.state.mode === 0 && draft.state.ssid && draft.state.sta !== 'online') beginAsk(draft);
}

function onScan(draft: Draft): void {
  if (draft.state.scan === 'none') draft.state.scan = 'wanted';
}

function onScanned(draft: Draft): void {
  draft.state.scan = 'none';
  draft.state.scanned = true;
}

function onAssociated(draft: Draft, event: { ssid: string }): void {
  if (draft.state.sta === 'joining' && event.ssid === draft.state.trySsid) draft.state.associated = true;
}

function onLeft(draft: Draft, event: { ssid: string; reason: number }): void {
  const state = draft.state;
  if (event.reason === ASSOC_LEAVE || (event.ssid && event.ssid !== state.trySsid)) return;
  if (state.sta === 'joining') attemptFailed(draft, event.reason);
}

/** The port's callback brings the same news as its event, only without a number: wait a little for that. */
function onRefused(draft: Draft): void {
  const state = draft.state;
  if (state.sta === 'joining') state.attemptEndMs = Math.min(state.attemptEndMs, draft.sight.nowMs + PAUSE_MS);
}

function onClients(draft: Draft, event: { clients: number }): void {
  draft.state.clients = event.clients;
  if (!event.clients) draft.state.pausedMs = 0;
}

const handlers: { [type: string]: (draft: Draft, event: never) => void } = {
  settings: onSettings as never,
  trial: onTrial as never,
  ap_trial: onApTrial,
  connect: onConnect,
  disconnect: rest,
  scan: onScan,
  associated: onAssociated as never,
  left: onLeft as never,
  refused: onRefused,
  ap_up: apUp,
  ap_clients: onClients as never,
  scanned: onScanned,
};

function hasTarget(draft: Draft): boolean {
  const link = draft.sight.link;
  return !!link && link.ssid === draft.state.trySsid && link.ip !== '0.0.0.0';
}

function tryToJoin(draft: Draft): void {
  const state = draft.state;
  const now = draft.sight.nowMs;
  if (now < state.nextMs || state.scan === 'running' || state.ap === 'starting' || isPaused(draft)) return;
  if ((draft.sight.joinsAlone || state.alone) && state.ap !== 'down') {
    stopAp(draft);
    state.apHush = true;
    state.nextMs = now + PAUSE_MS;
    return;
  }
  state.pausedMs = 0;
  join(draft);
}

function settleStation(draft: Draft): void {
  const state = draft.state;
  const now = draft.sight.nowMs;
  if (state.sta === 'joining' && hasTarget(draft)) succeed(draft);
  else if (state.sta === 'joining' && now >= state.attemptEndMs) attemptFailed(draft, 0);
  else if (state.sta === 'online') {
    if (!hasTarget(draft)) lost(draft);
    else if (now >= state.beatMs) state.beatMs = now + HEARTBEAT_MS;
  } else if (state.sta === 'down' && draft.sight.link && now >= state.beatMs) {
    state.beatMs = now + HEARTBEAT_MS;
    draft.effects.push({ do: 'leave' });
  }
  if (state.sta === 'waiting') tryToJoin(draft);
}

export function wordOf(state: LinkState): StateWord {
  if (state.mode === 1) return 'ap';
  if (state.sta === 'online') return 'online';
  if (state.job === 'rest') return state.ssid ? 'idle' : 'unprovisioned';
  return state.job === 'keep' && state.backoffMs ? 'retrying' : 'connecting';
}

/** When the machine must be asked again at the latest; 0: only an event can change anything. */
export function wakeMs(state: LinkState, nowMs: number): number {
  const times: number[] = [];
  if (state.sta === 'waiting') times.push(Math.max(state.nextMs, nowMs + (state.nextMs <= nowMs ? POLL_MS : 1)));
  if (state.sta === 'joining') times.push(Math.min(state.attemptEndMs, nowMs + POLL_MS));
  if (state.sta === 'online') times.push(state.beatMs);
  if (state.ap === 'starting') times.push(state.apEndMs);
  if (state.scan === 'running') times.push(state.scanEndMs);
  if (state.ap === 'up' && state.apKeepMs > nowMs) times.push(state.apKeepMs);
  if (state.ap === 'down' && state.job === 'keep' && state.sta !== 'online') times.push(state.lostMs + FALLBACK_AP_MS);
  const ahead = times.filter((time) => time > nowMs);
  return ahead.length ? ahead.reduce((a, b) => Math.min(a, b)) : 0;
}

export interface Step {
  next: LinkState;
  effects: Effect[];
}

export function step(state: LinkState, event: LinkEvent, sight: Sight): Step {
  const draft: Draft = { state: Object.assign({}, state), effects: [], sight };
  const handler = handlers[event.type];
  if (handler) handler(draft, event as never);
  settleStation(draft);
  settleAp(draft);
  draft.state.word = wordOf(draft.state);
  if (draft.state.word !== state.word) draft.effects.push({ do: 'word' });
  return { next: draft.state, effects: draft.effects };
}
