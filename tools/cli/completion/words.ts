// What can stand on a command line, for the shells: commands, their flags, and what a value may be.

import type { Argument, Option } from 'commander';
import type { CommandRow } from '../subcommand.ts';
import { targetOptions } from '../target.ts';

/** `none`: takes no value; `any`: one that no shell can know. */
export type Value = 'none' | 'any' | 'file' | 'port' | readonly string[];

export interface Flag {
  /** All its spellings. */
  names: string[];
  value: Value;
  about: string;
}

export interface CommandWords {
  name: string;
  about: string;
  flags: Flag[];
  /** Of its first argument. */
  argument: Value;
}

const FILES = /[<[](?:file|folder|path|devices)\b/;

function kindOf(shown: string, choices: readonly string[] | undefined): Value {
  if (choices?.length) return choices;
  if (/[<[]port[>\]]/.test(shown) && shown.includes('--port')) return 'port';
  return FILES.test(shown) ? 'file' : 'any';
}

function flagOf({ flags, short, long, required, optional, argChoices, description }: Option): Flag {
  const names = [short, long].filter((name) => name !== undefined);
  return { names, value: required || optional ? kindOf(flags, argChoices) : 'none', about: description };
}

function argumentOf(argument: Argument | undefined): Value {
  if (!argument) return 'none';
  return kindOf(argument.required ? `<${argument.name()}>` : `[${argument.name()}]`, argument.argChoices);
}

const COMMON: Flag[] = [
  { names: ['--json'], value: 'none', about: 'for scripts: only JSON on standard output' },
  { names: ['-h', '--help'], value: 'none', about: 'display help for command' },
];

export async function commandWords(commands: readonly CommandRow[]): Promise<CommandWords[]> {
  const loaded = commands.map(async ({ name, summary, load }): Promise<CommandWords> => {
    const { doors, options = [], args = [] } = await load();
    const flags = [...targetOptions(doors), ...options].map(flagOf);
    return { name, about: summary, flags: [...flags, ...COMMON], argument: argumentOf(args[0]) };
  });
  const all = await Promise.all(loaded);
  const names = all.map(({ name }) => name);
  return [...all, { name: 'help', about: 'display help for command', flags: [], argument: names }];
}
