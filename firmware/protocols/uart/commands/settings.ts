// Commands that read or change the config: set, join, get.

import type { Changes } from '../../../config/check.ts';
import { FIELDS, type Field } from '../../../config/schema.ts';
import { configLines } from '../../../config/show.ts';
import { isWifiText } from '../../../config/wifi-text.ts';
import { fault, isFault } from '../../../lib/result.ts';
import { assignments, isAssignment } from '../assignments.ts';
import type { Say, UartContext } from '../context.ts';
import { joinChanges } from '../join.ts';
import { sayFault, sayOutcome } from '../say.ts';
import { setChanges } from '../set.ts';

function pathOf(key: string): string {
  return (FIELDS[key] as Field).path;
}

export function set(context: UartContext, words: string[], say: Say): void {
  const first = words[0];
  if (words.length === 1 && first !== undefined && isWifiText(first))
    return context.requests().change({ wifi: first }, 'authorized', (outcome) => sayOutcome(say, outcome));
  if (/wifi:/i.test(words.slice(0, 2).join(' ')) && isWifiText(words.join(' ')))
    return sayFault(say, fault('invalid_request', 'put a WIFI: text with spaces in single quotes'));
  const changes = isAssignment(first) ? assignments(words) : setChanges(words, pathOf);
  if (isFault(changes)) sayFault(say, changes);
  else context.requests().change(changes as Changes, 'authorized', (outcome) => sayOutcome(say, outcome));
}

export function join(context: UartContext, words: string[], say: Say): void {
  const changes = joinChanges(words, context.requests().scanData().networks);
  if (isFault(changes)) sayFault(say, changes);
  else context.requests().change(changes as Changes, 'authorized', (outcome) => sayOutcome(say, outcome));
}

export function get(context: UartContext, _words: string[], say: Say): void {
  say(configLines(context.requests().config()).concat(['OK']));
}
