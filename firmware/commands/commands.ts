// The commands that every door understands: what they take, what they do.

import { nearest, shown } from '../config/names.ts';
import { configJson } from '../config/show.ts';
import { type Fault, fault, fieldFault } from '../core/result.ts';
import { IDLE_MINUTES, IDLE_MINUTES_MAX, type Who } from '../device/window.ts';
import type { Context } from './context.ts';
import { scanOf, statusOf } from './status.ts';

export interface CommandArgs {
  [key: string]: unknown;
}

type Run = (context: Context, args: CommandArgs, reply: (reply: object) => void, who: Who) => void;

export interface Command {
  /** Keys that may stand beside `cmd`. */
  keys: string[];
  /** Answers with the window closed too. */
  isFree?: boolean;
  run: Run;
}

function data(value: unknown): object {
  return { ok: true, data: value };
}

function ping(_context: Context, _args: CommandArgs, reply: (reply: object) => void): void {
  reply(data({}));
}

function get(context: Context, _args: CommandArgs, reply: (reply: object) => void): void {
  reply(data(configJson(context.config())));
}

function status(context: Context, _args: CommandArgs, reply: (reply: object) => void, who: Who): void {
  reply(data(statusOf(context, who)));
}

function scan(context: Context, _args: CommandArgs, reply: (reply: object) => void): void {
  context.engine().scan(() => reply(data(scanOf(context))));
}

function connect(context: Context, _args: CommandArgs, reply: (reply: object) => void): void {
  reply(context.engine().connect() || data({ state: context.kept.link.word }));
}

function disconnect(context: Context, _args: CommandArgs, reply: (reply: object) => void): void {
  context.engine().disconnect();
  reply(data({ state: context.kept.link.word }));
}

function history(context: Context, _args: CommandArgs, reply: (reply: object) => void): void {
  reply(data({ attempts: context.history() }));
}

function open(context: Context, args: CommandArgs, reply: (reply: object) => void): void {
  const minutes = args['minutes'] === undefined ? IDLE_MINUTES : args['minutes'];
  const limits = `minutes must be a whole number 1..${IDLE_MINUTES_MAX}`;
  if (typeof minutes !== 'number' || minutes % 1) return reply(fieldFault('invalid_type', 'minutes', limits));
  if (minutes < 1 || minutes > IDLE_MINUTES_MAX) return reply(fieldFault('invalid_value', 'minutes', limits));
  context.gate().open(minutes);
  reply(data({ window: 'open', window_s: minutes * 60 }));
}

function close(context: Context, _args: CommandArgs, reply: (reply: object) => void): void {
  reply(context.gate().close() || data({ window: 'closed' }));
}

function reset(context: Context, args: CommandArgs, reply: (reply: object) => void): void {
  const all = args['all'];
  if (all !== undefined && typeof all !== 'boolean')
    return reply(fieldFault('invalid_type', 'all', 'all must be true or false'));
  context.engine().restart(all ? 'all' : 'config');
  reply(data({ restarting: true }));
}

function reboot(context: Context, _args: CommandArgs, reply: (reply: object) => void): void {
  context.engine().restart('');
  reply(data({ restarting: true }));
}

function help(_context: Context, _args: CommandArgs, reply: (reply: object) => void): void {
  const set = 'any fields of the config, e.g. {"STA":{"SSID":"Home","PWD":"..."}}, or {"wifi":"WIFI:..."}';
  reply(data({ commands: Object.keys(COMMANDS), set }));
}

export const COMMANDS: { [name: string]: Command } = {
  get: { keys: [], run: get },
  status: { keys: [], isFree: true, run: status },
  scan: { keys: [], run: scan },
  connect: { keys: [], run: connect },
  disconnect: { keys: [], run: disconnect },
  history: { keys: [], run: history },
  open: { keys: ['minutes'], run: open },
  close: { keys: [], run: close },
  reset: { keys: ['all'], run: reset },
  reboot: { keys: [], run: reboot },
  ping: { keys: [], isFree: true, run: ping },
  help: { keys: [], isFree: true, run: help },
};

const CONFIG_KEYS = ['mode', 'save_config', 'countrycode', 'sta', 'ap', 'wifi'];

function strangeKey(command: string, key: string): Fault {
  const low = key.toLowerCase();
  if (CONFIG_KEYS.indexOf(low) >= 0 || (BUILD_APP && low === 'app'))
    return fault('invalid_request', 'a command and config fields go in two requests');
  const allowed = (COMMANDS[command] as Command).keys;
  const hint = allowed.length ? `; did you mean ${nearest(key, allowed)}?` : `: ${command} takes nothing else`;
  const name = shown(key);
  return fieldFault('unknown_field', name, `${name} is not known${hint}`);
}

/** Runs a known command; `keys` are all that stand beside `cmd`. */
export function runCommand(
  context: Context,
  name: string,
  keys: string[],
  args: CommandArgs,
  who: Who,
  reply: (reply: object) => void,
): void {
  const entry = COMMANDS[name] as Command;
  const closed = entry.isFree ? undefined : context.refuse(who);
  if (closed) return reply(closed);
  const strange = keys.filter((key) => entry.keys.indexOf(key) < 0)[0];
  if (strange !== undefined) return reply(strangeKey(name, strange));
  entry.run(context, args, reply, who);
}
