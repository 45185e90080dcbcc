#!/usr/bin/env node
// `npm start`: reads the options, opens the ports, runs an engine, says READY, and ends cleanly on a signal.

import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Announcer, startAnnouncer } from './announcer.ts';
import { openControl } from './control-port.ts';
import { createEngine } from './create-engine.ts';
import { closeDoors, openDoors } from './doors.ts';
import type { Doors, Engine } from './engine.ts';
import { greeting, type Ready } from './greeting.ts';
import { readOptions, type SimOptions } from './options.ts';
import { FAILURE, quit, say, USAGE_ERROR } from './quit.ts';
import { type Filled, untilFilled } from './rom/empty-board.ts';
import { openTerminal, type UartEnd } from './terminal.ts';
import { openUartServer } from './uart-tcp.ts';

/** The bundle lies beside the built tool's folder: build/boot0.js for build/tools/sim.mjs. */
const BUILT = new URL('..', import.meta.url);

async function reserveDoors(options: SimOptions): Promise<Doors> {
  const doors = await openDoors(options.ports, say);
  return 'taken' in doors ? quit(USAGE_ERROR, `--${doors.taken}-port ${doors.port} is in use`) : doors;
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
  const bundle = options.firmware === null ? BUILT : pathToFileURL(`${resolve(options.firmware)}/`);
  if (options.asFlashed && !options.empty && (options.flash === null || !existsSync(options.flash)))
    return quit(USAGE_ERROR, '--as-flashed needs --flash FILE with an existing flash image');
  if (options.once && options.uartPort !== null)
    return quit(USAGE_ERROR, '--once is for standard input: leave out --uart');
  const filled = options.empty ? await fillBoard(options) : undefined;
  const doors = await reserveDoors(options);
  const engine = createEngine(options, doors, bundle);
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
