// Many simulated devices in one process, each with its own doors: what a fleet is tried against.

import { type Device, type HarnessOptions, startDevice } from './harness.ts';
import { openUartServer } from './uart-tcp.ts';

export const MANY_MAX = 1_000;
/** The setup code takes some seconds to make; it is asked for so often, a simulated second apart. */
const TRIES = 120;
const TRY_MS = 1_000;
const CODE = /code=([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})/;

export interface OneOfMany {
  device: Device;
  name: string;
  /** HOST:PORT of its TCP door. */
  host: string;
  /** tcp:HOST:PORT of its serial line. */
  port: string;
  code: string;
  stop(): Promise<void>;
}

/** As it shows it at its serial line. */
async function codeOf(device: Device): Promise<string> {
  for (let i = 0; i < TRIES; i++) {
    device.uart.write('wifiprov code\r');
    await device.advance(TRY_MS);
    const [, code] = CODE.exec(device.uart.output()) ?? [];
    if (code !== undefined) return code;
  }
  throw new Error(`no setup code:\n${device.uart.output()}`);
}

/** Two of the same seed would have the same setup code. */
async function startOne(number: number, options: HarnessOptions): Promise<OneOfMany> {
  const device = await startDevice({ ...options, seed: (options.seed ?? 0) + number });
  const code = await codeOf(device);
  const uart = await openUartServer(0, (bytes) => device.uart.write(Buffer.from(bytes).toString('latin1')));
  if (!uart) throw new Error('no free port');
  device.uart.onData((bytes) => uart.write(Buffer.from(bytes, 'latin1')));
  return {
    device,
    name: `device ${number}`,
    host: `127.0.0.1:${device.tcpPort}`,
    port: `tcp:127.0.0.1:${uart.port}`,
    code,
    async stop() {
      uart.close();
      await device.stop();
    },
  };
}

export async function startMany(count: number, options: HarnessOptions = {}): Promise<OneOfMany[]> {
  const all: OneOfMany[] = [];
  for (let number = 1; number <= count; number++) all.push(await startOne(number, options));
  return all;
}
