// Part: what is wrong with a command.

export { commandFault as create } from '../commands/refusal.ts';
