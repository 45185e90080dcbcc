// One run of the command: what was typed to an exit status. All of the world outside comes by `io`.

import { CommanderError } from 'commander';
import type { ConnectOptions, Device, DeviceError } from '../client/api.d.ts';
import { isDeviceError } from '../client/errors.ts';
import { EXIT, EXIT_BUG, exitOf, usage } from './exit.ts';
import type { Io } from './io.ts';
import { plain } from './print.ts';
import { createProgram } from './program.ts';
import type { Answer, Call, Subcommand } from './subcommand.ts';
import { type TargetFlags, targetOf } from './target.ts';

/** What the user can do about it. */
const HINTS: { [code: string]: string } = {
  window_closed: 'With the setup code (--code, WIFIPROV_CODE) it works all the same.',
  bad_proof: 'The code stands on the label; `wifiprov code --port ...` shows it.',
};

/** Standard input, line by line. */
function lineReader(io: Io): () => Promise<string> {
  let lines: Promise<string[]> | undefined;
  return async () => {
    lines ??= io.stdin().then((all) => all.split(/\r?\n/));
    const line = (await lines).shift();
    if (line === undefined) throw usage('standard input ended before the secret');
    return line;
  };
}

function sayFailure(io: Io, isJson: boolean, error: DeviceError): number {
  const { code, message, field, seconds } = error;
  if (isJson)
    io.out(
      `${JSON.stringify({ ok: false, code, message, ...(field ? { field } : {}), ...(seconds ? { seconds } : {}) })}\n`,
    );
  else io.err(`wifiprov: ${plain(message)}\n${HINTS[code] ? `${HINTS[code]}\n` : ''}`);
  return exitOf(error.kind);
}

function sayAnswer(io: Io, isJson: boolean, answer: Answer): number {
  const exit = answer.exit ?? EXIT.done;
  if (isJson && answer.json) io.out(`${JSON.stringify(answer.json)}\n`);
  else if (!isJson && answer.text !== undefined && exit === EXIT.done) io.out(`${answer.text}\n`);
  else if (!isJson && answer.text !== undefined) io.err(`wifiprov: ${answer.text}\n`);
  return exit;
}

async function loadClient(options: ConnectOptions): Promise<Device> {
  const { connect } = await import('../client/node.ts');
  return connect(options);
}

async function work(command: Subcommand, args: Call['args'], options: Call['options'], io: Io): Promise<number> {
  const isJson = options['json'] === true;
  const nextLine = lineReader(io);
  let opened: Promise<Device> | undefined;
  try {
    const target = command.doors.length ? await targetOf(command.doors, options as TargetFlags, io, nextLine) : {};
    const device = (): Promise<Device> => {
      opened ??= loadClient(target);
      return opened;
    };
    return sayAnswer(io, isJson, await command.run({ args, options, io, isJson, nextLine, device }));
  } catch (error) {
    if (!isDeviceError(error)) throw error;
    return sayFailure(io, isJson, error);
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
  const program = createProgram(
    async (command, args, options) => {
      exit = await work(command, args, options, io);
    },
    { out: io.out, err: (text) => (said += text) },
  );
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return sayMistake(io, argv.includes('--json'), error, said);
    io.err(`wifiprov: a fault of this program itself, please report it\n${(error as Error).stack ?? error}\n`);
    return EXIT_BUG;
  }
}
