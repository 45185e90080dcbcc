// The acting methods of the Wifi module: connect, disconnect, scan, startAP, stopAP.

import { apArgs, callbackArg, staArgs } from './args.ts';
import { configureAp, setMode, startRadio } from './driver.ts';
import type { Port } from './port-state.ts';
import { STA_START_MS } from './rules.ts';
import { driverConnect, driverDisconnect, driverScan, retarget } from './station.ts';

export function connect(port: Port, ssid: unknown, options: unknown, callback: unknown): void {
  const { host, driver, rules } = port;
  const config = staArgs(host, ssid, options);
  port.gotIpCallback = null;
  const onGotIp = callbackArg(host, callback);
  port.disconnectCallback = null;
  const wasUp = driver.started && driver.sta;
  setMode(driver, true, driver.ap);
  driver.staConfig = config;
  retarget(driver);
  port.retries = rules.tries === 1 ? 0 : rules.tries;
  port.connectWanted = true;
  if (rules.tries > 1 && port.believesConnected) {
    // Already connected: the port leaves, and its own retry joins the new network.
    driverDisconnect(driver);
  } else {
    startRadio(driver);
    if (rules.joinsWhenStarted) joinOnceUp(port, wasUp);
  }
  port.gotIpCallback = onGotIp;
}

/** Asks the driver as soon as the interface is up, whether or not the port has been told of its start. */
function joinOnceUp(port: Port, isUp: boolean): void {
  if (isUp) driverConnect(port.driver);
  else port.host.after(STA_START_MS, () => port.connectWanted && driverConnect(port.driver));
}

export function disconnect(port: Port, callback: unknown): void {
  const { host } = port;
  port.disconnectCallback = null;
  port.disconnectCallback = callbackArg(host, callback);
  port.retries = 0;
  port.connectWanted = false;
  const now = port.disconnectCallback;
  driverDisconnect(port.driver);
  if (now) host.call(now, []);
}

export function scan(port: Port, callback: unknown): void {
  const { host, driver, rules } = port;
  if (port.scanCallback) throw host.error('A scan is already in progress');
  const onDone = callbackArg(host, callback);
  if (!onDone) throw host.error('Expecting callback function but got undefined');
  port.scanCallback = onDone;
  const startsStation = !driver.started || !driver.sta;
  setMode(driver, true, driver.ap);
  startRadio(driver);
  // The start of the station interface joins the configured network from another task: who wins is chance.
  const raceLost = startsStation && rules.startAlwaysJoins && driver.staConfig.ssid !== '' && host.random() < 0.5;
  if (raceLost) driverConnect(driver);
  driverScan(driver);
}

export function startAp(port: Port, ssid: unknown, options: unknown, callback: unknown): void {
  const { host, driver } = port;
  const onStarted = callbackArg(host, callback);
  const config = apArgs(host, ssid, options);
  port.apCallback = onStarted;
  configureAp(driver, config);
  setMode(driver, driver.sta, true);
  startRadio(driver);
}

export function stopAp(port: Port, callback: unknown): void {
  const { host, driver } = port;
  const onStopped = callbackArg(host, callback);
  setMode(driver, driver.sta, false);
  if (onStopped) host.call(onStopped, []);
}
