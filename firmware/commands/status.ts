// `status` and `scan` as data: the keys of contract section 3, absent when they make no sense.

import type { Link, Sighting } from '../ports.ts';
import type { Context } from './context.ts';

interface Status {
  [key: string]: string | number | boolean;
}

function addLink(status: Status, link: Link | null, isOnline: boolean, trySsid: string): void {
  if (trySsid) status['ssid'] = trySsid;
  if (!link || !isOnline) return;
  status['ip'] = link.ip;
  status['rssi'] = link.rssi;
  status['channel'] = link.channel;
}

function addFailure(status: Status, context: Context): void {
  const failed = context.device.facts().failed;
  if (!failed) return;
  status['reason'] = failed.reason;
  status['message'] = failed.message;
  status['attempts'] = failed.attempts;
  status['rolled_back'] = failed.rolled_back;
}

export function statusOf(context: Context): Status {
  const facts = context.device.facts();
  const config = context.device.config();
  const radio = facts.radio;
  const status: Status = { state: facts.state, window: 'open', mode: facts.link.mode };
  addLink(status, radio.link, facts.link.sta === 'online', facts.link.sta === 'down' ? '' : facts.link.trySsid);
  status['host'] = `${context.vitals.host}.local`;
  addFailure(status, context);
  if (facts.link.ap === 'up') {
    status['ap_ssid'] = config['AP.SSID'];
    status['ap_channel'] = radio.apChannel;
  }
  status['firmware'] = context.vitals.firmware;
  status['espruino'] = context.system.espruino;
  status['uptime_s'] = context.vitals.uptime_s();
  status['free'] = context.system.freeVars();
  status['min_heap'] = context.system.minHeap();
  status['writes_left'] = context.vitals.writesLeft();
  status['access'] = context.vitals.access;
  return status;
}

export interface ScanData {
  age_s: number;
  networks: Sighting[];
}

export function scanOf(context: Context): ScanData {
  return { age_s: context.device.scanAge_s(), networks: context.device.networks() };
}
