// One life of the device with all its parts: what a boot finds around the interpreter.

import { DEVICE_PORTS, type EngineOptions } from '../engine.ts';
import { createWifiPort, type WifiPort } from '../espruino-wifi/port.ts';
import { type LinkName, VARS_PER_WIFI_EVENT } from '../espruino-wifi/types.ts';
import { createHeapMeter, type HeapMeter, panicLine } from '../heap-meter.ts';
import { after, type BootSession, cancel, endBootSession, natives } from './boot-session.ts';
import { type BackDoors, freeVars, installChip } from './chip.ts';
import { createCrypto } from './crypto.ts';
import { createDgram, type DgramModule } from './dgram.ts';
import { createFlashModule, createStorageModule } from './flash-modules.ts';
import { installGlobals } from './globals.ts';
import { queueCall } from './idle-loop.ts';
import { CAUSE_WATCHDOG } from './machine.ts';
import { createNet, type NetModule } from './net.ts';
import { installPins } from './pins.ts';
import { installSerial } from './serial.ts';
import { createPool, cutLink, type SocketPool } from './socket-pool.ts';

export interface Board {
  session: BootSession;
  wifi: WifiPort;
  net: NetModule;
  dgram: DgramModule;
  pool: SocketPool;
  heap: HeapMeter;
  backDoors: BackDoors;
  uartIn(bytes: Buffer): void;
  buttonMoved(pressed: boolean): void;
}

export function createBoard(options: EngineOptions, session: BootSession): Board {
  const wifi = createSandboxWifi(
    session,
    (link) => cutLink(pool, link),
    () => heap.look(),
  );
  const heap = createHeapMeter({
    radio: () => wifi.port.radioLoad(),
    listeners: () => pool.listeners,
    now: () => session.machine.clock.now(),
    panic: (free) => panic(session, panicLine(free)),
  });
  const { linkOfPeer, trafficSeen } = wifi.port;
  const pool = createPool(session, { heap, linkOfPeer, trafficSeen });
  const backDoors = { telnet: true, bleUart: true };
  // The telnet server of the interpreter holds a socket until it is switched off.
  pool.inUse = 1;
  pool.listeners = 1;
  installGlobals(session);
  installChip(session, backDoors, heap);
  const net = createNet(session, pool);
  const { dns } = options.doors;
  const dgram = createDgram(session, pool, (port) => (port === DEVICE_PORTS.dns ? dns.socket : null));
  installRequire(session, wifi.port.flashRead, {
    Wifi: wifi.module,
    net: net.module,
    dgram: dgram.module,
    TelnetServer: telnetOf(session, pool, backDoors),
  });
  const board = {
    session,
    wifi: wifi.port,
    net,
    dgram,
    pool,
    heap,
    backDoors,
    buttonMoved: installPins(session),
    uartIn: installSerial(session),
  };
  return board;
}

/** With less than this a request or the link machine finds no memory; seen to be taken while it works. */
const LEAST_VARS = 650;

/** Not a malloc that fails but what comes of it: a panic, and the reset after it. */
function panic(session: BootSession, why: string): void {
  session.machine.options.log(why);
  endBootSession(session);
  session.machine.restart(CAUSE_WATCHDOG, session);
}

function telnetOf(session: BootSession, pool: SocketPool, doors: BackDoors): Record<string, unknown> {
  return natives(session, {
    setOptions(options?: { mode?: unknown }) {
      const on = options?.mode !== 'off';
      if (on !== doors.telnet) {
        pool.inUse += on ? 1 : -1;
        pool.listeners += on ? 1 : -1;
      }
      doors.telnet = on;
    },
  });
}

function createSandboxWifi(
  session: BootSession,
  linkLost: (link: LinkName) => void,
  radioMoved: () => void,
): { port: WifiPort; module: Record<string, unknown> } {
  const { machine, realm } = session;
  const module: Record<string, unknown> = realm.natives({});
  const port = createWifiPort({
    portBuild: machine.options.portBuild,
    print: machine.options.idfLog ? (text) => machine.uartOut(Buffer.from(text, 'latin1')) : undefined,
    air: machine.air,
    random: machine.random,
    now: () => machine.clock.now(),
    after: (ms, fn) => after(session, ms, fn),
    cancel: (id) => cancel(session, id),
    call: (callback, args) => queueCall(session, callback, module, args.map(realm.value)),
    emit(event, details) {
      session.lostVars += VARS_PER_WIFI_EVENT;
      if (freeVars(session) < LEAST_VARS)
        return panic(session, `the device panics: only ${freeVars(session)} variables are free`);
      realm.emit(module, event, [realm.value(details)]);
    },
    linkLost,
    radioMoved,
    error: (message) => realm.error(message),
  });
  session.atEnd.push(() => port.stop());
  const methods = Object.entries(port.methods).map(([name, fn]) => [
    name,
    (...args: unknown[]): unknown => realm.value(fn(...args)),
  ]);
  natives(session, Object.fromEntries(methods), module);
  return { port, module };
}

function installRequire(session: BootSession, flashRead: () => void, ready: Record<string, unknown>): void {
  const makers: Record<string, () => unknown> = {
    Storage: () => createStorageModule(session),
    Flash: () => createFlashModule(session, flashRead),
    crypto: () => createCrypto(session),
  };
  const modules = { ...ready };
  const load = (name: unknown): unknown => {
    const key = String(name);
    if (!Object.hasOwn(modules, key) && Object.hasOwn(makers, key)) modules[key] = makers[key]?.();
    if (!Object.hasOwn(modules, key)) throw session.realm.error(`Module "${key}" not found`);
    return modules[key];
  };
  natives(session, { require: load }, session.realm.scope);
}
