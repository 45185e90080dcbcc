// The station half of the driver: attempts to join, DHCP, losing the link, scanning.

import { type JoinOutcome, joinOutcome, stillThere } from '../radio/access-points.ts';
import type { AccessPoint } from '../radio/check.ts';
import { type Driver, dragAp, stopAttempt } from './driver-state.ts';
import {
  BEACON_TIMEOUT_MS,
  NOT_FOUND_MS,
  NOT_FOUND_WITH_AP_MS,
  REASON_ASSOC_LEAVE,
  REASON_BEACON_TIMEOUT,
  REASON_NO_AP_FOUND,
  SCAN_MS,
  SCAN_WITH_AP_MS,
} from './rules.ts';
import type { Attachment } from './types.ts';

const NO_BSSID = '00:00:00:00:00:00';

/** esp_wifi_connect: one attempt at the configured network. Refused in silence while one is under way. */
export function driverConnect(driver: Driver): void {
  if (!driver.started || !driver.sta || driver.staConfig.ssid === '' || driver.attempt !== null) return;
  if (driver.scanning !== null) endScan(driver, []);
  if (driver.attached) disconnected(driver, REASON_ASSOC_LEAVE, driver.attached.point);
  if (driver.attempt === null) beginAttempt(driver);
}

/** A new configuration during an attempt: the attempt goes on with it, and there is one result. */
export function retarget(driver: Driver): void {
  if (driver.attempt === null) return;
  stopAttempt(driver);
  beginAttempt(driver);
}

/** esp_wifi_disconnect: an event only if there was something to leave. */
export function driverDisconnect(driver: Driver): void {
  const point = driver.attached?.point ?? null;
  if (!point && driver.attempt === null) return;
  disconnected(driver, REASON_ASSOC_LEAVE, point);
}

function beginAttempt(driver: Driver): void {
  const { host, staConfig } = driver;
  const outcome = joinOutcome(host.air.points(), staConfig.ssid, staConfig.password, host.random);
  if (outcome.kind === 'silent') {
    driver.attempt = host.after(Number.MAX_SAFE_INTEGER, () => {});
    return;
  }
  const delay = attemptMs(driver, outcome);
  driver.attempt = host.after(delay, () => endAttempt(driver, outcome));
}

function attemptMs(driver: Driver, outcome: Exclude<JoinOutcome, { kind: 'silent' }>): number {
  if (outcome.kind === 'joined' || outcome.kind === 'rejected') return outcome.joinMs;
  if (outcome.kind === 'failed') return outcome.afterMs;
  return driver.apUp ? NOT_FOUND_WITH_AP_MS : NOT_FOUND_MS;
}

function endAttempt(driver: Driver, outcome: Exclude<JoinOutcome, { kind: 'silent' }>): void {
  driver.attempt = null;
  if (outcome.kind !== 'not_found') driver.onFound();
  const point = outcome.kind === 'not_found' ? null : outcome.point;
  if (!point || !stillThere(driver.host.air.points(), point)) disconnected(driver, REASON_NO_AP_FOUND, null);
  else if (outcome.kind === 'failed') disconnected(driver, outcome.reason, point);
  else if (outcome.kind === 'joined') associate(driver, point, outcome.dhcpMs);
  else if (outcome.kind === 'rejected') reject(driver, point, outcome);
}

function associate(driver: Driver, point: AccessPoint, dhcpMs: number | null): void {
  driver.attached = { point, ip: null, dhcpMs };
  dragAp(driver);
  driver.onEvent({ type: 'associated', point });
}

/** The access point throws the station out as soon as it has let it in. */
function reject(driver: Driver, point: AccessPoint, outcome: Extract<JoinOutcome, { kind: 'rejected' }>): void {
  associate(driver, point, null);
  driver.host.after(outcome.thenMs, () => {
    if (driver.attached?.point === point) disconnected(driver, outcome.reason, point);
  });
}

/** The IDF's own handler of `associated` does it, so it waits while the event task is held up. */
export function startDhcp(driver: Driver, point: AccessPoint): void {
  const dhcpMs = driver.attached?.point === point ? driver.attached.dhcpMs : null;
  if (dhcpMs !== null) driver.host.after(dhcpMs, () => gotIp(driver, point));
}

function gotIp(driver: Driver, point: AccessPoint): void {
  if (driver.attached?.point !== point || driver.attached.ip !== null) return;
  takeIp(driver, driver.attached, point.ip);
}

function takeIp(driver: Driver, attached: Attachment, ip: string): void {
  attached.ip = ip;
  driver.staIp = ip;
  driver.onEvent({ type: 'got_ip' });
}

/** A renewed lease with another address: no event says that the old one is gone, only that there is one. */
function renew(driver: Driver, attached: Attachment): void {
  const now = driver.host.air.points().find((one) => one.bssid === attached.point.bssid)?.ip;
  if (attached.ip === null || now === undefined || now === attached.ip) return;
  driver.host.linkLost?.('sta');
  takeIp(driver, attached, now);
}

function disconnected(driver: Driver, reason: number, point: AccessPoint | null): void {
  stopAttempt(driver);
  if (driver.attached) driver.host.linkLost?.('sta');
  driver.attached = null;
  const ssid = point?.ssid ?? driver.staConfig.ssid;
  driver.onEvent({ type: 'sta_disconnected', reason, ssid, bssid: point?.bssid ?? NO_BSSID });
}

/** The air has changed: a link whose network is gone ends after the beacon timeout, unless it comes back before. */
export function airChanged(driver: Driver): void {
  const point = driver.attached?.point;
  if (!point) return;
  if (stillThere(driver.host.air.points(), point)) {
    if (driver.fading !== null) driver.host.cancel(driver.fading);
    driver.fading = null;
    if (driver.attached) renew(driver, driver.attached);
    return;
  }
  if (driver.fading !== null) return;
  driver.fading = driver.host.after(BEACON_TIMEOUT_MS, () => {
    driver.fading = null;
    if (driver.attached?.point === point) disconnected(driver, REASON_BEACON_TIMEOUT, point);
  });
}

/** esp_wifi_scan_start: false when the driver refuses because the station is connecting. */
export function driverScan(driver: Driver): boolean {
  if (driver.attempt !== null || !driver.started) return false;
  const ms = driver.apUp ? SCAN_WITH_AP_MS : SCAN_MS;
  driver.scanning = driver.host.after(ms, () => endScan(driver, driver.host.air.points()));
  return true;
}

function endScan(driver: Driver, points: AccessPoint[]): void {
  if (driver.scanning !== null) driver.host.cancel(driver.scanning);
  driver.scanning = null;
  const found = [...points].sort((a, b) => b.rssi - a.rssi);
  driver.onEvent({ type: 'scan_done', points: found });
}
