// `status` as data: the keys of docs/tcp.md, absent when they make no sense.

import type { Config } from '../config/schema.ts';
import { withoutSeen } from '../lib/near.ts';
import { signalOf, WEAK_ADVICE } from '../lib/signal.ts';
import type { Link } from '../platform/ports.ts';
import type { DeviceState } from './state.ts';

/** A new firmware has not been up for long enough. */
export const ON_TRIAL = 'trial';

export interface Status {
  [key: string]: string | number | boolean;
}

/** What is shown of, as the edge has read it. */
interface Facts {
  state: DeviceState;
  link: Link | null;
  /** Milliseconds until the window closes; 0: closed, -1: not by itself. */
  left: number;
  access: string;
  espruino: string;
  uptime_s: number;
  freeVars: number;
  minHeap: number;
  writesLeft: number;
  /** Exceptions in our own code since the start. */
  exceptions: number;
  /** `trial`: this firmware is new; else the version of a newer one that was left for it, or ''. */
  update: string;
  /** Of the embedder's app, in builds with one. */
  app?: string | undefined;
}

function addWindow(status: Status, left: number): void {
  status['window'] = left ? 'open' : 'closed';
  if (left > 0) status['window_s'] = Math.ceil(left / 1000);
}

/** Told to everyone: it names neither a network nor an address. */
function addSignal(status: Status, link: Link): void {
  // 0: the port does not know it.
  if (link.rssi) status['signal'] = signalOf(link.rssi);
  if (status['signal'] === 'weak') status['advice'] = WEAK_ADVICE;
}

function addStation(status: Status, facts: Facts): void {
  const state = facts.state.link;
  const idle = state.mode === 0 ? state.ssid : '';
  const ssid = state.sta === 'down' ? idle : state.trySsid;
  if (ssid) status['ssid'] = ssid;
  const link = state.sta === 'online' ? facts.link : null;
  if (!link) return;
  status['ip'] = link.ip;
  status['rssi'] = link.rssi;
  status['channel'] = link.channel;
}

/** While settings are tried nothing has failed yet, but attempts are counted. */
function addFailure(status: Status, facts: Facts, isMasked: boolean): void {
  const failed = facts.state.failed;
  const link = facts.state.link;
  if (!failed && link.word === 'connecting' && link.attempts) status['attempts'] = link.attempts;
  if (!failed) return;
  status['reason'] = failed.reason;
  status['message'] = isMasked ? withoutSeen(failed.message) : failed.message;
  status['attempts'] = failed.attempts;
  status['rolled_back'] = failed.rolled_back;
}

/** The AP follows the station's channel, whatever it was started on. */
function addAp(status: Status, facts: Facts): void {
  const state = facts.state;
  if (state.link.ap !== 'up') return;
  const config = JSON.parse(state.committed) as Config;
  const station = state.link.sta === 'online' ? facts.link : null;
  status['ap_ssid'] = config['AP.SSID'];
  status['ap_channel'] = station ? station.channel : state.apChannel;
}

function addUpdate(status: Status, update: string): void {
  if (!BUILD_UPDATE || !update) return;
  const isTrial = update === ON_TRIAL;
  status['update'] = isTrial ? ON_TRIAL : 'rolled_back';
  if (!isTrial) status['update_version'] = update;
}

/** A stranger before a closed window is not told what names a network or an address: `isMasked`. */
export function statusOf(facts: Facts, isMasked: boolean): Status {
  const state = facts.state;
  const status: Status = { state: state.link.word };
  addWindow(status, facts.left);
  status['mode'] = state.link.mode;
  status['saved'] = !state.unsaved && !state.trial;
  if (!isMasked) addStation(status, facts);
  if (state.link.sta === 'online' && facts.link) {
    if (BUILD_SIGNAL) addSignal(status, facts.link);
    status['online_s'] = facts.uptime_s - Math.floor(state.link.joinMs / 1000);
  }
  status['host'] = `${state.host}.local`;
  addFailure(status, facts, isMasked);
  if (!isMasked) addAp(status, facts);
  status['firmware'] = BUILD_VERSION;
  addUpdate(status, facts.update);
  status['espruino'] = facts.espruino;
  status['uptime_s'] = facts.uptime_s;
  status['free'] = facts.freeVars;
  status['lost'] = state.lost;
  status['min_heap'] = facts.minHeap;
  status['writes_left'] = facts.writesLeft;
  status['faults'] = facts.exceptions;
  status['access'] = facts.access;
  if (BUILD_AP_POLICY !== 'fallback') status['ap_policy'] = BUILD_AP_POLICY;
  if (facts.app) status['app'] = facts.app;
  return status;
}
