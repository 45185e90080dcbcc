// A simulated device in the test's own process: time moves only when it is told to, so nothing sleeps.

import type { SlotBuild } from '../slots/files.ts';
import { answerRequest, type ControlReply } from './control.ts';
import { closeDoors, openDoors } from './doors.ts';
import type { BootFiles, Doors, EngineOptions, PortBuild } from './engine.ts';
import { nextTurn } from './event-loop.ts';
import { readBundle, type StartOptions, startScript } from './firmware-install.ts';
import { createNodeEngine, type Debug } from './node/engine.ts';
import type { AccessPoint } from './radio/check.ts';
import { defaultNetworks } from './radio/default-networks.ts';

export interface HarnessOptions {
  portBuild?: PortBuild;
  idfLog?: boolean;
  accessPoints?: AccessPoint[];
  flashFile?: string;
  hasBle?: boolean;
  heldVars?: number;
  seed?: number;
  /** Simulated milliseconds per real one, for callers that can't move time themselves; 0: only `advance` moves it. */
  speed?: number;
  start?: Partial<StartOptions>;
  /** The firmware is the one in the flash file. */
  asFlashed?: boolean;
  /** The firmware stands in slots, as on a board that was flashed. */
  slots?: SlotBuild;
  /** Scripts instead of the built firmware. */
  bootFiles?: Partial<BootFiles>;
  /** Real milliseconds until an endless loop counts as one. */
  hangLimitMs?: number;
}

export interface Device {
  uart: {
    /** One burst. */
    write(bytes: string): void;
    /** Everything the device has sent so far, as bytes. */
    output(): string;
    onData(listener: (bytes: string) => void): void;
  };
  tcpPort: number;
  httpPort: number;
  dnsPort: number;
  /** How often `# ready` has been seen. */
  readyCount(): number;
  control(request: { do: string; [key: string]: unknown }): Promise<ControlReply>;
  advance(ms: number): Promise<void>;
  /** Lets queued work and loopback sockets come to rest without moving time. */
  settle(): Promise<void>;
  debug(): Debug;
  /** What the simulator had to say on standard error. */
  log(): string[];
  stop(): Promise<void>;
}

const SETTLE_TURNS = 12;
/** Where `npm run build` leaves the bundle, seen from this file. */
const BUNDLE = new URL('../../build/', import.meta.url);
const ANY = { port: 0, asked: true };

async function anyDoors(log: string[]): Promise<Doors> {
  const doors = await openDoors({ tcp: ANY, http: ANY, dns: ANY }, (line) => log.push(line));
  if ('taken' in doors) throw new Error('no free port');
  return doors;
}

function bootFilesOf(options: HarnessOptions, doors: Doors): BootFiles {
  const ownHosts = [`127.0.0.1:${doors.http.port}`, `localhost:${doors.http.port}`];
  const script = startScript({ access: 'window', bootWindow: false, ownHosts, ...options.start });
  const none = { '.boot0': '', '.bootcde': '' };
  return { '.boot1': script, ...(options.bootFiles ? none : readBundle(BUNDLE)), ...options.bootFiles };
}

function engineOptions(options: HarnessOptions, doors: Doors, log: string[]): EngineOptions {
  return {
    portBuild: options.portBuild ?? '2v27',
    idfLog: options.idfLog ?? false,
    seed: options.seed ?? 1,
    speed: options.speed ?? 0,
    accessPoints: options.accessPoints ?? defaultNetworks(),
    flashFile: options.flashFile ?? null,
    asFlashed: options.asFlashed ?? false,
    slots: options.slots,
    bootFiles: bootFilesOf(options, doors),
    doors,
    jsvars: null,
    hasBle: options.hasBle ?? false,
    heldVars: options.heldVars ?? 0,
    log: (line) => log.push(line),
  };
}

export async function startDevice(options: HarnessOptions = {}): Promise<Device> {
  const log: string[] = [];
  const doors = await anyDoors(log);
  const engine = createNodeEngine(engineOptions(options, doors, log), options.hangLimitMs);
  let output = '';
  let readyCount = 0;
  const listeners: Array<(bytes: string) => void> = [];
  engine.onUart((bytes) => {
    const text = Buffer.from(bytes).toString('latin1');
    output += text;
    for (const listener of listeners) listener(text);
  });
  engine.onReady(() => readyCount++);
  await engine.start();
  await nextTurn(SETTLE_TURNS);
  return {
    uart: {
      write: (bytes) => engine.uartWrite(Buffer.from(bytes, 'latin1')),
      output: () => output,
      onData: (listener) => listeners.push(listener),
    },
    tcpPort: doors.tcp.port,
    httpPort: doors.http.port,
    dnsPort: doors.dns.port,
    readyCount: () => readyCount,
    control: (request) => answerRequest(engine, request),
    advance: async (ms) => void (await engine.advance(ms)),
    settle: () => nextTurn(SETTLE_TURNS),
    debug: () => engine.debug(),
    log: () => log,
    async stop() {
      await engine.stop();
      await closeDoors(doors);
    },
  };
}
