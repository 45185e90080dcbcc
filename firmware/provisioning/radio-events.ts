// What the radio tells, and what time tells of it, on their way to the link machine.

import type { RadioEvent, ScanResult } from '../platform/ports.ts';
import { POLL_MS, SILENT_MS } from '../wifi/link/limits.ts';
import type { LinkState } from '../wifi/link/state.ts';
import { digest, pack, strongestFirst } from '../wifi/scan-results.ts';
import type { ConnectionContext } from './connection-context.ts';
import { send } from './radio.ts';
import { answerScanners } from './scan-waiters.ts';
import { count } from './shortage.ts';
import type { DeviceState } from './state.ts';

/** Where the kept network is heard: its router may have moved while it was away. */
function noteChannel(state: DeviceState, networks: ScanResult[]): void {
  const heard = networks.filter((row) => row.ssid === state.link.ssid && row.ssid !== '')[0];
  if (heard && heard.channel >= 1 && heard.channel <= 13) state.savedChannel = heard.channel;
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
