// Before something is lost: a question to a person, `--yes` from a script.

import { Option } from 'commander';
import { usage } from './exit.ts';
import type { Call } from './subcommand.ts';

export function yesOption(): Option {
  return new Option('--yes', 'do it without asking');
}

/** `what` is a sentence: what will be lost. */
export async function beSure(call: Call, what: string): Promise<void> {
  if (call.options['yes']) return;
  if (!call.io.isPerson) throw usage(`${what} --yes does it`);
  if (!(await call.io.confirm(`${what} Go on?`))) throw usage('nothing was changed');
}
