// Owns the radio: feeds the link machine with events and time, and carries out what it asks for.

import { AUTH_OPEN, type Config } from '../config/schema.ts';
import type { Fault } from '../lib/result.ts';
import type { ApSettings, RadioEvent, ScanResult } from '../platform/ports.ts';
import type { Effect, LinkEvent, LinkInputs, Performers } from '../wifi/link/events.ts';
import { AP_START_MS, AP_TRUST_MS, POLL_MS, SILENT_MS } from '../wifi/link/limits.ts';
import type { LinkState } from '../wifi/link/state.ts';
import { step } from '../wifi/link/step.ts';
import { wakeMs } from '../wifi/link/wake.ts';
import { apChannel, digest, pack, strongestFirst, unpack } from '../wifi/scan-results.ts';
import { type ConnectionContext, committedOf } from './connection-context.ts';
import { emitState, online, rollBack, switched, worked } from './outcome.ts';
import { count, isDue, LOOK_MS } from './shortage.ts';
import type { DeviceState } from './state.ts';
import { wantsAp } from './window.ts';

/**
 * The port tells of a link that was left some 4 ms later, by an event that takes variables from the interpreter's list
 * without a lock: nothing else is done meanwhile. Seen on the chip's firmware: `out of memory` in the middle of plenty.
 */
const AFTER_LEAVING_MS = 30;

function linkInputs(connection: ConnectionContext): LinkInputs {
  const state = connection.state;
  const machine = state.link;
  const link = connection.radio.link();
  if (link && link.ssid === machine.ssid && link.channel) state.savedChannel = link.channel;
  const nowMs = connection.clock.nowMs();
  const isOver = machine.sta === 'joining' && nowMs >= machine.staDeadlineMs;
  const isAssociated = isOver && connection.radio.associated() === machine.trySsid;
  const lastReason = link || machine.sta === 'down' ? 0 : connection.radio.lastReason();
  const view = {
    nowMs,
    link,
    isAssociated,
    lastReason,
    showsAp: showsAp(connection, nowMs),
    wantsAp: wantsAp(state, nowMs),
  };
  const inputs: LinkInputs = Object.assign(view, connection.quirks);
  if (BUILD_AP_POLICY === 'asked') inputs.apByHandOnly = state.worked;
  if (BUILD_AP_POLICY === 'never') inputs.apByHandOnly = true;
  return inputs;
}

function showsAp(connection: ConnectionContext, nowMs: number): boolean {
  const state = connection.state.link;
  if (state.ap !== 'starting' || nowMs < state.apEndMs - AP_START_MS + AP_TRUST_MS) return false;
  const ap = apSettings(connection);
  return !!ap && connection.radio.apName() === ap.ssid;
}

/** Where the kept network is heard: its router may have moved while it was away. */
function noteChannel(state: DeviceState, networks: ScanResult[]): void {
  const heard = networks.filter((row) => row.ssid === state.link.ssid && row.ssid !== '')[0];
  if (heard && heard.channel >= 1 && heard.channel <= 13) state.savedChannel = heard.channel;
}

/** Undefined while the AP needs a setup code and there is none yet. */
function apSettings(connection: ConnectionContext): ApSettings | undefined {
  const state = connection.state;
  // A station's trial never touches the AP: the phone that reads its result is on it.
  const config = JSON.parse(state.link.apTrial ? state.trial : state.committed) as Config;
  const isOpen = config['AP.auth'] === AUTH_OPEN;
  const psk = isOpen ? '' : config['AP.PWD'] || state.code;
  if (!isOpen && !psk) return undefined;
  const known = state.link.ssid ? state.savedChannel : 0;
  const channel = config.mode === 1 ? config['AP.ch'] : apChannel(unpack(state.scanResults), known, config['AP.ch']);
  return { ssid: config['AP.SSID'], psk, channel, auth: config['AP.auth'] };
}

function startAp(connection: ConnectionContext): void {
  const ap = apSettings(connection);
  // Making it may have failed.
  if (!ap) return connection.makeCode();
  connection.state.apChannel = ap.channel;
  connection.radio.startAp(ap);
}

/** The link machine's kept network is that of the config. */
export function followConfig(connection: ConnectionContext): void {
  const config = committedOf(connection);
  const network = { mode: config.mode, auto: config['STA.auto'], ssid: config['STA.SSID'], psk: config['STA.PWD'] };
  send(connection, Object.assign({ type: 'settings' as const }, network));
}

/** Flash is written after the reply, before the first attempt; what is not to be kept leaves no mark either. */
function join(connection: ConnectionContext, effect: { ssid: string; psk: string }): void {
  const link = connection.state.link;
  const isFirst = link.job === 'trial' && link.attempts === 1;
  const trial = connection.state.trial;
  if (isFirst && trial && (JSON.parse(trial) as Config).save_config) connection.markTrial(effect.ssid);
  connection.radio.join(effect.ssid, effect.psk);
}

/** A network that was forgotten while it was joined is left again. */
function takeOver(connection: ConnectionContext): void {
  if (BUILD_KNOWN && !switched(connection)) followConfig(connection);
}

function recall(connection: ConnectionContext): void {
  if (!BUILD_KNOWN) return;
  const known = connection.others(connection.state.link.ssid).map((one) => ({ ssid: one.ssid, psk: one.psk }));
  send(connection, { type: 'recalled', known });
}

const performers: Performers<ConnectionContext> = {
  join,
  leave: (connection) => connection.radio.leave(),
  start_ap: startAp,
  stop_ap: (connection) => connection.radio.stopAp(),
  scan(connection) {
    connection.radio.scan();
    connection.makeCode();
  },
  worked,
  online,
  switched: takeOver,
  recall,
  word: emitState,
  failed: rollBack,
  restart: (connection) => connection.restart(),
};

function perform(connection: ConnectionContext, effect: Effect): void {
  connection.log(2, effect.do);
  // The table has a performer for each effect; that they fit is seen where it is made.
  (performers[effect.do] as (connection: ConnectionContext, effect: Effect) => void)(connection, effect);
}

/** What the port does. The rest is our own. */
const RADIO = ['join', 'leave', 'start_ap', 'stop_ap', 'scan', 'restart'];

/** Once more after an exception, since the machine takes it for done. The effects after it come later all the same. */
function turnFor(connection: ConnectionContext, effect: Effect): void {
  const act = (): void => perform(connection, effect);
  connection.clock.turn(act, act);
}

/** The state changes at once. What the machine asks for is done in turns, in its order: an effect may lead far down. */
/* @hot */
function take(connection: ConnectionContext, event: LinkEvent): void {
  const wasUp = connection.state.link.ap === 'up';
  const next = step(connection.state.link, event, linkInputs(connection));
  connection.state.link = next.next;
  if (!wasUp && next.next.ap === 'up') connection.radio.placeAp();
  connection.log(1, `${event.type}: ${next.next.job} ${next.next.sta}, AP ${next.next.ap}`);
  // What has become of an attempt is known before its link is left: a client may ask in between.
  next.effects.filter((effect) => RADIO.indexOf(effect.do) < 0).forEach((effect) => turnFor(connection, effect));
  let delayMs = 0;
  next.effects
    .filter((effect) => RADIO.indexOf(effect.do) >= 0)
    .forEach((effect) => {
      if (delayMs) connection.clock.after(delayMs, () => turnFor(connection, effect));
      else turnFor(connection, effect);
      if (effect.do === 'leave') delayMs = AFTER_LEAVING_MS;
    });
}

/** A machine that rests is asked again all the same while memory has to be looked at. */
function nextLook(state: DeviceState, nowMs: number): number {
  const wake = wakeMs(state.link, nowMs);
  if (!isDue(state)) return wake;
  const look = nowMs + LOOK_MS;
  return wake && wake < look ? wake : look;
}

/** An exception (a bug) must not strand the radio. */
export function send(connection: ConnectionContext, event: LinkEvent): void {
  try {
    take(connection, event);
  } finally {
    connection.wakeAt(nextLook(connection.state, connection.clock.nowMs()));
  }
}

/** The setup code has been made: an AP that waits for it may open. */
export function codeReady(connection: ConnectionContext): void {
  if (connection.state.link.ap === 'starting') startAp(connection);
}

function answerScanners(connection: ConnectionContext): void {
  const waiting = connection.scanWaiters;
  connection.scanWaiters = [];
  waiting.forEach((answer) => answer());
}

export function onRadio(connection: ConnectionContext, event: RadioEvent): void {
  count(connection.state, event);
  if (event.type === 'ap_client')
    return send(connection, { type: 'ap_clients', clients: Math.max(0, connection.state.link.clients + event.step) });
  if (event.type !== 'scanned') {
    send(connection, event);
    if (event.type === 'joined' && connection.quirks.holdsEvents) connection.radio.letPortRun();
    return;
  }
  const networks = strongestFirst(event.networks);
  connection.state.scanResults = pack(digest(networks));
  noteChannel(connection.state, networks);
  connection.state.scannedMs = connection.clock.nowMs();
  send(connection, { type: 'scanned', ssids: networks.map((row) => row.ssid) });
  answerScanners(connection);
}

/** Once in an attempt: polls come every POLL_MS. */
function isSilent(state: LinkState, nowMs: number): boolean {
  const sinceMs = nowMs - state.joinMs - SILENT_MS;
  return state.sta === 'joining' && sinceMs >= 0 && sinceMs < POLL_MS;
}

export function tick(connection: ConnectionContext): void {
  if (connection.quirks.holdsEvents && isSilent(connection.state.link, connection.clock.nowMs()))
    connection.radio.letPortRun();
  send(connection, { type: 'tick' });
}

/** A scan is answered by then, with what is known. */
export const SCAN_REPLY_MS = 10_000;

/**
 * `done` is called once: with fresh results, or with those at hand when the radio is busy or does not answer. What it
 * throws is told to `failed`.
 */
export function scan(connection: ConnectionContext, done: () => void, failed: (fault: Fault) => void): void {
  const link = connection.state.link;
  const isBusy = link.sta === 'joining' || (link.sta === 'waiting' && link.job !== 'known');
  if (isBusy || link.scan === 'lost') return connection.clock.turn(done, failed);
  const slot = { timer: 0 };
  function answer(): void {
    connection.clock.disarm(slot);
    connection.scanWaiters = connection.scanWaiters.filter((one) => one !== answer);
    connection.clock.turn(done, failed);
  }
  connection.clock.arm(slot, SCAN_REPLY_MS, answer);
  connection.scanWaiters.push(answer);
  send(connection, { type: 'scan' });
}
