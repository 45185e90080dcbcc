// What both engines of the simulator implement and what each is given: one simulated ESP32, seen from outside.

import type { Socket } from 'node:dgram';
import type { Server } from 'node:net';
import type { SlotBuild } from '../slots/files.ts';
import type { AccessPoint } from './radio/check.ts';

/** Which generation of Espruino's ESP32 port is imitated: A, B, C. */
export const PORT_BUILDS = ['2v27', '2v29.277', 'next'] as const;
export type PortBuild = (typeof PORT_BUILDS)[number];

/** `process.env.VERSION` of each build. */
export const VERSION_OF: Record<PortBuild, string> = { '2v27': '2v27', '2v29.277': '2v29.277', next: '2v30' };

/**
 * The device's ports 6666, 80 and 53 on 127.0.0.1. `main` binds them before the engine exists, so they are
 * reserved for the life of the process and never change; the engine attaches to 'connection' and 'message'.
 * A connection that comes while the device does not listen is the engine's to reset (`resetAndDestroy`).
 */
export interface Doors {
  tcp: { port: number; server: Server };
  http: { port: number; server: Server };
  dns: { port: number; socket: Socket };
}
export type DoorName = keyof Doors;

/** The device's own port behind each door. */
export const DEVICE_PORTS: Record<DoorName, number> = { tcp: 6666, http: 80, dns: 53 };

/** What Storage holds when the device first boots. Byte strings (one char code 0..255 a byte). */
export interface BootFiles {
  '.boot0': string;
  '.boot1': string;
  '.bootcde': string;
  /** The setup page's file; without it the firmware has none to serve. */
  'wifiprov.page'?: string;
}

export interface EngineOptions {
  portBuild: PortBuild;
  seed: number;
  /** Simulated milliseconds per real one; 0: time moves by `advance` only (node engine). */
  speed: number;
  accessPoints: AccessPoint[];
  /** Flash image, 0x310000..0x400000; null: in memory. */
  flashFile: string | null;
  bootFiles: BootFiles;
  /** Storage is booted as the flash image has it; of `bootFiles` only the start options (`.boot1`) are installed. */
  asFlashed?: boolean;
  /** The firmware is put into slots, as `wifiprov flash` does it; of `bootFiles` only the start options. */
  slots?: SlotBuild | undefined;
  doors: Doors;
  /** Size of the variable pool; null: the interpreter's own (espruino engine). */
  jsvars: number | null;
  /** The ESP-IDF's log lines come on the UART, as on the chip. */
  idfLog?: boolean;
  /** Bluetooth is on at first (node engine). */
  hasBle?: boolean;
  /** Variables that the user's own code holds (node engine, which counts no others). */
  heldVars?: number;
  /** A line for standard error. */
  log(line: string): void;
}

export type WifiMode = 'NULL' | 'STA' | 'AP' | 'APSTA';

/** Answer to the control request `state`. */
export interface DeviceState {
  mode: WifiMode;
  link: { ssid: string; ip: string } | null;
  ap: { ssid: string; channel: number; auth: string; clients: number } | null;
  flashWrites: number;
  flashBytes: number;
  freeVars: number | null;
  usedVars: number | null;
  /** What is left of the ESP-IDF's heap, and the least since the start, see heap.ts. */
  freeHeap: number;
  minHeap: number;
  /** The least, leaving out what came and was not read. */
  ownMinHeap: number;
  boots: number;
  uptimeMs: number;
  /** Pins that were written to, and their levels; absent while there are none. */
  pins?: { [pin: string]: number };
}

/** What an engine or a request cannot do; `control.ts` turns it into {"ok":false,...}. */
export interface ControlFault {
  code: 'not_supported' | 'invalid_request' | 'not_possible';
  message: string;
}

export type Outcome = ControlFault | null;

export interface Engine {
  /** Power-on. Resolves once the boot files are being run; readiness is told by `onReady`. */
  start(): Promise<void>;
  /** Bytes to the device's UART0; one call is one burst. */
  uartWrite(bytes: Uint8Array): void;
  /** Bytes from the device's UART0. One listener; set before `start`. */
  onUart(listener: (bytes: Uint8Array) => void): void;
  /** Called at each boot when the firmware has emitted `# ready`. Set before `start`. */
  onReady(listener: () => void): void;
  /** The doors that the device listens at now. */
  openDoors(): Record<DoorName, boolean>;
  /** The host name that the device announces by mDNS now. */
  announced(): string | null;
  state(): Promise<DeviceState>;
  powerCycle(): Promise<Outcome>;
  /** A reset at once that is not power-on. */
  crash(): Promise<Outcome>;
  /** Power fails at the `after`-th byte written to flash from now; 0 disarms. */
  cutPower(after: number): Promise<Outcome>;
  setAir(accessPoints: AccessPoint[]): Promise<Outcome>;
  joinAp(): Promise<Outcome>;
  leaveAp(): Promise<Outcome>;
  button(ms: number): Promise<Outcome>;
  advance(ms: number): Promise<Outcome>;
  /** Power-off for good. Does not close the doors: they are `main`'s. */
  stop(): Promise<void>;
}
