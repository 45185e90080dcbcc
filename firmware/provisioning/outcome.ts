// What follows from the link machine's results: commit, roll back, history, news.

import { withNetwork } from '../config/known.ts';
import type { Config } from '../config/schema.ts';
import { nearMiss } from '../lib/near.ts';
import { quote } from '../lib/quoting.ts';
import { signalOf, WEAK_ADVICE } from '../lib/signal.ts';
import type { Effect } from '../wifi/link/events.ts';
import { ATTEMPTS } from '../wifi/link/limits.ts';
import { type Reason, reasonOf, sentence } from '../wifi/reasons.ts';
import { unpack } from '../wifi/scan-results.ts';
import { type ConnectionContext, committedOf, type DeviceEvent } from './connection-context.ts';
import { remember } from './history.ts';

type FailedEffect = Effect & { do: 'failed' };

function note(connection: ConnectionContext, ssid: string, reason: string): void {
  const at_s = Math.floor(connection.clock.nowMs() / 1000);
  connection.state.attempts = remember(connection.state.attempts, { at_s, ssid, ok: !reason, reason });
}

export function emitState(connection: ConnectionContext): void {
  const link = connection.state.link;
  const event: DeviceEvent = { event: 'state', state: link.word };
  if (link.sta !== 'down' && link.trySsid) event.ssid = link.trySsid;
  const now = connection.radio.link();
  if (link.word === 'online' && now) {
    event.ip = now.ip;
    if (BUILD_SIGNAL && now.rssi && signalOf(now.rssi) === 'weak') event.advice = WEAK_ADVICE;
  }
  connection.emit(event);
}

/** A trial, of station or AP, has worked: it is the config from now on. */
export function worked(connection: ConnectionContext): void {
  const state = connection.state;
  if (!state.trial) return;
  const config = JSON.parse(state.trial) as Config;
  if (config.mode === 0) state.worked = true;
  // What may fail comes first: then it is done once more, see provisioning/radio.ts.
  const wrong = config.save_config ? connection.keep(config, false) : undefined;
  if (config.save_config) connection.markTrial('');
  else if (BUILD_KNOWN) connection.countOthers(config['STA.SSID']);
  state.committed = state.trial;
  state.unsaved = !config.save_config || !!wrong;
  state.trial = '';
  state.failed = undefined;
  if (config.mode === 0) note(connection, config['STA.SSID'], '');
  try {
    connection.changed();
  } finally {
    if (config.save_config)
      connection.emit(wrong ? { event: 'error', code: wrong.code, message: wrong.message } : { event: 'saved' });
  }
}

function keepCommitted(connection: ConnectionContext): void {
  const config = committedOf(connection);
  const wrong = config.save_config ? connection.keep(config, false) : undefined;
  connection.state.unsaved = !config.save_config || !!wrong;
  if (wrong) connection.emit({ event: 'error', code: wrong.code, message: wrong.message });
}

/** With auto 0 a network is stored untried: it has worked now. */
function firstTime(connection: ConnectionContext): void {
  connection.state.worked = true;
  connection.changed();
  // One whose network was put in at flashing never had its access point up, which sees to the code elsewhere.
  connection.makeCode();
  keepCommitted(connection);
}

export function online(connection: ConnectionContext): void {
  // Keep the result of a trial that was rolled back: its client may read it only now.
  if (!connection.state.failed?.rolled_back) connection.state.failed = undefined;
  note(connection, connection.state.link.ssid, '');
  if (!connection.state.worked) firstTime(connection);
}

/** Another known network has been joined: it is that of the config from now on. False: it was forgotten meanwhile. */
export function switched(connection: ConnectionContext): boolean {
  const state = connection.state;
  const ssid = state.link.ssid;
  const config = committedOf(connection);
  const known = connection.others(config['STA.SSID']).filter((one) => one.ssid === ssid)[0];
  if (!known) return false;
  state.committed = JSON.stringify(withNetwork(config, known));
  const link = connection.radio.link();
  state.savedChannel = link ? link.channel : 0;
  const had = state.worked;
  online(connection);
  if (had) keepCommitted(connection);
  return true;
}

function namesOf(connection: ConnectionContext): string[] {
  return unpack(connection.state.scanResults).map((row) => row.ssid);
}

function emitFailed(
  connection: ConnectionContext,
  reason: Reason,
  ssid: string,
  attempts: number,
  rolled_back: boolean,
): void {
  const near = reason === 'not_found' ? nearMiss(ssid, namesOf(connection), quote) : '';
  const failure = { reason, message: sentence(reason) + near, ssid, attempts, rolled_back };
  connection.state.failed = failure;
  if (ssid) note(connection, ssid, reason);
  connection.emit(Object.assign({ event: 'failed' as const }, failure));
}

/** Of a trial: what was committed is the config again, before the machine's next effect. */
export function rollBack(connection: ConnectionContext, effect: FailedEffect): void {
  const row = unpack(connection.state.scanResults).filter((one) => one.ssid === effect.ssid)[0];
  const reason = reasonOf(Object.assign({ portRetries: connection.quirks.portRetries }, effect), row);
  const config = committedOf(connection);
  const isTrial = effect.job === 'trial';
  const hasBack = config.mode === 1 || config['STA.SSID'] !== '';
  if (isTrial) {
    connection.state.trial = '';
    connection.markTrial('');
  }
  const last = connection.state.failed;
  const isFirst = effect.attempts === (connection.quirks.portRetries ? ATTEMPTS : 1);
  // A kept network is missed again and again: told once, counted after that.
  if (effect.job === 'known' && last && last.rolled_back && !isFirst) return;
  if (effect.job === 'known' && last && last.reason === reason && last.ssid === effect.ssid)
    last.attempts = effect.attempts;
  else emitFailed(connection, reason, effect.ssid, effect.attempts, isTrial && hasBack);
  // Keep the result of a trial for clients that ask later.
  if (effect.job === 'known' && last && last.rolled_back) connection.state.failed = last;
}

/** A newer request stops the trial that is under way. */
export function cancelTrial(connection: ConnectionContext): void {
  if (!connection.state.trial) return;
  const config = JSON.parse(connection.state.trial) as Config;
  connection.state.trial = '';
  connection.markTrial('');
  if (config.mode === 0) emitFailed(connection, 'cancelled', config['STA.SSID'], connection.state.link.attempts, false);
}
