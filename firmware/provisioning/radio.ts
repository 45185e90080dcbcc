// Owns the radio: feeds the link machine with events and time, and carries out what it asks for.

import type { Config } from '../config/schema.ts';
import type { Effect, LinkEvent, LinkInputs, Performers } from '../wifi/link/events.ts';
import { step } from '../wifi/link/step.ts';
import { wakeMs } from '../wifi/link/wake.ts';
import { showsAp, startAp } from './access-point.ts';
import { type ConnectionContext, committedOf } from './connection-context.ts';
import { emitState, online, rollBack, switched, worked } from './outcome.ts';
import { isDue, LOOK_MS } from './shortage.ts';
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
