// The world outside of a command: its streams, its environment, and the person before it, if there is one.

import { text } from 'node:stream/consumers';
import { hasColour } from './colour.ts';
import { EXIT, usage } from './exit.ts';

export interface Io {
  out(text: string): void;
  err(text: string): void;
  env: { [name: string]: string | undefined };
  /** A person is there, who can be asked and reads standard error. */
  isPerson: boolean;
  /** Of the terminal; undefined where there is none. */
  columns: number | undefined;
  /** Whether colours may be in what goes to each stream. */
  colours: { out: boolean; err: boolean };
  stdin(): Promise<string>;
  /** Asks for a secret, which is not shown. */
  ask(question: string): Promise<string>;
  /** Asks for a word, which is shown as it is typed; '' at the end of input. */
  question(text: string): Promise<string>;
  /** Asks yes or no; a line end alone is no. */
  confirm(question: string): Promise<boolean>;
  /** Ctrl-C, for a command that it ends in good order; once. */
  onInterrupt(listener: () => void): void;
  /** What Ctrl-C says where no command waits for it: it ends everything at once. */
  whenStopped?(text: string): void;
}

async function ask(question: string): Promise<string> {
  const { default: password } = await import('@inquirer/password');
  try {
    return await password({ message: question, mask: '*' }, { output: process.stderr });
  } catch (error) {
    if ((error as Error).name === 'ExitPromptError') throw usage('no input');
    throw error;
  }
}

async function question(text: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const answer = await Promise.race([lines.question(`${text} `), ended]);
  lines.close();
  return answer.trim();
}

/** The first Ctrl-C goes to the command that waits for it; without one it ends the program. */
function interrupts(): Required<Pick<Io, 'onInterrupt' | 'whenStopped'>> {
  let waiting: (() => void)[] = [];
  let said = 'stopped';
  process.on('SIGINT', () => {
    if (waiting.length === 0) {
      process.stderr.write(`\nwifiprov: ${said}\n`);
      process.exit(EXIT.unreachable);
    }
    const listeners = waiting;
    waiting = [];
    for (const listener of listeners) listener();
  });
  return {
    onInterrupt: (listener) => void waiting.push(listener),
    whenStopped: (text) => {
      said = text;
    },
  };
}

export function processIo(): Io {
  // The reader has seen enough: `wifiprov monitor | head -1`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.done);
    throw error;
  });
  return {
    out: (said) => void process.stdout.write(said),
    err: (said) => void process.stderr.write(said),
    env: process.env,
    isPerson: process.stdin.isTTY === true && process.stderr.isTTY === true,
    columns: process.stdout.columns || undefined,
    colours: {
      out: hasColour(process.stdout.isTTY === true, process.env),
      err: hasColour(process.stderr.isTTY === true, process.env),
    },
    stdin: () => text(process.stdin),
    ask,
    question,
    confirm: async (text) => /^y(es)?$/i.test(await question(`${text} [y/N]`)),
    ...interrupts(),
  };
}
