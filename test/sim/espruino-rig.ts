// Starts a script in the real interpreter for a test, and waits for what it says instead of for time.

import { connect, type Socket } from 'node:net';
import { closeDoors, openDoors } from '../../tools/sim/doors.ts';
import type { BootFiles, Doors, PortBuild } from '../../tools/sim/engine.ts';
import { createEspruinoEngine, type EspruinoEngine } from '../../tools/sim/espruino/engine.ts';
import type { AccessPoint } from '../../tools/sim/radio/check.ts';
import { defaultNetworks } from '../../tools/sim/radio/default-networks.ts';

export interface RigOptions {
  interpreter: string;
  portBuild?: PortBuild;
  bootFiles: Partial<BootFiles>;
  accessPoints?: AccessPoint[];
  flashFile?: string;
  jsvars?: number;
  idfLog?: boolean;
  measureStack?: boolean;
}

export interface Rig {
  engine: EspruinoEngine;
  doors: Doors;
  log: string[];
  /** Sends one burst, as bytes. */
  send(bytes: string): void;
  /** What has come from the UART since the last match, up to and with the text; fails at the deadline. */
  until(text: string): Promise<string>;
  stop(): Promise<void>;
}

/** Only a broken device takes so long. */
export const DEADLINE_MS = 30_000;
const ANY = { port: 0, asked: true };

export async function startRig(options: RigOptions): Promise<Rig> {
  const log: string[] = [];
  const doors = await openDoors({ tcp: ANY, http: ANY, dns: ANY }, (line) => log.push(line));
  if ('taken' in doors) throw new Error('no free port');
  const engine = createEspruinoEngine({
    interpreter: options.interpreter,
    portBuild: options.portBuild ?? 'next',
    seed: 1,
    speed: 1,
    accessPoints: options.accessPoints ?? defaultNetworks(),
    flashFile: options.flashFile ?? null,
    bootFiles: { '.boot0': '', '.boot1': '', '.bootcde': '0', ...options.bootFiles },
    doors,
    jsvars: options.jsvars ?? null,
    idfLog: options.idfLog ?? false,
    measureStack: options.measureStack ?? false,
    log: (line) => log.push(line),
  });
  const { feed, until } = createTranscript();
  engine.onUart((bytes) => feed(Buffer.from(bytes).toString('latin1')));
  await engine.start();
  return {
    engine,
    doors,
    log,
    send: (bytes) => engine.uartWrite(Buffer.from(bytes, 'latin1')),
    until,
    async stop() {
      await engine.stop();
      await closeDoors(doors);
    },
  };
}

/** Text that arrives, and those who wait for a part of it. */
function createTranscript(): { feed(text: string): void; until(text: string): Promise<string> } {
  let seen = '';
  let wake: () => void = () => undefined;
  return {
    feed(text) {
      seen += text;
      wake();
    },
    until: (text) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`no ${JSON.stringify(text)} in ${JSON.stringify(seen)}`)),
          DEADLINE_MS,
        );
        wake = () => {
          const at = seen.indexOf(text);
          if (at < 0) return;
          clearTimeout(late);
          wake = () => undefined;
          const part = seen.slice(0, at + text.length);
          seen = seen.slice(at + text.length);
          resolve(part);
        };
        wake();
      }),
  };
}

/** A TCP client of the device's, with the same way of waiting. */
export function openClient(port: number): Promise<{ socket: Socket; until(text: string): Promise<string> }> {
  const socket = connect(port, '127.0.0.1');
  const { feed, until } = createTranscript();
  socket.on('data', (chunk: Buffer) => feed(chunk.toString('latin1')));
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => resolve({ socket, until }));
  });
}
