// The command line as commander knows it, made from the registry.

import { Command, Option } from 'commander';
import { EXIT, EXIT_MEANINGS } from './exit.ts';
import { SUBCOMMANDS } from './registry.ts';
import type { Call, Subcommand } from './subcommand.ts';
import { targetOptions } from './target.ts';

/** Of the manual, and the most on any terminal; less would leave no room beside the flags. */
const [WIDTH, WIDTH_MIN] = [100, 50];

export type Act = (command: Subcommand, args: Call['args'], options: Call['options']) => Promise<void>;

interface Streams {
  out(text: string): void;
  err(text: string): void;
  columns?: number | undefined;
}

function widthOf({ columns = WIDTH }: Streams): number {
  return Math.max(WIDTH_MIN, Math.min(WIDTH, columns));
}

function wrapped(text: string, width: number): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line && line.length + word.length > width - 1) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.join('\n');
}

function afterHelp({ notes = [], examples }: Subcommand, width: number): string {
  const shown = examples.map((example) => `  wifiprov ${example}`).join('\n');
  const paragraphs = notes.map((note) => `${wrapped(note, width)}\n\n`).join('');
  return `\n${paragraphs}Example${examples.length > 1 ? 's' : ''}:\n${shown}\n`;
}

function exitCodes(): string {
  const rows = Object.entries(EXIT).map(([kind, code]) => `  ${code}  ${EXIT_MEANINGS[kind as keyof typeof EXIT]}`);
  return `\nExit status:\n${rows.join('\n')}\n`;
}

function addSubcommand(made: Command, command: Subcommand, act: Act, width: number): void {
  made.allowExcessArguments(false);
  for (const argument of command.args ?? []) made.addArgument(argument);
  for (const option of [...targetOptions(command.doors), ...(command.options ?? [])]) made.addOption(option);
  made.addOption(new Option('--json', 'for scripts: only JSON on standard output'));
  made.addHelpText('after', afterHelp(command, width));
  made.action(() => act(command, made.processedArgs, made.opts()));
}

/** Of the commands only those that `words` names are loaded: `wifiprov --help` needs none of them. */
export async function createProgram(words: readonly string[], act: Act, streams: Streams): Promise<Command> {
  const program = new Command('wifiprov')
    .description('Provisions wifiprov devices: over the network (--host) or a serial port (--port).')
    .version(BUILD_VERSION)
    .configureHelp({ helpWidth: widthOf(streams), minWidthToWrap: 20, subcommandTerm: (command) => command.name() })
    .configureOutput({ writeOut: streams.out, writeErr: streams.err, getOutHasColors: () => false })
    .exitOverride();
  for (const { name, summary, load } of SUBCOMMANDS) {
    const made = program.command(name).description(summary);
    if (words.includes(name)) addSubcommand(made, await load(), act, widthOf(streams));
  }
  program.addHelpText(
    'after',
    `${exitCodes()}\n\`wifiprov COMMAND --help\` has the options of a command and examples.\n`,
  );
  return program;
}

/** For the manual: all help texts, by name; the first is that of the whole. */
export async function helpTexts(): Promise<[string, string][]> {
  let said = '';
  const names = SUBCOMMANDS.map(({ name }) => name);
  const program = await createProgram(names, async () => {}, { out: (text) => (said += text), err: () => {} });
  const helpOf = (command: Command): string => {
    said = '';
    command.outputHelp();
    return said;
  };
  return [
    ['wifiprov', helpOf(program)],
    ...program.commands.map((command): [string, string] => [command.name(), helpOf(command)]),
  ];
}
