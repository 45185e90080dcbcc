#!/usr/bin/env node
// `npm start`: reads the options, opens the ports, runs an engine, says READY, and ends cleanly on a signal.

import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Announcer, startAnnouncer } from './announcer.ts';
import { serveControl } from './control.ts';
import { closeDoors, HOST, openDoors } from './doors.ts';
import type { Doors, Engine, EngineOptions } from './engine.ts';
import { createEspruinoEngine } from './espruino/engine.ts';
import { findInterpreter, NO_INTERPRETER } from './espruino/interpreter.ts';
import { readBundle, readSlotBuild, startScript } from './firmware-install.ts';
import { greeting, type Ready } from './greeting.ts';
import { createNodeEngine } from './node/engine.ts';
import { readOptions, type SimOptions } from './options.ts';
import { type AccessPoint, checkAir } from './radio/check.ts';
import { defaultNetworks } from './radio/default-networks.ts';
import { type Filled, untilFilled } from './rom/empty-board.ts';
import { openTerminal, type UartEnd } from './terminal.ts';
import { listenLocal, openUartServer } from './uart-tcp.ts';

const USAGE_ERROR = 2;
const FAILURE = 1;
/** The bundle lies beside the built tool's folder: build/boot0.js for build/tools/sim.mjs. */
let BUNDLE = new URL('..', import.meta.url);

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Ends the process with a line that says why. */
function quit(status: number, line: string): never {
  say(line);
  process.exit(status);
}

function readAir(file: string | null): AccessPoint[] {
  if (file === null) return defaultNetworks();
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return quit(USAGE_ERROR, `--radio ${file}: ${(error as Error).message}`);
  }
  const air = checkAir(parsed);
  return 'error' in air ? quit(USAGE_ERROR, `--radio ${file}: ${air.error}`) : air.value;
}

async function reserveDoors(options: SimOptions): Promise<Doors> {
  const doors = await openDoors(options.ports, say);
  return 'taken' in doors ? quit(USAGE_ERROR, `--${doors.taken}-port ${doors.port} is in use`) : doors;
}

function readFirmware(asFlashed: boolean): ReturnType<typeof readBundle> {
  if (asFlashed) return { '.boot0': '', '.bootcde': '' };
  try {
    return readBundle(BUNDLE);
  } catch (error) {
    return quit(FAILURE, `the firmware is not built (npm run build): ${(error as Error).message}`);
  }
}

function engineOptions(options: SimOptions, doors: Doors): EngineOptions {
  const ownHosts = [`${HOST}:${doors.http.port}`, `localhost:${doors.http.port}`];
  const { access, bootWindow, led, idfLog, portBuild, seed, speed, jsvars, flash, asFlashed } = options;
  return {
    portBuild,
    idfLog,
    seed,
    speed,
    jsvars,
    doors,
    flashFile: flash,
    asFlashed,
    slots: asFlashed ? undefined : readSlotBuild(BUNDLE),
    accessPoints: readAir(options.radio),
    bootFiles: {
      ...readFirmware(asFlashed),
      '.boot1': startScript({ access, bootWindow, ownHosts, ...(led ? { led } : {}) }),
    },
    log: say,
  };
}

function createEngine(options: SimOptions, doors: Doors): Engine {
  const forEngine = engineOptions(options, doors);
  try {
    if (options.engine === 'node') return createNodeEngine(forEngine);
    const interpreter = findInterpreter();
    if (!interpreter) return quit(FAILURE, NO_INTERPRETER);
    return createEspruinoEngine({ ...forEngine, interpreter });
  } catch (error) {
    // Only the flash image can be at fault here.
    return quit(USAGE_ERROR, (error as Error).message);
  }
}

async function openUart(options: SimOptions, engine: Engine, end: () => void): Promise<UartEnd & { port?: number }> {
  const onBytes = (bytes: Uint8Array): void => engine.uartWrite(bytes);
  const { bootWindow, once, speed, uartPort } = options;
  if (uartPort === null)
    return openTerminal({ onBytes, onEnd: end, isOnce: once, holdsInput: !bootWindow || once, speed });
  const server = await openUartServer(uartPort, onBytes);
  return server ?? quit(USAGE_ERROR, `--uart tcp:${uartPort} is in use`);
}

/** What is in its flash is what it boots. */
async function fillBoard(options: SimOptions): Promise<Filled> {
  if (options.uartPort === null) return quit(USAGE_ERROR, '--empty needs --uart tcp:PORT');
  options.flash ??= join(mkdtempSync(join(tmpdir(), 'wifiprov-empty-')), 'flash.bin');
  options.asFlashed = true;
  const filled = await untilFilled(options.uartPort, options.flash, say);
  return filled ?? quit(USAGE_ERROR, `--uart tcp:${options.uartPort} is taken`);
}

interface ControlPort {
  port: number;
  close(): void;
}

async function openControl(port: number | null, engine: Engine): Promise<ControlPort | null> {
  if (port === null) return null;
  const clients = new Set<Socket>();
  const listening: { server: Server; port: number } | null = await listenLocal(port, (socket) => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    serveControl(engine, socket);
  });
  if (!listening) return quit(USAGE_ERROR, `--control ${port} is in use`);
  const close = (): void => {
    listening.server.close();
    for (const client of clients) client.destroy();
  };
  return { port: listening.port, close };
}

function announceName({ announce }: SimOptions, engine: Engine): Announcer | null {
  if (!announce) return null;
  let isTold = false;
  return startAnnouncer(
    () => engine.announced(),
    (why) => {
      if (!isTold) say(`this computer does not find the device by its name (${why})`);
      isTold = true;
    },
  );
}

function readyLine(doors: Doors, engine: Engine, uart: number | undefined, control: number | null): string {
  const open = engine.openDoors();
  const at = (name: keyof Doors): number | null => (open[name] ? doors[name].port : null);
  return `READY ${JSON.stringify({ tcp: at('tcp'), http: at('http'), dns: at('dns'), uart: uart ?? 'stdio', control })}`;
}

/** Programs get READY alone; a person is told before it how to go on. */
function announce(uart: UartEnd, line: string, ready: Ready): void {
  const isPerson = process.stderr.isTTY === true;
  const lines = [...(isPerson ? greeting(ready, process.stdin.isTTY === true) : []), line];
  if (isPerson && uart.say) uart.say(lines);
  else for (const one of lines) say(one);
  uart.ready?.();
}

async function main(): Promise<void> {
  const read = readOptions(process.argv.slice(2));
  if ('exit' in read) process.exit(read.exit);
  const { options } = read;
  if (options.firmware !== null) BUNDLE = pathToFileURL(`${resolve(options.firmware)}/`);
  if (options.asFlashed && !options.empty && (options.flash === null || !existsSync(options.flash)))
    return quit(USAGE_ERROR, '--as-flashed needs --flash FILE with an existing flash image');
  if (options.once && options.uartPort !== null)
    return quit(USAGE_ERROR, '--once is for standard input: leave out --uart');
  const filled = options.empty ? await fillBoard(options) : undefined;
  const doors = await reserveDoors(options);
  const engine = createEngine(options, doors);
  const uart = filled?.uart ?? (await openUart(options, engine, () => void end(0)));
  filled?.handOver((bytes) => engine.uartWrite(bytes));
  const control = await openControl(options.control, engine);
  const announcer = announceName(options, engine);
  let ending = false;
  let announced = false;

  async function end(status: number): Promise<void> {
    if (ending) return;
    ending = true;
    await engine.stop();
    uart.close();
    control?.close();
    announcer?.close();
    await closeDoors(doors);
    process.exit(status);
  }

  process.on('SIGTERM', () => void end(0));
  process.on('SIGINT', () => void end(0));
  engine.onUart((bytes) => uart.write(bytes));
  engine.onReady(() => {
    if (announced) return;
    announced = true;
    announce(uart, readyLine(doors, engine, uart.port, control?.port ?? null), {
      http: engine.openDoors().http ? doors.http.port : null,
      uart: uart.port ?? 'stdio',
      tcp: announcer && engine.openDoors().tcp ? doors.tcp.port : null,
    });
  });
  // What the interpreter lacks is told in a sentence.
  await engine.start().catch((error: Error) => quit(FAILURE, error.message));
}

main().catch((error: Error) => quit(FAILURE, `the simulator failed: ${error.stack ?? error.message}`));
