// `status` and `scan` as data: the keys of contract section 3, absent when they make no sense.

import type { Config } from '../config/schema.ts';
import type { Who } from '../device/window.ts';
import type { Sighting } from '../ports.ts';
import type { Context } from './context.ts';

export interface Status {
  [key: string]: string | number | boolean;
}

function addWindow(status: Status, left: number): void {
  status['window'] = left ? 'open' : 'closed';
  if (left > 0) status['window_s'] = Math.ceil(left / 1000);
}

function addStation(status: Status, context: Context): void {
  const state = context.kept.link;
  const idle = state.mode === 0 ? state.ssid : '';
  const ssid = state.sta === 'down' ? idle : state.trySsid;
  if (ssid) status['ssid'] = ssid;
  const link = state.sta === 'online' ? context.link() : null;
  if (!link) return;
  status['ip'] = link.ip;
  status['rssi'] = link.rssi;
  status['channel'] = link.channel;
}

/** While settings are tried nothing has failed yet, but attempts are counted. */
function addFailure(status: Status, context: Context): void {
  const failed = context.kept.failed;
  const link = context.kept.link;
  if (!failed && link.word === 'connecting' && link.attempts) status['attempts'] = link.attempts;
  if (!failed) return;
  status['reason'] = failed.reason;
  status['message'] = failed.message;
  status['attempts'] = failed.attempts;
  status['rolled_back'] = failed.rolled_back;
}

/** The AP follows the station's channel, whatever it was started on. */
function addAp(status: Status, context: Context): void {
  const kept = context.kept;
  if (kept.link.ap !== 'up') return;
  const config = JSON.parse(kept.committed) as Config;
  const station = kept.link.sta === 'online' ? context.link() : null;
  status['ap_ssid'] = config['AP.SSID'];
  status['ap_channel'] = station ? station.channel : kept.apChannel;
}

/** A stranger before a closed window is not told what names a network or an address. */
export function statusOf(context: Context, who: Who): Status {
  const link = context.kept.link;
  const status: Status = { state: link.word };
  addWindow(status, context.gate().left());
  status['mode'] = link.mode;
  const isMasked = context.refuse(who) !== undefined;
  if (!isMasked) addStation(status, context);
  status['host'] = `${context.host}.local`;
  addFailure(status, context);
  if (!isMasked) addAp(status, context);
  status['firmware'] = BUILD_VERSION;
  status['espruino'] = context.espruino;
  status['uptime_s'] = context.uptime_s();
  status['free'] = context.freeVars();
  status['min_heap'] = context.minHeap();
  status['writes_left'] = context.writesLeft();
  status['access'] = context.access;
  if (BUILD_APP && context.app) status['app'] = context.app();
  return status;
}

export interface ScanData {
  /** -1: nothing was scanned yet. */
  age_s: number;
  networks: Sighting[];
}

export function scanOf(context: Context): ScanData {
  const kept = context.kept;
  const age_s = kept.seenMs < 0 ? -1 : context.uptime_s() - Math.floor(kept.seenMs / 1000);
  return { age_s, networks: context.networks() };
}
