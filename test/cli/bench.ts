// A simulated device with real sockets, and the command run against it: in this process, with a person or without.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { run } from '../../tools/cli/run.ts';
import { readSlotBuild } from '../../tools/sim/firmware-install.ts';
import { type Device, type HarnessOptions, startDevice } from '../../tools/sim/harness.ts';
import { openUartServer, type UartServer } from '../../tools/sim/uart-tcp.ts';

/** The device's time runs so much faster: what it does in 20 s is over in one. */
const SPEED = 20;

export interface Outside {
  env?: { [name: string]: string };
  stdin?: string;
  /** What the person before it types, one answer after the other. Without: nobody is there. */
  typed?: string[];
  /** Width of the terminal, if there is one. */
  columns?: number;
  isColour?: boolean;
  /** Resolves when Ctrl-C is pressed. */
  interrupt?: Promise<void>;
  /** Called at the start with what becomes of it. */
  watch?: (ran: Ran) => void;
}

export interface Ran {
  exit: number;
  out: string;
  err: string;
  /** What the person was asked. */
  asked: string[];
}

/** The command's words and what is around it. */
export async function command(words: string[], outside: Outside = {}): Promise<Ran> {
  const ran: Ran = { exit: -1, out: '', err: '', asked: [] };
  outside.watch?.(ran);
  const typed = [...(outside.typed ?? [])];
  ran.exit = await run(words, {
    out: (text) => (ran.out += text),
    err: (text) => (ran.err += text),
    env: outside.env ?? {},
    isPerson: outside.typed !== undefined,
    columns: outside.columns,
    colours: { out: outside.isColour === true, err: outside.isColour === true },
    stdin: async () => outside.stdin ?? '',
    ask: async (question) => {
      ran.asked.push(question);
      return typed.shift() ?? '';
    },
    question: async (question) => {
      ran.asked.push(question);
      return typed.shift() ?? '';
    },
    confirm: async (question) => {
      ran.asked.push(question);
      return typed.shift() === 'y';
    },
    onInterrupt: (listener) => void outside.interrupt?.then(listener),
  });
  return ran;
}

/** What --json has printed. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the command says, rows compare it
export function jsonOf(ran: Ran): any {
  return JSON.parse(ran.out);
}

export interface Bench {
  device: Device;
  /** A row that has it made anew says so here. */
  code: string;
  uartPort: number;
  /** `--host ...`, with the setup code in the environment. */
  host(words: string[], outside?: Outside): Promise<Ran>;
  /** `--port tcp:...` */
  port(words: string[], outside?: Outside): Promise<Ran>;
  /** It has an address on a network that is not its own. */
  isLinked(): Promise<boolean>;
  /** Until the control request `state` says so. */
  until(isTrue: () => Promise<boolean> | boolean): Promise<void>;
  stop(): Promise<void>;
}

const TRIES = 400;
const PAUSE_MS = 25;

async function until(isTrue: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < TRIES; i++) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`it did not come true: ${isTrue}`);
}

async function bridge(device: Device): Promise<UartServer> {
  const server = await openUartServer(0, (bytes) => device.uart.write(Buffer.from(bytes).toString('latin1')));
  if (!server) throw new Error('no free port');
  device.uart.onData((bytes) => server.write(Buffer.from(bytes, 'latin1')));
  return server;
}

/** Up, at rest, and with its setup code made. */
export async function startBench(options: HarnessOptions = {}): Promise<Bench> {
  // Files of a build of its own go without slots.
  const slots = options.bootFiles ? undefined : readSlotBuild(new URL('../../build/', import.meta.url));
  const device = await startDevice({ speed: SPEED, ...(slots ? { slots } : {}), ...options });
  const uart = await bridge(device);
  const port = (words: string[], outside?: Outside): Promise<Ran> =>
    command([...words, '--port', `tcp:127.0.0.1:${uart.port}`], outside);
  await until(() => device.readyCount() > 0);
  let code = '';
  await until(async () => {
    const ran = await port(['code', '--json']);
    if (ran.exit === 0) code = jsonOf(ran).data.code;
    return code !== '';
  });
  const bench: Bench = {
    device,
    code,
    uartPort: uart.port,
    port,
    host(words, outside = {}) {
      const env = { WIFIPROV_CODE: bench.code, ...outside.env };
      return command([...words, '--host', `127.0.0.1:${device.tcpPort}`], { ...outside, env });
    },
    isLinked: async () => ((await device.control({ do: 'state' })) as { link?: object | null }).link !== null,
    until,
    async stop() {
      uart.close();
      await device.stop();
    },
  };
  return bench;
}

/** For the rows of a file: a device that is at home, and a folder; both are gone with the file. */
export function useHome(prefix: string): { readonly bench: Bench; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const home: { bench: Bench; folder: string } = { bench: undefined as never, folder };
  beforeAll(async () => {
    home.bench = await startAtHome();
  }, 180_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await home.bench?.stop();
  });
  return home;
}

/** With the network of the built-in street that works. */
export async function startAtHome(options: HarnessOptions = {}): Promise<Bench> {
  const bench = await startBench(options);
  const ran = await bench.host(['set', '--ssid', 'Home'], { env: { WIFIPROV_PWD: 'correct horse' } });
  if (ran.exit !== 0) throw new Error(`not at home: ${ran.err}`);
  return bench;
}
