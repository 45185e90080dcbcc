// One run of the command: what was typed to an exit status. All of the world outside comes by `io`.

import { CommanderError } from 'commander';
import type { ConnectOptions, Device, DeviceError } from '../client/api.ts';
import { isDeviceError } from '../client/errors.ts';
import { addFields, fieldsFile } from './app-fields.ts';
import { paintFor } from './colour.ts';
import { EXIT, EXIT_BUG, usage } from './exit.ts';
import type { Io } from './io.ts';
import { failureAnswer } from './outcome.ts';
import { type Act, createProgram } from './program.ts';
import { SUBCOMMANDS } from './registry.ts';
import type { Answer, Call, Subcommand } from './subcommand.ts';
import { type TargetFlags, targetOf } from './target.ts';

/** What the user can do about it. */
const HINTS: { [code: string]: string } = {
  window_closed: 'With the setup code (--code, WIFIPROV_CODE) it works anyway.',
  bad_proof: 'The code is on the label; `wifiprov code --port ...` shows it.',
  internal:
    'Please report it with what the serial line prints (`# error internal ...`); `faults` in the status counts such errors.',
};

/** Of a device on the network. */
const FIND = '`wifiprov discover` lists the devices in this network.';

const STOPPED = 'stopped; what the device was told before, it does; `wifiprov status` says how it is';
/** Where no device is spoken to. */
const STOPPED_HERE = 'stopped before it was done';

/** Standard input, line by line. */
function lineReader(io: Io): () => Promise<string> {
  let lines: Promise<string[]> | undefined;
  return async () => {
    lines ??= io.stdin().then((all) => all.split(/\r?\n/));
    const line = (await lines).shift();
    if (line === undefined) throw usage('standard input ended before the password or setup code');
    return line;
  };
}

function sayFailure(io: Io, isJson: boolean, error: DeviceError, isByHost = false): number {
  const hint = isByHost && error.code === 'unreachable' ? FIND : HINTS[error.code];
  const exit = sayAnswer(io, isJson, failureAnswer(error));
  if (hint && !isJson) io.err(`${hint}\n`);
  return exit;
}

function sayAnswer(io: Io, isJson: boolean, answer: Answer): number {
  const exit = answer.exit ?? EXIT.done;
  if (isJson && answer.json) io.out(`${JSON.stringify(answer.json)}\n`);
  else if (!isJson && answer.text !== undefined && exit === EXIT.done) io.out(`${answer.text}\n`);
  else if (!isJson && answer.text !== undefined) io.err(`${paintFor(io, 'err')('bad', 'wifiprov:')} ${answer.text}\n`);
  return exit;
}

async function loadClient(options: ConnectOptions): Promise<Device> {
  const { connect } = await import('../client/node.ts');
  return connect(options);
}

async function work(
  command: Subcommand,
  { words, args, options }: Pick<Call, 'words' | 'args' | 'options'>,
  io: Io,
): Promise<number> {
  const isJson = options['json'] === true;
  io.whenStopped?.(command.stopped ?? (command.doors.length ? STOPPED : STOPPED_HERE));
  const nextLine = lineReader(io);
  let opened: Promise<Device> | undefined;
  try {
    const target = command.doors.length ? await targetOf(command, options as TargetFlags, io, nextLine) : {};
    const device = (): Promise<Device> => {
      opened ??= loadClient(target);
      return opened;
    };
    return sayAnswer(
      io,
      isJson,
      await command.run({ words, args, options, io, isJson, nextLine, commands: SUBCOMMANDS, device }),
    );
  } catch (error) {
    if (!isDeviceError(error)) throw error;
    return sayFailure(io, isJson, error, options['host'] !== undefined);
  } finally {
    (await opened?.catch(() => undefined))?.close();
  }
}

/** A mistake on the command line: the parser's own sentence. */
function sayMistake(io: Io, isJson: boolean, error: CommanderError, said: string): number {
  if (error.exitCode === 0) return EXIT.done;
  const message = error.message.replace(/^error: /, '');
  if (isJson) io.out(`${JSON.stringify({ ok: false, code: 'usage', message })}\n`);
  else io.err(said);
  return EXIT.usage;
}

export async function run(argv: string[], io: Io): Promise<number> {
  let exit: number = EXIT.done;
  let said = '';
  const act: Act = async (command, args, options) => {
    exit = await work(command, { words: argv, args, options }, io);
  };
  try {
    const fields = fieldsFile(argv, io.env);
    if (fields !== undefined) addFields(fields);
    const program = await createProgram(argv, act, { out: io.out, err: (text) => (said += text), columns: io.columns });
    await program.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    if (isDeviceError(error)) return sayFailure(io, argv.includes('--json'), error);
    if (error instanceof CommanderError) return sayMistake(io, argv.includes('--json'), error, said);
    io.err(`wifiprov: this is a bug in wifiprov; please report it\n${(error as Error).stack ?? error}\n`);
    return EXIT_BUG;
  }
}
