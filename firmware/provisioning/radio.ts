// Owns the radio: feeds the link machine with events and time, and carries out what it asks for.

import { AUTH_OPEN, type Config } from '../config/schema.ts';
import type { Fault } from '../lib/result.ts';
import type { ApSettings, RadioEvent, ScanResult } from '../platform/ports.ts';
import {
  AP_START_MS,
  AP_TRUST_MS,
  type Effect,
  type LinkEvent,
  type LinkInputs,
  type LinkState,
  type Performers,
  POLL_MS,
  SILENT_MS,
} from '../wifi/link/state.ts';
import { step, wakeMs } from '../wifi/link/step.ts';
import { apChannel, digest, pack, unpack } from '../wifi/scan-results.ts';
import { committedOf, type Engine } from './engine.ts';
import { emitState, online, rollBack, worked } from './outcome.ts';
import { count, isDue, LOOK_MS } from './shortage.ts';
import type { Kept } from './state.ts';
import { wantsAp } from './window.ts';

/**
 * The port tells of a link that was left some 4 ms later, by an event that takes variables from the interpreter's list
 * without a lock: nothing else is done meanwhile. Seen on the chip's firmware: `out of memory` in the middle of plenty.
 */
export const AFTER_LEAVING_MS = 30;

function linkInputs(engine: Engine): LinkInputs {
  const kept = engine.kept;
  const state = kept.link;
  const link = engine.radio.link();
  if (link && link.ssid === state.ssid && link.channel) kept.keptChannel = link.channel;
  const nowMs = engine.clock.nowMs();
  const isOver = state.sta === 'joining' && nowMs >= state.staDeadlineMs;
  const isAssociated = isOver && engine.radio.associated() === state.trySsid;
  const view = { nowMs, link, isAssociated, showsAp: showsAp(engine, nowMs), wantsAp: wantsAp(kept, nowMs) };
  return Object.assign(view, engine.quirks);
}

function showsAp(engine: Engine, nowMs: number): boolean {
  const state = engine.kept.link;
  if (state.ap !== 'starting' || nowMs < state.apEndMs - AP_START_MS + AP_TRUST_MS) return false;
  const ap = apSettings(engine);
  return !!ap && engine.radio.apName() === ap.ssid;
}

/** Where the kept network is heard: its router may have moved while it was away. */
function noteChannel(kept: Kept, networks: ScanResult[]): void {
  const heard = networks.filter((row) => row.ssid === kept.link.ssid && row.ssid !== '')[0];
  if (heard && heard.channel >= 1 && heard.channel <= 13) kept.keptChannel = heard.channel;
}

/** Undefined while the AP needs a setup code and there is none yet. */
function apSettings(engine: Engine): ApSettings | undefined {
  const kept = engine.kept;
  // A station's trial never touches the AP: the phone that reads its result is on it.
  const config = JSON.parse(kept.link.apTrial ? kept.trial : kept.committed) as Config;
  const isOpen = config['AP.auth'] === AUTH_OPEN;
  const psk = isOpen ? '' : config['AP.PWD'] || kept.code;
  if (!isOpen && !psk) return undefined;
  const known = kept.link.ssid ? kept.keptChannel : 0;
  const channel = config.mode === 1 ? config['AP.ch'] : apChannel(unpack(kept.scanResults), known, config['AP.ch']);
  return { ssid: config['AP.SSID'], psk, channel, auth: config['AP.auth'] };
}

function startAp(engine: Engine): void {
  const ap = apSettings(engine);
  // Making it may have failed.
  if (!ap) return engine.makeCode();
  engine.kept.apChannel = ap.channel;
  engine.radio.startAp(ap);
}

/** The link machine's kept network is that of the config. */
export function settle(engine: Engine): void {
  const config = committedOf(engine);
  const network = { mode: config.mode, auto: config['STA.auto'], ssid: config['STA.SSID'], psk: config['STA.PWD'] };
  send(engine, Object.assign({ type: 'settings' as const }, network));
}

/** Flash is written after the reply, before the first attempt; what is not to be kept leaves no mark either. */
function join(engine: Engine, effect: { ssid: string; psk: string }): void {
  const link = engine.kept.link;
  const isFirst = link.job === 'trial' && link.attempts === 1;
  const trial = engine.kept.trial;
  if (isFirst && trial && (JSON.parse(trial) as Config).save_config) engine.markTrial(effect.ssid);
  engine.radio.join(effect.ssid, effect.psk);
}

const performers: Performers<Engine> = {
  join,
  leave: (engine) => engine.radio.leave(),
  start_ap: startAp,
  stop_ap: (engine) => engine.radio.stopAp(),
  scan(engine) {
    engine.radio.scan();
    engine.makeCode();
  },
  worked,
  online,
  word: emitState,
  failed: rollBack,
  restart: (engine) => engine.restart(),
};

function perform(engine: Engine, effect: Effect): void {
  engine.log(2, effect.do);
  // The table has a performer for each effect; that they fit is seen where it is made.
  (performers[effect.do] as (engine: Engine, effect: Effect) => void)(engine, effect);
}

/** What the port does. The rest is our own. */
const RADIO = ['join', 'leave', 'start_ap', 'stop_ap', 'scan', 'restart'];

/** Once more after an exception, since the machine takes it for done. The effects after it come later all the same. */
function turnFor(engine: Engine, effect: Effect): void {
  const act = (): void => perform(engine, effect);
  engine.clock.turn(act, act);
}

/** The state changes at once. What the machine asks for is done in turns, in its order: an effect may lead far down. */
/* @hot */
function take(engine: Engine, event: LinkEvent): void {
  const wasUp = engine.kept.link.ap === 'up';
  const next = step(engine.kept.link, event, linkInputs(engine));
  engine.kept.link = next.next;
  if (!wasUp && next.next.ap === 'up') engine.radio.placeAp();
  engine.log(1, `${event.type}: ${next.next.job} ${next.next.sta}, AP ${next.next.ap}`);
  // What has become of an attempt is known before its link is left: a client may ask in between.
  next.effects.filter((effect) => RADIO.indexOf(effect.do) < 0).forEach((effect) => turnFor(engine, effect));
  let delayMs = 0;
  next.effects
    .filter((effect) => RADIO.indexOf(effect.do) >= 0)
    .forEach((effect) => {
      if (delayMs) engine.clock.after(delayMs, () => turnFor(engine, effect));
      else turnFor(engine, effect);
      if (effect.do === 'leave') delayMs = AFTER_LEAVING_MS;
    });
}

/** A machine that rests is asked again all the same while memory has to be looked at. */
function nextLook(kept: Kept, nowMs: number): number {
  const wake = wakeMs(kept.link, nowMs);
  if (!isDue(kept)) return wake;
  const look = nowMs + LOOK_MS;
  return wake && wake < look ? wake : look;
}

/** An exception (a bug) must not strand the radio. */
export function send(engine: Engine, event: LinkEvent): void {
  try {
    take(engine, event);
  } finally {
    engine.wakeAt(nextLook(engine.kept, engine.clock.nowMs()));
  }
}

/** The setup code has been made: an AP that waits for it may open. */
export function codeReady(engine: Engine): void {
  if (engine.kept.link.ap === 'starting') startAp(engine);
}

function answerScanners(engine: Engine): void {
  const waiting = engine.scanWaiters;
  engine.scanWaiters = [];
  waiting.forEach((answer) => answer());
}

export function onRadio(engine: Engine, event: RadioEvent): void {
  count(engine.kept, event);
  if (event.type === 'ap_client')
    return send(engine, { type: 'ap_clients', clients: Math.max(0, engine.kept.link.clients + event.step) });
  if (event.type !== 'scanned') {
    send(engine, event);
    if (event.type === 'joined' && engine.quirks.holdsEvents) engine.radio.letPortRun();
    return;
  }
  engine.kept.scanResults = pack(digest(event.networks));
  noteChannel(engine.kept, event.networks);
  engine.kept.scannedMs = engine.clock.nowMs();
  send(engine, { type: 'scanned', ssids: event.networks.map((row) => row.ssid) });
  answerScanners(engine);
}

/** Once in an attempt: polls come every POLL_MS. */
function isSilent(state: LinkState, nowMs: number): boolean {
  const sinceMs = nowMs - state.joinMs - SILENT_MS;
  return state.sta === 'joining' && sinceMs >= 0 && sinceMs < POLL_MS;
}

export function tick(engine: Engine): void {
  if (engine.quirks.holdsEvents && isSilent(engine.kept.link, engine.clock.nowMs())) engine.radio.letPortRun();
  send(engine, { type: 'tick' });
}

/** A scan is answered by then, with what is known. */
export const SCAN_REPLY_MS = 10_000;

/**
 * `done` is called once: with fresh results, or with those at hand when the radio is busy or does not answer. What it
 * throws is told to `failed`.
 */
export function scan(engine: Engine, done: () => void, failed: (fault: Fault) => void): void {
  const link = engine.kept.link;
  const isBusy = link.sta === 'joining' || (link.sta === 'waiting' && link.job !== 'known');
  if (isBusy || link.scan === 'lost') return engine.clock.turn(done, failed);
  const slot = { timer: 0 };
  function answer(): void {
    engine.clock.disarm(slot);
    engine.scanWaiters = engine.scanWaiters.filter((one) => one !== answer);
    engine.clock.turn(done, failed);
  }
  engine.clock.arm(slot, SCAN_REPLY_MS, answer);
  engine.scanWaiters.push(answer);
  send(engine, { type: 'scan' });
}
