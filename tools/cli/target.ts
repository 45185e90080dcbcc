// --host and --port: where the device is, and what proves that we may ask it.

import { InvalidArgumentError, Option } from 'commander';
import type { ConnectOptions } from '../client/api.ts';
import { usage } from './exit.ts';
import type { Io } from './io.ts';
import type { Door, Subcommand } from './subcommand.ts';

export const CODE_VARIABLE = 'WIFIPROV_CODE';
const TIMEOUT_MAX_S = 600;
const ANSWER_S = 15;

export function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > TIMEOUT_MAX_S)
    throw new InvalidArgumentError(`It must be whole seconds, 1..${TIMEOUT_MAX_S}.`);
  return value;
}

interface Host {
  host: string;
  port?: number;
}

/** `name`, `name:port`, `[address]:port`, or an IPv6 address as it is. */
export function hostOf(text: string): Host {
  const [, bracketed, named, digits] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = bracketed ?? named ?? (/^[\da-f:.]+(%\w+)?$/i.test(text) ? text : undefined);
  const port = digits === undefined ? undefined : Number(digits);
  if (!host || port === 0 || (port ?? 0) > 65535) throw new InvalidArgumentError('It must be HOST or HOST:PORT.');
  return { host, ...(port ? { port } : {}) };
}

const HOST_OPTIONS = (): Option[] => [
  new Option('--host <host[:port]>', 'the device on the network: address or name, .local names too').argParser(hostOf),
  new Option('--code <code>', `setup code; better from ${CODE_VARIABLE}, a prompt, or:`),
  new Option('--code-stdin', 'read the setup code from standard input'),
  new Option('--plain', 'without the setup code, unencrypted: works while the setup window is open'),
];
const PORT_OPTIONS = (): Option[] => [
  new Option('--port <port>', 'the device at a serial port (/dev/ttyUSB0, COM3), or tcp:HOST:PORT for one behind TCP'),
];

export function timeoutOption(): Option {
  return new Option('--timeout <seconds>', 'time limit for each answer of the device')
    .argParser(seconds)
    .default(ANSWER_S);
}

export function targetOptions(doors: readonly Door[]): Option[] {
  if (doors.length === 0) return [];
  return [
    ...(doors.includes('host') ? HOST_OPTIONS() : []),
    ...(doors.includes('port') ? PORT_OPTIONS() : []),
    timeoutOption(),
  ];
}

export interface TargetFlags {
  host?: Host;
  port?: string;
  code?: string;
  codeStdin?: boolean;
  plain?: boolean;
  timeout?: number;
}

async function codeOf(flags: TargetFlags, io: Io, nextLine: () => Promise<string>): Promise<string> {
  if (flags.code !== undefined) return flags.code;
  if (flags.codeStdin) return nextLine();
  const known = io.env[CODE_VARIABLE];
  if (known) return known;
  if (io.isPerson) return io.ask(`Setup code of ${flags.host?.host}:`);
  throw usage(
    `the setup code is missing: use ${CODE_VARIABLE} or --code-stdin, or --plain while the setup window is open`,
  );
}

function isPlain({ code, codeStdin, plain }: TargetFlags, io: Io, needsNoCode = false): boolean {
  const isKnown = code !== undefined || codeStdin === true || Boolean(io.env[CODE_VARIABLE]);
  return plain === true || (needsNoCode && !isKnown && !io.isPerson);
}

/** Where to go, with the secret that it takes. */
export async function targetOf(
  { doors, needsNoCode }: Pick<Subcommand, 'doors' | 'needsNoCode'>,
  flags: TargetFlags,
  io: Io,
  nextLine: () => Promise<string>,
): Promise<ConnectOptions> {
  const { host, port } = flags;
  const timeoutMs = (flags.timeout ?? ANSWER_S) * 1000;
  if (host && port) throw usage('use --host or --port, not both');
  if (!host && !port) throw usage(`where is the device? use ${doors.map((door) => `--${door}`).join(' or ')}`);
  const asksCode = flags.code !== undefined || flags.codeStdin === true;
  if (port && (asksCode || flags.plain)) throw usage('a serial port needs no setup code');
  if (asksCode && flags.plain) throw usage('--plain cannot be combined with a setup code');
  if (port) return { serial: port, timeoutMs };
  const code = isPlain(flags, io, needsNoCode) ? {} : { code: await codeOf(flags, io, nextLine) };
  return { ...host, ...code, timeoutMs };
}
