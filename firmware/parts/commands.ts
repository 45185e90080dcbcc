// Part: what `cmd` names.

export { runCommand as create } from '../commands/commands.ts';
