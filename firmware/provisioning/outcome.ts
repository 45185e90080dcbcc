// What follows from the link machine's results: commit, roll back, history, news.

import type { Config } from '../config/schema.ts';
import { nearMiss } from '../lib/near.ts';
import { quote } from '../lib/quoting.ts';
import { ATTEMPTS, type Effect } from '../wifi/link/state.ts';
import { type Reason, reasonOf, sentence } from '../wifi/reasons.ts';
import { unpack } from '../wifi/scan-results.ts';
import { committedOf, type DeviceEvent, type Engine } from './engine.ts';
import { remember } from './history.ts';

export type FailedEffect = Effect & { do: 'failed' };

export function note(engine: Engine, ssid: string, reason: string): void {
  const at_s = Math.floor(engine.clock.nowMs() / 1000);
  engine.kept.attempts = remember(engine.kept.attempts, { at_s, ssid, ok: !reason, reason });
}

export function emitState(engine: Engine): void {
  const link = engine.kept.link;
  const event: DeviceEvent = { event: 'state', state: link.word };
  if (link.sta !== 'down' && link.trySsid) event.ssid = link.trySsid;
  const now = engine.radio.link();
  if (link.word === 'online' && now) event.ip = now.ip;
  engine.emit(event);
}

/** A trial, of station or AP, has worked: it is the config from now on. */
export function worked(engine: Engine): void {
  const kept = engine.kept;
  if (!kept.trial) return;
  const config = JSON.parse(kept.trial) as Config;
  if (config.mode === 0) kept.worked = true;
  // What may fail comes first: then it is done once more, see provisioning/radio.ts.
  const wrong = config.save_config ? engine.keep(config) : undefined;
  if (config.save_config) engine.markTrial('');
  kept.committed = kept.trial;
  kept.unsaved = !config.save_config || !!wrong;
  kept.trial = '';
  kept.failed = undefined;
  if (config.mode === 0) note(engine, config['STA.SSID'], '');
  try {
    engine.settled();
  } finally {
    if (config.save_config)
      engine.emit(wrong ? { event: 'error', code: wrong.code, message: wrong.message } : { event: 'saved' });
  }
}

/** With auto 0 a network is stored untried: it has worked now. */
function firstTime(engine: Engine): void {
  engine.kept.worked = true;
  engine.settled();
  // One whose network was put in at flashing never had its access point up, which sees to the code elsewhere.
  engine.makeCode();
  const config = committedOf(engine);
  const wrong = config.save_config ? engine.keep(config) : undefined;
  engine.kept.unsaved = !config.save_config || !!wrong;
  if (wrong) engine.emit({ event: 'error', code: wrong.code, message: wrong.message });
}

export function online(engine: Engine): void {
  // Keep the result of a trial that was rolled back: its client may read it only now.
  if (!engine.kept.failed?.rolled_back) engine.kept.failed = undefined;
  note(engine, engine.kept.link.ssid, '');
  if (!engine.kept.worked) firstTime(engine);
}

function namesOf(engine: Engine): string[] {
  return unpack(engine.kept.scanResults).map((row) => row.ssid);
}

function emitFailed(engine: Engine, reason: Reason, ssid: string, attempts: number, rolled_back: boolean): void {
  const near = reason === 'not_found' ? nearMiss(ssid, namesOf(engine), quote) : '';
  const failure = { reason, message: sentence(reason) + near, ssid, attempts, rolled_back };
  engine.kept.failed = failure;
  if (ssid) note(engine, ssid, reason);
  engine.emit(Object.assign({ event: 'failed' as const }, failure));
}

/** Of a trial: what was committed is the config again, before the machine's next effect. */
export function rollBack(engine: Engine, effect: FailedEffect): void {
  const row = unpack(engine.kept.scanResults).filter((one) => one.ssid === effect.ssid)[0];
  const reason = reasonOf(Object.assign({ portRetries: engine.quirks.portRetries }, effect), row);
  const config = committedOf(engine);
  const isTrial = effect.job === 'trial';
  const hasBack = config.mode === 1 || config['STA.SSID'] !== '';
  if (isTrial) {
    engine.kept.trial = '';
    engine.markTrial('');
  }
  const last = engine.kept.failed;
  const isFirst = effect.attempts === (engine.quirks.portRetries ? ATTEMPTS : 1);
  // A kept network is missed again and again: told once, counted after that.
  if (effect.job === 'known' && last && last.rolled_back && !isFirst) return;
  if (effect.job === 'known' && last && last.reason === reason && last.ssid === effect.ssid)
    last.attempts = effect.attempts;
  else emitFailed(engine, reason, effect.ssid, effect.attempts, isTrial && hasBack);
  // Keep the result of a trial for clients that ask later.
  if (effect.job === 'known' && last && last.rolled_back) engine.kept.failed = last;
}

/** A newer request stops the trial that is under way. */
export function cancelTrial(engine: Engine): void {
  if (!engine.kept.trial) return;
  const config = JSON.parse(engine.kept.trial) as Config;
  engine.kept.trial = '';
  engine.markTrial('');
  if (config.mode === 0) emitFailed(engine, 'cancelled', config['STA.SSID'], engine.kept.link.attempts, false);
}
