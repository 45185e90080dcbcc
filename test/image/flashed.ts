// A device that boots what an image holds, in either engine, with its UART and its ports on this machine.

import { closeDoors, openDoors } from '../../tools/sim/doors.ts';
import type { DeviceState, Engine, EngineOptions } from '../../tools/sim/engine.ts';
import { createEspruinoEngine } from '../../tools/sim/espruino/engine.ts';
import { startScript } from '../../tools/sim/firmware-install.ts';
import { createNodeEngine } from '../../tools/sim/node/engine.ts';
import { defaultNetworks } from '../../tools/sim/radio/default-networks.ts';
import { openUartServer } from '../../tools/sim/uart-tcp.ts';

/** An interpreter's path, or `node`. */
export type EngineName = string;

export interface Flashed {
  /** `--host` and `--port` of the command. */
  host: string;
  port: string;
  output(): string;
  state(): Promise<DeviceState>;
  stop(): Promise<void>;
}

const ANY = { port: 0, asked: true };
/** The Node engine's time can run faster; the interpreter's is our own. */
const SPEED = 20;

function engineFor(name: EngineName, options: EngineOptions): Engine {
  if (name === 'node') return createNodeEngine(options);
  return createEspruinoEngine({ ...options, interpreter: name });
}

/** Nothing of the firmware but what is in `flashFile`. */
export async function startFlashed(name: EngineName, flashFile: string): Promise<Flashed> {
  const doors = await openDoors({ tcp: ANY, http: ANY, dns: ANY }, () => {});
  if ('taken' in doors) throw new Error('no free port');
  const engine = engineFor(name, {
    ...{ portBuild: '2v27', seed: 1, speed: SPEED, jsvars: null, doors, flashFile, asFlashed: true },
    accessPoints: defaultNetworks(),
    bootFiles: {
      '.boot0': 'throw "not of the image"',
      '.boot1': startScript({ access: 'window', bootWindow: false, ownHosts: [] }),
      '.bootcde': 'throw "not of the image"',
    },
    log: () => {},
  });
  const uart = await openUartServer(0, (bytes) => engine.uartWrite(bytes));
  if (!uart) throw new Error('no free port');
  let output = '';
  engine.onUart((bytes) => {
    output += Buffer.from(bytes).toString('latin1');
    uart.write(bytes);
  });
  await engine.start();
  return {
    host: `127.0.0.1:${doors.tcp.port}`,
    port: `tcp:127.0.0.1:${uart.port}`,
    output: () => output,
    state: () => engine.state(),
    async stop() {
      await engine.stop();
      uart.close();
      await closeDoors(doors);
    },
  };
}

const TRIES = 1_200;
const PAUSE_MS = 25;

export async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < TRIES; i++) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`it did not come true: ${isTrue}`);
}
