// One life of the device with all its parts: what a boot finds around the interpreter.

import { DEVICE_PORTS, type EngineOptions } from '../engine.ts';
import { createWifiPort, type WifiPort } from '../wifi-port/port.ts';
import { type BackDoors, installChip } from './chip.ts';
import { createCrypto } from './crypto.ts';
import { createDgram, type DgramModule } from './dgram.ts';
import { createFlashModule, createStorageModule } from './flash-modules.ts';
import { installGlobals } from './globals.ts';
import { after, cancel, type Life, natives, queueCall } from './life.ts';
import { createNet, type NetModule } from './net.ts';
import { installPins } from './pins.ts';
import { installSerial } from './serial.ts';
import { createPool, type SocketPool } from './sockets.ts';

export interface Board {
  life: Life;
  wifi: WifiPort;
  net: NetModule;
  dgram: DgramModule;
  pool: SocketPool;
  backDoors: BackDoors;
  uartIn(bytes: Buffer): void;
  buttonMoved(pressed: boolean): void;
}

export function createBoard(options: EngineOptions, life: Life): Board {
  const pool = createPool(life);
  const backDoors = { telnet: true, bleUart: true };
  // The telnet server of the interpreter holds a socket until it is switched off.
  pool.inUse = 1;
  installGlobals(life);
  installChip(life, backDoors);
  const net = createNet(life, pool);
  const { dns } = options.doors;
  const dgram = createDgram(life, pool, (port) => (port === DEVICE_PORTS.dns ? dns.socket : null));
  const wifi = createSandboxWifi(life);
  installRequire(life, {
    Wifi: wifi.module,
    net: net.module,
    dgram: dgram.module,
    TelnetServer: telnetOf(life, pool, backDoors),
  });
  const board = {
    life,
    wifi: wifi.port,
    net,
    dgram,
    pool,
    backDoors,
    buttonMoved: installPins(life),
    uartIn: installSerial(life),
  };
  return board;
}

function telnetOf(life: Life, pool: SocketPool, doors: BackDoors): Record<string, unknown> {
  return natives(life, {
    setOptions(options?: { mode?: unknown }) {
      const on = options?.mode !== 'off';
      if (on !== doors.telnet) pool.inUse += on ? 1 : -1;
      doors.telnet = on;
    },
  });
}

function createSandboxWifi(life: Life): { port: WifiPort; module: Record<string, unknown> } {
  const { machine, realm } = life;
  const module: Record<string, unknown> = realm.natives({});
  const port = createWifiPort({
    portBuild: machine.options.portBuild,
    print: machine.options.idfLog ? (text) => machine.uartOut(Buffer.from(text, 'latin1')) : undefined,
    air: machine.air,
    random: machine.random,
    now: () => machine.clock.now(),
    after: (ms, fn) => after(life, ms, fn),
    cancel: (id) => cancel(life, id),
    call: (callback, args) => queueCall(life, callback, module, args.map(realm.value)),
    emit: (event, details) => realm.emit(module, event, [realm.value(details)]),
    error: (message) => realm.error(message),
  });
  life.atEnd.push(() => port.stop());
  const methods = Object.entries(port.methods).map(([name, fn]) => [
    name,
    (...args: unknown[]): unknown => realm.value(fn(...args)),
  ]);
  natives(life, Object.fromEntries(methods), module);
  return { port, module };
}

function installRequire(life: Life, ready: Record<string, unknown>): void {
  const makers: Record<string, () => unknown> = {
    Storage: () => createStorageModule(life),
    Flash: () => createFlashModule(life),
    crypto: () => createCrypto(life),
  };
  const modules = { ...ready };
  const load = (name: unknown): unknown => {
    const key = String(name);
    if (!Object.hasOwn(modules, key) && Object.hasOwn(makers, key)) modules[key] = makers[key]?.();
    if (!Object.hasOwn(modules, key)) throw life.realm.error(`Module "${key}" not found`);
    return modules[key];
  };
  natives(life, { require: load }, life.realm.scope);
}
