// What a subcommand is to the rest: its words on the command line, its help, its work. Its name is in registry.ts.

import type { Argument, Option } from 'commander';
import type { Device } from '../client/api.ts';
import type { Io } from './io.ts';

/** `host`: over TCP. `port`: over a serial line. */
export type Door = 'host' | 'port';

/** What was typed, and what it may use. */
export interface Call {
  /** The whole line, as it was typed. */
  words: readonly string[];
  /** As the arguments' own parsers have made them. */
  args: readonly unknown[];
  options: { [name: string]: unknown };
  io: Io;
  /** Machines read it: one JSON object on standard output, or one a line, and nothing else. */
  isJson: boolean;
  /** The next line of standard input, for a secret. */
  nextLine(): Promise<string>;
  /** All that there are. */
  commands: readonly CommandRow[];
  /** The device that --host or --port names; opened when first asked for, closed when the command is done. */
  device(): Promise<Device>;
}

/** What is printed at the end: `json` with --json, else `text`; nothing when both are left out. */
export interface Answer {
  json?: object;
  text?: string;
  /** Other than 0 `text` goes to standard error. */
  exit?: number;
}

export interface Subcommand {
  /** Empty: it speaks to no device, or opens its devices by itself. */
  doors: readonly Door[];
  args?: readonly Argument[];
  options?: readonly Option[];
  /** The device answers it without proof: where nobody can be asked for the setup code, none is needed. */
  needsNoCode?: boolean;
  /** Without the word wifiprov in front. `--help` shows them, and a test plays each to a simulated device. */
  examples: readonly string[];
  /** Paragraphs for `--help` and the manual, where options can't say it. */
  notes?: readonly string[];
  /** What Ctrl-C says in the middle, where the command itself does not wait for it. */
  stopped?: string;
  /** A mistake of the user's is thrown by `usage()`; what the device says is thrown by `device()` itself. */
  run(call: Call): Promise<Answer>;
}

/** How a subcommand is found; its code is loaded when it is named. */
export interface CommandRow {
  name: string;
  summary: string;
  load(): Promise<Subcommand>;
}
