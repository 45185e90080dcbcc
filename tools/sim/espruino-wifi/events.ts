// The port's handler of driver events: which of them reach JavaScript, and which are swallowed by its retry counter.

import { hasNoWord } from '../radio/access-points.ts';
import type { AccessPoint } from '../radio/check.ts';
import { type Port, stopIfIdle } from './port-state.ts';
import { reasonText } from './rules.ts';
import { driverConnect, startDhcp } from './station.ts';
import { type Callback, type DriverEvent, gatewayOf, NETMASK, NO_IP } from './types.ts';

type Disconnected = Extract<DriverEvent, { type: 'sta_disconnected' }>;

export function handleDriverEvent(port: Port, event: DriverEvent): void {
  const { host } = port;
  const { type } = event;
  if (type === 'sta_disconnected') staDisconnected(port, event);
  else if (type === 'associated') associated(port, event.point);
  else if (type === 'sta_start') stationStarted(port);
  else if (type === 'got_ip') gotIp(port);
  else if (type === 'client_joined') host.emit('sta_joined', { mac: event.mac });
  else if (type === 'client_left') host.emit('sta_left', { mac: event.mac });
  else if (type === 'scan_done') scanDone(port, event.points);
  else if (type === 'ap_start') complete(port, 'apCallback', null);
  else stopIfIdle(port);
}

function associated(port: Port, point: AccessPoint): void {
  startDhcp(port.driver, point);
  port.believesConnected = true;
  port.host.emit('associated', { ssid: point.ssid, mac: point.bssid, channel: String(point.channel) });
}

function stationStarted(port: Port): void {
  if (port.rules.startAlwaysJoins || port.connectWanted) driverConnect(port.driver);
}

function gotIp(port: Port): void {
  port.connectWanted = false;
  complete(port, 'gotIpCallback', null);
  const ip = port.driver.staIp ?? NO_IP;
  port.host.emit('connected', { ip, netmask: NETMASK, gw: gatewayOf(ip) });
  startMdns(port);
}

/** The interpreter's name for the station is never empty, so mDNS starts at the first address at the latest. */
function startMdns(port: Port): void {
  if (port.mdnsStarted && port.rules.mdnsStallsEvents) port.events.block();
  port.mdnsStarted = true;
}

/** Calls a kept callback once and forgets it. */
function complete(port: Port, key: 'gotIpCallback' | 'apCallback', argument: string | null): void {
  const callback: Callback | null = port[key];
  port[key] = null;
  if (callback) port.host.call(callback, [argument]);
}

function staDisconnected(port: Port, event: Disconnected): void {
  // The IDF's own handler has taken the interface down, unless the station has an address again by now.
  port.driver.staIp = port.driver.attached?.ip ?? null;
  port.retries -= 1;
  // The counter is not reset by success, so the first losses of a good link are swallowed here too.
  if (port.retries > 0) {
    driverConnect(port.driver);
    return;
  }
  port.believesConnected = false;
  port.connectWanted = false;
  port.lastReason = event.reason;
  if (port.disconnectCallback) port.host.call(port.disconnectCallback, []);
  port.disconnectCallback = null;
  const msg = reasonText(event.reason);
  port.host.emit('disconnected', { ssid: event.ssid, mac: event.bssid, reason: String(event.reason), msg });
  if (port.rules.failureCallback) complete(port, 'gotIpCallback', msg);
  stopIfIdle(port);
}

function scanDone(port: Port, points: AccessPoint[]): void {
  const callback = port.scanCallback;
  port.scanCallback = null;
  if (callback) port.host.call(callback, [points.map(rowOf)]);
  stopIfIdle(port);
}

/**
 * One entry of a scan: the channel is text, a hidden network has an empty name, what is newer than WPA2 is unknown. A
 * name ends at a NUL.
 */
function rowOf(point: AccessPoint): Record<string, unknown> {
  return {
    rssi: point.rssi,
    authMode: hasNoWord(point.auth) ? 'unknown' : point.auth,
    ssid: point.hidden ? '' : (point.ssid.split('\0')[0] ?? ''),
    mac: point.bssid,
    channel: String(point.channel),
  };
}
