// The simulator's command line: every option of `--help`, checked; a bad value is one clear sentence.

import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { LED_FORM, type Led, parseLed } from '../build/led.mjs';
import type { WantedPorts } from './doors.ts';
import { PORT_BUILDS, type PortBuild } from './engine.ts';

export interface SimOptions {
  engine: 'node' | 'espruino';
  /** null: standard input and output; else a TCP port, 0 for any. */
  uartPort: number | null;
  ports: WantedPorts;
  /** The built firmware, if not that beside the simulator. */
  firmware: string | null;
  flash: string | null;
  asFlashed: boolean;
  empty: boolean;
  radio: string | null;
  speed: number;
  /** null: off; 0: any. */
  control: number | null;
  seed: number;
  portBuild: PortBuild;
  idfLog: boolean;
  access: 'window' | 'open';
  /** The start option of that name; null: none. */
  led: Led | null;
  bootWindow: boolean;
  jsvars: number | null;
  once: boolean;
  /** This computer can find the device by its name. */
  announce: boolean;
}

type ReadOptions = { options: SimOptions } | { exit: number };

const MAX_SPEED = 10000;
const MAX_SEED = 0xffffffff;
const JSVARS_RANGE = { low: 1000, high: 16383 };

function whole(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < low || value > high)
      throw new InvalidArgumentError(`It must be a whole number ${low}..${high}.`);
    return value;
  };
}

function oneOf<T extends string>(allowed: readonly T[]): (text: string) => T {
  return (text) => {
    const found = allowed.find((one) => one === text);
    if (found === undefined) throw new InvalidArgumentError(`It must be ${allowed.join(' or ')}.`);
    return found;
  };
}

function speed(text: string): number {
  const value = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || value <= 0 || value > MAX_SPEED)
    throw new InvalidArgumentError(`It must be a number above 0, at most ${MAX_SPEED}.`);
  return value;
}

type UartChoice = 'stdio' | number;

function uart(text: string): UartChoice {
  if (text === 'stdio') return text;
  const [, digits] = /^tcp:(\d{1,5})$/.exec(text) ?? [];
  if (digits === undefined || Number(digits) > 65535) throw new InvalidArgumentError('It must be stdio or tcp:PORT.');
  return Number(digits);
}

function led(text: string): Led {
  const read = parseLed(text);
  if (!read) throw new InvalidArgumentError(`It must be ${LED_FORM}.`);
  return read;
}

const port = whole(0, 65535);

function createCommand(): Command {
  return new Command('wifiprov-sim')
    .description('Runs the built wifiprov firmware on a simulated ESP32.')
    .allowExcessArguments(false)
    .option(
      '--engine <engine>',
      'node (a sandbox) or espruino (the real interpreter)',
      oneOf(['node', 'espruino']),
      'node',
    )
    .option('--uart <where>', 'UART0: stdio or tcp:PORT (0 = any free port)', uart, 'stdio')
    .option('--tcp-port <port>', "the device's port 6666 on 127.0.0.1 (0 = any free port; default: 6666)", port)
    .option('--http-port <port>', "the device's port 80 (default: 8080)", port)
    .option('--dns-port <port>', "the device's port 53 (default: 5353)", port)
    .option('--firmware <folder>', 'the built firmware (default: the one that came with the simulator)')
    .option('--flash <file>', 'flash image, created if missing (default: in memory)')
    .option('--as-flashed', 'boot the firmware in the flash image; install nothing', false)
    .option('--empty', 'a board without a program, for `wifiprov flash --espruino`; with --uart tcp:PORT', false)
    .option('--radio <file>', 'the networks around the device, as JSON (default: six networks)')
    .option('--speed <factor>', 'run simulated time this many times faster (node engine)', speed, 1)
    .option('--control <port>', 'JSON lines for tests (0 = any free port; default: off)', port)
    .option('--seed <number>', 'seed for all random choices', whole(0, MAX_SEED), 1)
    .option('--port-build <build>', `Espruino's ESP32 port: ${PORT_BUILDS.join(', ')}`, oneOf(PORT_BUILDS), '2v27')
    .option('--idf-log', "also print the ESP-IDF's log lines on the UART", false)
    .option('--access <mode>', 'window or open (changes need no proof)', oneOf(['window', 'open']), 'window')
    .option('--led <pin>', 'a status LED, e.g. D2 or D2,on=0,online=1; `state` of the control port shows it', led)
    .option('--no-announce', 'without mDNS; with it this computer, and no other, finds the device by its name')
    .option('--boot-window', 'imitate the 2 s wait for a Ctrl-C at boot', false)
    .option('--once', 'at the end of standard input, end after the last answer', false)
    .option(
      '--jsvars <number>',
      'size of the variable pool (espruino engine)',
      whole(JSVARS_RANGE.low, JSVARS_RANGE.high),
    )
    .exitOverride();
}

type Raw = Omit<SimOptions, 'uartPort' | 'ports' | 'firmware' | 'flash' | 'radio' | 'control' | 'jsvars' | 'led'> & {
  uart: UartChoice;
  tcpPort?: number;
  httpPort?: number;
  dnsPort?: number;
  firmware?: string;
  flash?: string;
  radio?: string;
  control?: number;
  jsvars?: number;
  led?: Led;
};

const DEFAULT_PORTS = { tcp: 6666, http: 8080, dns: 5353 };

/** Usage errors are written by commander to standard error; the exit status is 2. */
export function readOptions(argv: string[]): ReadOptions {
  const command = createCommand();
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return { exit: error.exitCode === 0 ? 0 : 2 };
    throw error;
  }
  const raw = command.opts<Raw>();
  const wanted = (given: number | undefined, fallback: number) => ({
    port: given ?? fallback,
    asked: given !== undefined && given !== 0,
  });
  return {
    options: {
      ...raw,
      uartPort: raw.uart === 'stdio' ? null : raw.uart,
      ports: {
        tcp: wanted(raw.tcpPort, DEFAULT_PORTS.tcp),
        http: wanted(raw.httpPort, DEFAULT_PORTS.http),
        dns: wanted(raw.dnsPort, DEFAULT_PORTS.dns),
      },
      firmware: raw.firmware ?? null,
      flash: raw.flash ?? null,
      radio: raw.radio ?? null,
      control: raw.control ?? null,
      jsvars: raw.jsvars ?? null,
      led: raw.led ?? null,
    },
  };
}
