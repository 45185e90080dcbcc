// The commands that every door understands: what they take, what they do.
//
// To explain what is wrong takes more memory than all the rest, so only a request that is wrong pays for it; and a table
// of functions would be there for every command.

import { duplicate, nearest, repeated, shown } from '../config/names.ts';
import { configJson } from '../config/show.ts';
import { type Fault, fault, fieldFault } from '../core/result.ts';
import { IDLE_MINUTES, IDLE_MINUTES_MAX, type Who } from '../device/window.ts';
import type { Context, Reply, Request } from './context.ts';

export const NAMES = 'get status scan connect disconnect history open close reset reboot ping help';
/** They answer with the window closed too. */
const FREE = 'status ping help';
/** What may stand beside `cmd`. */
const KEYS: { [name: string]: string } = { open: 'minutes', reset: 'all' };
const CONFIG_KEYS = 'mode save_config countrycode sta ap wifi';

const among = (names: string, name: string): boolean => names.split(' ').indexOf(name) >= 0;

function strangeKey(command: string, key: string): Fault {
  const low = key.toLowerCase();
  if (among(CONFIG_KEYS, low) || (BUILD_APP && low === 'app'))
    return fault('invalid_request', 'a command and config fields go in two requests');
  const allowed = KEYS[command];
  const hint = allowed ? `; did you mean ${allowed}?` : `: ${command} takes nothing else`;
  const name = shown(key);
  return fieldFault('unknown_field', name, `${name} is not known${hint}`);
}

function unknownCommand(name: string): Fault {
  const near = nearest(name, NAMES.split(' '));
  return fault('unknown_command', `${shown(name)} is not known; did you mean ${near}? help lists all`);
}

function refused(context: Context, name: string, who: Who): Fault | undefined {
  return among(FREE, name) ? undefined : context.refuse(who);
}

/** What is wrong with a request that is not sound. */
function explain(context: Context, request: Request, who: Who): Fault {
  const name = request['cmd'];
  if (typeof name !== 'string') return fieldFault('invalid_type', 'cmd', 'cmd must be a string');
  if (!among(NAMES, name)) return unknownCommand(name);
  const twice = repeated(request);
  if (twice !== undefined) return duplicate(twice);
  const strange = Object.keys(request).filter((key) => key !== 'cmd' && key !== KEYS[name])[0];
  return refused(context, name, who) || strangeKey(name, strange as string);
}

/** A known command with nothing beside it but what it takes; a repeated key comes again in the loop. */
function isSound(request: Request): boolean {
  const name = request['cmd'];
  if (typeof name !== 'string' || !among(NAMES, name)) return false;
  let seen = '';
  for (const key in request) {
    if ((key !== 'cmd' && key !== KEYS[name]) || seen.indexOf(key) >= 0) return false;
    seen += key;
  }
  return true;
}

function open(context: Context, given: unknown): object {
  const minutes = given === undefined ? IDLE_MINUTES : given;
  const limits = `minutes must be a whole number 1..${IDLE_MINUTES_MAX}`;
  if (typeof minutes !== 'number' || minutes % 1) return fieldFault('invalid_type', 'minutes', limits);
  if (minutes < 1 || minutes > IDLE_MINUTES_MAX) return fieldFault('invalid_value', 'minutes', limits);
  context.hub.gate().open(minutes);
  return { window: 'open', window_s: minutes * 60 };
}

function reset(context: Context, all: unknown): object {
  if (all !== undefined && typeof all !== 'boolean')
    return fieldFault('invalid_type', 'all', 'all must be true or false');
  context.hub.engine().restart(all ? 'all' : 'config');
  return { restarting: true };
}

function help(): object {
  const set = 'any fields of the config, e.g. {"STA":{"SSID":"Home","PWD":"..."}}, or {"wifi":"WIFI:..."}';
  return { commands: NAMES.split(' '), set };
}

/** Data, or a fault. */
function carryOut(context: Context, request: Request, who: Who): object {
  switch (request['cmd']) {
    case 'get':
      return configJson(context.config());
    case 'status':
      return context.status(who);
    case 'connect':
      return context.hub.engine().connect() || { state: context.hub.kept.link.word };
    case 'disconnect':
      context.hub.engine().disconnect();
      return { state: context.hub.kept.link.word };
    case 'history':
      return { attempts: context.history() };
    case 'open':
      return open(context, request['minutes']);
    case 'close':
      return context.hub.gate().close() || { window: 'closed' };
    case 'reset':
      return reset(context, request['all']);
    case 'reboot':
      context.hub.engine().restart('');
      return { restarting: true };
    case 'help':
      return help();
    default:
      return {};
  }
}

/** Carries out what the request's `cmd` names. */
export function runCommand(context: Context, request: Request, who: Who, reply: Reply): void {
  const name = request['cmd'] as string;
  const wrong = isSound(request) ? refused(context, name, who) : explain(context, request, who);
  const say = (data: object): void => reply((data as Partial<Fault>).ok === false ? data : { ok: true, data });
  if (wrong) reply(wrong);
  else if (name === 'scan') context.hub.engine().scan(() => say(context.scanData()));
  else say(carryOut(context, request, who));
}
