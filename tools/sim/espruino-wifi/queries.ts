// The asking methods of the Wifi module. Their answers are made anew at each call; callbacks are queued.

import { hasNoWord } from '../radio/access-points.ts';
import { callbackArg, isPlainObject, objectArg } from './args.ts';
import { modeOf } from './driver-state.ts';
import type { Port } from './port-state.ts';
import { MAX_AP_CLIENTS, reasonText } from './rules.ts';
import { AP_MAC, gatewayOf, NETMASK, NO_IP, STA_MAC } from './types.ts';

type Row = Record<string, unknown>;

const authWord = (auth: string): string => (hasNoWord(auth) ? 'unknown' : auth);

/** The port believes itself connected for as long as its retries are silent, whatever the driver has. */
export function status(port: Port): Row {
  const { driver } = port;
  const idle = port.rules.stopsWhenIdle && !driver.apUp && !port.believesConnected;
  const tail = { mode: idle ? 'NULL' : modeOf(driver), powersave: 'modem' };
  if (driver.attempt !== null || (port.believesConnected && !driver.attached)) warnOfNoAp(port);
  if (!port.believesConnected) return { station: reasonText(port.lastReason), ...tail };
  const point = driver.attached?.point;
  return {
    station: 'connected',
    ssid: point?.ssid ?? '',
    bssid: point?.bssid ?? '00:00:00:00:00:00',
    channel: point?.channel ?? 0,
    rssi: point?.rssi ?? 0,
    htMode: 'HT20',
    authMode: authWord(point?.auth ?? 'open'),
    ...tail,
  };
}

/** Seen at each call while the station joins; read: the port asks the driver for its network though it has none. */
function warnOfNoAp({ host }: Port): void {
  host.print?.(`W (${Math.round(host.now())}) wifi:Haven't to connect to a suitable AP now!\r\n`);
}

export function details(port: Port, callback: unknown): Row {
  const onDone = callbackArg(port.host, callback, true);
  const { ssid, password } = port.driver.staConfig;
  const authMode = authWord(port.driver.attached?.point.auth ?? 'open');
  const info = port.believesConnected
    ? { ssid, password, status: 'connected', authMode }
    : { status: reasonText(port.lastReason) };
  if (onDone) port.host.call(onDone, [info]);
  return info;
}

/** Shows the password, as the port does. */
export function apDetails(port: Port, callback: unknown): Row {
  const onDone = callbackArg(port.host, callback, true);
  const { ssid, password, authMode } = port.driver.apConfig;
  const info = { authMode, hidden: false, maxConn: MAX_AP_CLIENTS, ssid, password };
  if (onDone) port.host.call(onDone, [info]);
  return info;
}

export function ipInfo(port: Port, callback: unknown): Row {
  const ip = port.driver.staIp;
  const info = ip
    ? { ip, netmask: NETMASK, gw: gatewayOf(ip), mac: STA_MAC }
    : { ip: NO_IP, netmask: NO_IP, gw: NO_IP, mac: STA_MAC };
  return answer(port, callback, info);
}

export function apIpInfo(port: Port, callback: unknown): Row {
  return answer(port, callback, { ip: port.apIp, netmask: NETMASK, gw: port.apIp, mac: AP_MAC });
}

function answer(port: Port, callback: unknown, info: Row): Row {
  const onDone = callbackArg(port.host, callback, true);
  if (onDone) port.host.call(onDone, [null, info]);
  return info;
}

/** Works, but the callback's argument is upside down and a missing callback throws after all is done. */
export function setApIp(port: Port, settings: unknown, callback: unknown): void {
  const { host } = port;
  const row = objectArg(host, settings);
  if (!isAddress(row.ip)) throw host.error('Not a valid IP address');
  if (!isAddress(row.gw)) throw host.error('Not a valid Gateway address');
  if (!isAddress(row.netmask)) throw host.error('Not a valid Netmask');
  port.apIp = row.ip;
  if (typeof callback !== 'function') throw host.error('Callback is not a function');
  host.call(callback as (...args: unknown[]) => void, ['Failure']);
}

function isAddress(value: unknown): value is string {
  if (isPlainObject(value) || typeof value !== 'string') return false;
  const parts = value.split('.');
  return parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) < 256) && value !== NO_IP;
}
