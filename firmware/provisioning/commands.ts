// The commands of JSON requests, but for those that answer later (request.ts): what they do. A table of functions would be there for every command.

import { configJson } from '../config/show.ts';
import { fieldFault, isFault } from '../lib/result.ts';
import { type Command, type Later, NAMES } from './command-names.ts';
import type { Context, Request } from './context.ts';
import { recall } from './history.ts';
import { IDLE_MINUTES, IDLE_MINUTES_MAX, type Who } from './window.ts';

function open(context: Context, given: unknown): object {
  const minutes = given === undefined ? IDLE_MINUTES : given;
  const limits = `minutes must be a whole number 1..${IDLE_MINUTES_MAX}`;
  if (typeof minutes !== 'number' || minutes % 1) return fieldFault('invalid_type', 'minutes', limits);
  if (minutes < 1 || minutes > IDLE_MINUTES_MAX) return fieldFault('invalid_value', 'minutes', limits);
  context.runtime.window().open(minutes, false);
  return { window: 'open', window_s: minutes * 60 };
}

function reset(context: Context, all: unknown): object {
  if (all !== undefined && typeof all !== 'boolean')
    return fieldFault('invalid_type', 'all', 'all must be true or false');
  context.runtime.connection().restart(all ? 'all' : 'config');
  return { restarting: true };
}

function help(): object {
  const set = 'any fields of the config, e.g. {"STA":{"SSID":"Home","PWD":"..."}}, or {"wifi":"WIFI:..."}';
  return { commands: NAMES.split(' '), set };
}

/** They look at something and change nothing. */
type Look = 'ping' | 'status' | 'get' | 'history' | 'help';
/** Nothing, for a command that is not one of Look: one of them that `look` has no line for is an error of the compiler. */
type Nothing<Rest extends Exclude<Command, Later | Look>> = Rest extends string ? undefined : never;

/** What is asked most comes first: what stands behind it is not read. Undefined: it is none of these. */
function look(context: Context, command: Exclude<Command, Later>, who: Who): object | undefined {
  if (command === 'ping') return {};
  if (command === 'status') return context.status(who);
  if (command === 'get') return configJson(context.config());
  if (command === 'history')
    return { attempts: recall(context.runtime.state.attempts, context.runtime.ports.clock.nowMs()) };
  return command === 'help' ? help() : (undefined as Nothing<typeof command>);
}

/** Data, or a fault. A command that has no case is an error of the compiler. */
function act(context: Context, request: Request, command: Exclude<Command, Later | Look>): object {
  const runtime = context.runtime;
  switch (command) {
    case 'connect':
      return runtime.connection().connect() || { state: runtime.state.link.word };
    case 'disconnect':
      runtime.connection().disconnect();
      return { state: runtime.state.link.word };
    case 'open':
      return open(context, request['minutes']);
    case 'close':
      return runtime.window().close() || { window: 'closed' };
    case 'reset':
      return reset(context, request['all']);
    case 'reboot':
      runtime.connection().restart('');
      return { restarting: true };
    case 'networks':
      return { networks: runtime.connection().networks() };
    default: {
      const forgotten: never = command;
      return forgotten;
    }
  }
}

/** Carries out what the request's `cmd` names; nothing is wrong with it but, perhaps, the value beside it. */
export function runCommand(context: Context, request: Request, who: Who): object {
  const command = request['cmd'] as Exclude<Command, Later>;
  const data = look(context, command, who) || act(context, request, command as Exclude<typeof command, Look>);
  return isFault(data) ? data : { ok: true, data };
}
