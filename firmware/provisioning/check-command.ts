// What is wrong with a command, if anything: its name, what stands beside it, who asks.

import { duplicate, nearest, repeated, shown } from '../config/names.ts';
import { type Fault, fault, fieldFault } from '../lib/result.ts';
import { NAMES } from './command-names.ts';
import type { Context, Request } from './context.ts';
import type { Who } from './window.ts';

/** They answer with the window closed too. */
const FREE = 'status ping help';
/** What may stand beside `cmd`. */
const EACH_KEYS = { open: 'minutes', reset: 'all', forget: 'ssid' };
const KEYS: { [name: string]: string } = BUILD_UPDATE
  ? Object.assign({ update: 'header at data swap' }, EACH_KEYS)
  : EACH_KEYS;
const SEALED_ONLY = 'update needs a sealed session, with the setup code: wifiprov update --code-stdin';
const CONFIG_KEYS = 'mode save_config countrycode sta ap wifi';

const among = (names: string, name: string): boolean => names.split(' ').indexOf(name) >= 0;

function strangeKey(command: string, key: string): Fault {
  const low = key.toLowerCase();
  if (among(CONFIG_KEYS, low) || (BUILD_APP && low === 'app'))
    return fault('invalid_request', 'send a command and config fields in two requests');
  const allowed = KEYS[command];
  const hint = allowed ? `; did you mean ${allowed}?` : `: ${command} takes nothing else`;
  const name = shown(key);
  return fieldFault('unknown_field', name, `unknown field ${name}${hint}`);
}

function unknownCommand(name: string): Fault {
  const near = nearest(name, NAMES.split(' '));
  return fault('unknown_command', `unknown command ${shown(name)}; did you mean ${near}? help lists all`);
}

/** undefined: it may be carried out. */
export function commandFault(context: Context, request: Request, who: Who): Fault | undefined {
  const name = request['cmd'];
  if (typeof name !== 'string') return fieldFault('invalid_type', 'cmd', 'cmd must be a string');
  if (!among(NAMES, name)) return unknownCommand(name);
  const twice = repeated(request);
  if (twice !== undefined) return duplicate(twice);
  const strange = Object.keys(request).filter(
    (key) => key !== 'cmd' && !(KEYS[name] && among(KEYS[name] as string, key)),
  )[0];
  if (BUILD_UPDATE && name === 'update' && who !== 'authorized') return fault('not_supported', SEALED_ONLY);
  const closed = among(FREE, name) ? undefined : context.refuse(who);
  return closed || (strange === undefined ? undefined : strangeKey(name, strange));
}
