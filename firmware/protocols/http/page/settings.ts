// The inputs that the build made from the schema: filled from the device, and what was changed in them.
// `data-was` is what the device has, as far as is known; `data-sent` what was last sent. What the user types is kept.

import { askConfig, type Reply } from './api.ts';
import { showClosed } from './closed.ts';
import { byId, tell } from './dom.ts';
import { faultText } from './faults.ts';

export interface Changes {
  [name: string]: unknown;
}

type Input = HTMLInputElement | HTMLSelectElement;

function inputs(): Input[] {
  return [...byId('settings').querySelectorAll<Input>('[name]')];
}

/** `STA.ch` is `ch` in the block `STA`. */
function valueAt(config: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => (value as Changes)[key], config);
}

/** As the page opened, and when the device has taken what was sent: what was typed since is still a change. */
export function markUnchanged(): void {
  for (const input of inputs()) input.dataset['was'] = input.dataset['sent'] ?? input.value;
}

export async function showSettings(): Promise<void> {
  const config = await askConfig();
  if (!config) return;
  for (const input of inputs()) {
    const isTyped = input.value !== input.dataset['was'];
    const value = input.name === 'STA.auth' ? (input.dataset['was'] as string) : `${valueAt(config, input.name) ?? ''}`;
    if (!isTyped) input.value = value;
    input.dataset['was'] = isTyped ? value : input.value;
  }
}

/** Only what differs from what the device has, so that a request changes nothing by the way. */
export function changedSettings(): Changes {
  const changes: Changes = {};
  for (const input of inputs()) {
    input.dataset['sent'] = input.value;
    if (input.value === input.dataset['was']) continue;
    const [block, name] = input.name.split('.') as [string, string | undefined];
    const value = input.dataset['n'] === undefined ? input.value : Number(input.value);
    if (name) changes[block] = { ...(changes[block] as object), [name]: value };
    else changes[block] = value;
  }
  return changes;
}

/** A refusal, under the field that it is about. */
export function tellWrong(reply: Reply): void {
  if (reply.code === 'window_closed') return showClosed();
  const input = inputs().find(({ name }) => name === reply.field);
  const text = faultText(reply);
  const isRange = input && 'min' in input && input.min;
  tell('wrong', isRange ? `${text} (${input.min}–${input.max})` : text);
  (input ? (input.parentElement as Element) : byId('told')).after(byId('wrong'));
  input?.focus();
}

/** What goes with a network that is joined: the choice in the settings wins over what the page would send. */
export function withSettings(request: Changes): Changes {
  const changes = changedSettings();
  return { ...request, ...changes, STA: { ...(request['STA'] as object), ...(changes['STA'] as object) } };
}
