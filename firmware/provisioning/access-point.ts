// The access point as the link machine wants it: its settings, whether it is there, and its start.

import { AUTH_OPEN, type Config } from '../config/schema.ts';
import type { ApSettings } from '../platform/ports.ts';
import { AP_START_MS, AP_TRUST_MS } from '../wifi/link/limits.ts';
import { apChannel, unpack } from '../wifi/scan-results.ts';
import type { ConnectionContext } from './connection-context.ts';

export function showsAp(connection: ConnectionContext, nowMs: number): boolean {
  const state = connection.state.link;
  if (state.ap !== 'starting' || nowMs < state.apEndMs - AP_START_MS + AP_TRUST_MS) return false;
  const ap = apSettings(connection);
  return !!ap && connection.radio.apName() === ap.ssid;
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

export function startAp(connection: ConnectionContext): void {
  const ap = apSettings(connection);
  // Making it may have failed.
  if (!ap) return connection.makeCode();
  connection.state.apChannel = ap.channel;
  connection.radio.startAp(ap);
}

/** The setup code has been made: an AP that waits for it may open. */
export function codeReady(connection: ConnectionContext): void {
  if (connection.state.link.ap === 'starting') startAp(connection);
}
