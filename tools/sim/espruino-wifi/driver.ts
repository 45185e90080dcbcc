// The ESP-IDF Wi-Fi driver under the port: modes, starting and stopping, and the access point with its clients.

import { type Driver, dragAp, kickClients, stopAttempt } from './driver-state.ts';
import { AP_START_MS, MAX_AP_CLIENTS, STA_START_MS } from './rules.ts';
import type { ApConfig } from './types.ts';

/** Used when none was asked for. */
const FALLBACK_CHANNEL = 1;

/** esp_wifi_set_mode: interfaces switched on while the radio runs start at once, others with it. */
export function setMode(driver: Driver, sta: boolean, ap: boolean): void {
  const newSta = sta && !driver.sta;
  const newAp = ap && !driver.ap;
  const oldAp = driver.ap && !ap;
  driver.sta = sta;
  driver.ap = ap;
  if (!driver.started) return;
  if (newSta) later(driver, STA_START_MS, () => driver.onEvent({ type: 'sta_start' }));
  if (newAp) bringApUp(driver);
  if (oldAp) takeApDown(driver);
}

/** esp_wifi_start: does nothing when the radio runs already. */
export function startRadio(driver: Driver): void {
  if (driver.started) return;
  driver.started = true;
  if (driver.sta) later(driver, STA_START_MS, () => driver.onEvent({ type: 'sta_start' }));
  if (driver.ap) bringApUp(driver);
}

export function stopRadio(driver: Driver): void {
  if (!driver.started) return;
  driver.started = false;
  for (const timer of driver.starting) driver.host.cancel(timer);
  driver.starting = [];
  stopAttempt(driver);
  if (driver.attached) driver.host.linkLost?.('sta');
  driver.attached = null;
  driver.staIp = null;
  if (driver.apUp) takeApDown(driver);
}

function later(driver: Driver, ms: number, fn: () => void): void {
  const timer = driver.host.after(ms, () => {
    driver.starting = driver.starting.filter((one) => one !== timer);
    fn();
  });
  driver.starting.push(timer);
}

function bringApUp(driver: Driver): void {
  driver.host.radioMoved?.();
  later(driver, AP_START_MS, () => {
    if (!driver.ap) return;
    driver.apUp = true;
    driver.apChannel = driver.apConfig.channel || FALLBACK_CHANNEL;
    dragAp(driver);
    driver.onEvent({ type: 'ap_start' });
  });
}

function takeApDown(driver: Driver): void {
  leaveAp(driver);
  driver.host.after(0, () => driver.onEvent({ type: 'ap_stop' }));
}

/** esp_wifi_set_config for the AP; one that is up restarts with the new settings. */
export function configureAp(driver: Driver, config: ApConfig): void {
  driver.apConfig = config;
  if (!driver.started || !driver.apUp) return;
  leaveAp(driver);
  bringApUp(driver);
}

function leaveAp(driver: Driver): void {
  kickClients(driver);
  driver.apUp = false;
  driver.host.linkLost?.('ap');
}

/** A phone joins the device's AP; false when there is none or it is full. */
export function phoneJoins(driver: Driver): boolean {
  if (!driver.apUp || driver.clients.length >= MAX_AP_CLIENTS) return false;
  let number = 1;
  const macOf = (n: number): string => `02:aa:aa:aa:aa:${n.toString(16).padStart(2, '0')}`;
  while (driver.clients.includes(macOf(number))) number++;
  driver.clients.push(macOf(number));
  driver.onEvent({ type: 'client_joined', mac: macOf(number) });
  return true;
}

export function phoneLeaves(driver: Driver): boolean {
  const mac = driver.clients.pop();
  if (mac === undefined) return false;
  driver.onEvent({ type: 'client_left', mac });
  return true;
}
