// The world outside of a command: its streams, its environment, and the person before it, if there is one.

import { text } from 'node:stream/consumers';
import { EXIT, usage } from './exit.ts';

export interface Io {
  out(text: string): void;
  err(text: string): void;
  env: { [name: string]: string | undefined };
  /** Somebody sits there, who can be asked and reads standard error. */
  isPerson: boolean;
  stdin(): Promise<string>;
  /** Asks for a secret, which is not shown. */
  ask(question: string): Promise<string>;
  /** Ctrl-C, for a command that it ends in good order. */
  onInterrupt(listener: () => void): void;
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

export function processIo(): Io {
  // Whoever reads has seen enough: `wifiprov monitor | head -1`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.done);
    throw error;
  });
  return {
    out: (said) => void process.stdout.write(said),
    err: (said) => void process.stderr.write(said),
    env: process.env,
    isPerson: process.stdin.isTTY === true && process.stderr.isTTY === true,
    stdin: () => text(process.stdin),
    ask,
    onInterrupt: (listener) => void process.once('SIGINT', listener),
  };
}
