// Endpoint prov-config: set, apply and status (NetworkConfigPayload, once WiFiConfigPayload). An apply is one trial.

import { PASSPHRASE_MAX, SSID_MAX } from '../../config/schema.ts';
import { isFault } from '../../lib/result.ts';
import type { Link } from '../../platform/ports.ts';
import { stationChanges } from '../../provisioning/auth-seen.ts';
import type { DeviceState } from '../../provisioning/state.ts';
import type { Device } from './device.ts';
import { bytesIn, type Fields, field, member, numberIn, readFields } from './protobuf.ts';
import { authMode } from './scan.ts';
import { packSession, unpackSession } from './session.ts';

const CMD_STATUS = 0;
const CMD_SET = 2;
const CMD_APPLY = 4;

/** protocomm's Status. */
export const SUCCESS = 0;
const INVALID_ARGUMENT = 4;
export const INTERNAL_ERROR = 5;

/** WifiStationState. */
const CONNECTED = 0;
const CONNECTING = 1;
const DISCONNECTED = 2;
const FAILED = 3;

/** WifiConnectFailedReason has only these two; other reasons are told as Disconnected, which every client takes for a failure. */
const FAIL_REASONS: { [reason: string]: number } = { wrong_password: 0, not_found: 1 };

const BSSID_BYTES = 6;

/** Checked as the reference does; what else is wrong shows when it is applied. The channel and BSSID are not used. */
function set(request: Fields, device: Device): number {
  const given = readFields(bytesIn(request, 12));
  if (!given) return INVALID_ARGUMENT;
  const ssid = bytesIn(given, 1);
  const psk = bytesIn(given, 2);
  if (!ssid || ssid.length > SSID_MAX || psk.length > PASSPHRASE_MAX) return INVALID_ARGUMENT;
  if (bytesIn(given, 3).length % BSSID_BYTES || bytesIn(given, 3).length > BSSID_BYTES) return INVALID_ARGUMENT;
  const now = unpackSession(device.state.espressif);
  device.state.espressif = packSession({ id: now.id, applied: now.applied, ssid, psk });
  return SUCCESS;
}

function apply(device: Device, done: (status: number) => void): void {
  const now = unpackSession(device.state.espressif);
  const ssid = now.ssid;
  if (!ssid) return done(INTERNAL_ERROR);
  device.state.espressif = packSession({ id: now.id, applied: ssid, ssid: '', psk: '' });
  const changes = stationChanges(ssid, now.psk, device.requests().networks());
  device.requests().change(changes, 'anonymous', (outcome) => {
    if (!isFault(outcome)) return done(SUCCESS);
    const isOurs = outcome.code.slice(0, 7) === 'storage' || outcome.code === 'internal';
    done(isOurs ? INTERNAL_ERROR : INVALID_ARGUMENT);
  });
}

/** The failure of the applied network; that of a kept one which is tried again and again is none. */
function failureOf(applied: string, state: DeviceState): string {
  const failed = state.failed;
  const isOwn = failed && failed.ssid === applied && (failed.rolled_back || state.link.ssid !== applied);
  return isOwn ? failed.reason : '';
}

function connected(applied: string, link: Link, device: Device): string {
  const auth = authMode(device.requests().networks(), applied);
  return (
    field(2, CONNECTED) + member(11, field(1, link.ip) + field(2, auth) + field(3, applied) + field(5, link.channel))
  );
}

/** The state and what belongs to it in the `oneof`. Before anything was applied: disconnected. */
function stateFields(applied: string, device: Device): string {
  const now = device.state.link;
  const reason = failureOf(applied, device.state);
  const code = FAIL_REASONS[reason];
  if (now.job === 'trial' && now.trySsid === applied) return field(2, CONNECTING) + member(11, '');
  if (code !== undefined) return field(2, FAILED) + member(10, code);
  if (reason || !applied) return field(2, DISCONNECTED);
  const link = now.sta === 'online' ? device.ports.link() : null;
  if (link && link.ssid === applied) return connected(applied, link, device);
  const isJoining = now.ssid === applied && (now.word === 'connecting' || now.word === 'retrying');
  return isJoining ? field(2, CONNECTING) + member(11, '') : field(2, DISCONNECTED);
}

export function config(body: string, device: Device, reply: (bytes: string) => void): void {
  const request = readFields(body);
  const msg = request ? numberIn(request, 1) : -1;
  if (!request || msg > CMD_APPLY || msg % 2) return reply('');
  const head = member(1, msg + 1);
  if (msg === CMD_STATUS) {
    const applied = unpackSession(device.state.espressif).applied;
    return reply(head + member(11, stateFields(applied, device)));
  }
  const answer = (status: number): void => reply(head + member(msg + 11, field(1, status)));
  if (msg === CMD_SET) answer(set(request, device));
  else apply(device, answer);
}
