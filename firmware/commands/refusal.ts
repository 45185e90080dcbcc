// What is wrong with a command, if anything: its name, what stands beside it, who asks.
//
// To explain takes more memory than all the rest, so only a request that is wrong pays for it.

import { duplicate, nearest, repeated, shown } from '../config/names.ts';
import { type Fault, fault, fieldFault } from '../core/result.ts';
import type { Who } from '../device/window.ts';
import type { Context, Request } from './context.ts';

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

/** undefined: it may be carried out. */
export function commandFault(context: Context, request: Request, who: Who): Fault | undefined {
  return isSound(request) ? refused(context, request['cmd'] as string, who) : explain(context, request, who);
}
