// Espruino's Wifi module on the ESP32 in its three generations, as a machine without an interpreter around it.

import type { DeviceState } from '../engine.ts';
import type { RadioLoad } from '../heap-meter.ts';
import { callbackArg } from './args.ts';
import { phoneJoins, phoneLeaves, setMode, startRadio } from './driver.ts';
import { createDriver, type Driver, modeOf, stopAttempt } from './driver-state.ts';
import { createEventTask } from './event-task.ts';
import { handleDriverEvent } from './events.ts';
import { idfLog } from './idf-log.ts';
import { connect, disconnect, scan, startAp, stopAp } from './methods.ts';
import type { Port } from './port-state.ts';
import { apDetails, apIpInfo, details, ipInfo, setApIp, status } from './queries.ts';
import { RULES } from './rules.ts';
import { airChanged } from './station.ts';
import { AP_IP, AP_MAC, type LinkName, NO_IP, type WifiHost } from './types.ts';

export interface WifiPort {
  methods: Record<string, (...args: unknown[]) => unknown>;
  phoneJoins(): boolean;
  phoneLeaves(): boolean;
  snapshot(): Pick<DeviceState, 'mode' | 'link' | 'ap'>;
  /** The link over which a connection that comes now reaches the device; null: the radio has none. */
  linkOfPeer(): LinkName | null;
  /** The host name that mDNS announces on the station's network now. */
  announced(): string | null;
  /** What of the radio takes memory of the IDF. */
  radioLoad(): RadioLoad;
  /** The interpreter's task has waited for the network. */
  trafficSeen(): void;
  /** One call of Flash.read. */
  flashRead(): void;
  /** The device loses power or is reset: nothing of this port ever acts again. */
  stop(): void;
}

export function createWifiPort(host: WifiHost): WifiPort {
  // Nothing is told to the host before it has the port.
  let alive = false;
  const guarded = guardHost(host, () => alive);
  const port = createPort(guarded);
  const forgetAir = host.air.onChange(() => airChanged(port.driver));
  if (port.rules.defaultAp) startDefaultAp(port.driver);
  alive = true;
  return {
    methods: methodsOf(port),
    phoneJoins: () => phoneJoins(port.driver),
    phoneLeaves: () => phoneLeaves(port.driver),
    snapshot: () => snapshot(port),
    linkOfPeer: () => linkOfPeer(port.driver),
    announced: () => (alive ? announced(port) : null),
    radioLoad: () => radioLoad(port.driver),
    trafficSeen: () => port.events.interpreterWaited(),
    flashRead: () => port.events.flashRead(),
    stop() {
      alive = false;
      forgetAir();
      stopAttempt(port.driver);
    },
  };
}

function guardHost(host: WifiHost, alive: () => boolean): WifiHost {
  return {
    ...host,
    after: (ms, fn) => host.after(ms, () => alive() && fn()),
    call: (callback, args) => alive() && host.call(callback, args),
    emit: (event, info) => alive() && host.emit(event, info),
    linkLost: (link) => alive() && host.linkLost?.(link),
    radioMoved: () => alive() && host.radioMoved?.(),
  };
}

function createPort(host: WifiHost): Port {
  const port: Port = {
    host,
    rules: RULES[host.portBuild],
    driver: createDriver(host),
    events: createEventTask(host, (event) => handleDriverEvent(port, event)),
    gotIpCallback: null,
    disconnectCallback: null,
    apCallback: null,
    scanCallback: null,
    retries: 0,
    connectWanted: false,
    believesConnected: false,
    lastReason: 0,
    hostname: 'espressif',
    mdnsStarted: false,
    apIp: AP_IP,
  };
  port.driver.onEvent = (event) => {
    host.print?.(idfLog(event, host.now()));
    host.radioMoved?.();
    port.events.post(event);
  };
  port.driver.onFound = () => port.events.interpreterWaited();
  return port;
}

function startDefaultAp(driver: Driver): void {
  const ssid = `ESP_${AP_MAC.replaceAll(':', '').slice(6).toUpperCase()}`;
  driver.apConfig = { ssid, password: '', authMode: 'open', channel: 1 };
  setMode(driver, false, true);
  startRadio(driver);
}

function methodsOf(port: Port): WifiPort['methods'] {
  const { host } = port;
  const queue = (value: unknown): void => {
    const callback = callbackArg(host, value);
    if (callback) host.call(callback, []);
  };
  return {
    connect: (ssid, options, callback) => connect(port, ssid, options, callback),
    disconnect: (callback) => disconnect(port, callback),
    scan: (callback) => scan(port, callback),
    startAP: (ssid, options, callback) => startAp(port, ssid, options, callback),
    stopAP: (callback) => stopAp(port, callback),
    getStatus: () => status(port),
    getDetails: (callback) => details(port, callback),
    getAPDetails: (callback) => apDetails(port, callback),
    getIP: (callback) => ipInfo(port, callback),
    getAPIP: (callback) => apIpInfo(port, callback),
    setAPIP: (settings, callback) => setApIp(port, settings, callback),
    getHostname: () => port.hostname,
    setHostname: (name, callback) => {
      port.hostname = String(name);
      // Done in the interpreter's own task, which waits for mDNS if it runs: nothing is held up.
      port.mdnsStarted = true;
      queue(callback);
    },
    // The file .wificfg is not imitated: the port's own saving is broken and the firmware keeps its own record.
    save: () => undefined,
    restore: () => undefined,
  };
}

/** The peer is a phone that was put on the access point, else a client on the station's network. */
function linkOfPeer(driver: Driver): LinkName | null {
  if (driver.apUp && driver.clients.length > 0) return 'ap';
  if (driver.attached?.ip) return 'sta';
  return driver.apUp ? 'ap' : null;
}

/** It starts at the first address; while the port restarts it, there is none. */
function announced({ driver, events, hostname, mdnsStarted }: Port): string | null {
  return driver.attached?.ip && mdnsStarted && !events.isBlocked() ? hostname : null;
}

function radioLoad(driver: Driver): RadioLoad {
  const { attached, apUp, ap, started } = driver;
  return { sta: attached !== null, ap: apUp, apStarts: started && ap && !apUp };
}

function snapshot(port: Port): Pick<DeviceState, 'mode' | 'link' | 'ap'> {
  const { driver } = port;
  const text = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
  const { attached, apConfig } = driver;
  return {
    mode: driver.started ? modeOf(driver) : 'NULL',
    link: attached ? { ssid: text(attached.point.ssid), ip: attached.ip ?? NO_IP } : null,
    ap: driver.apUp
      ? {
          ssid: text(apConfig.ssid),
          channel: driver.apChannel,
          auth: apConfig.authMode,
          clients: driver.clients.length,
        }
      : null,
  };
}
