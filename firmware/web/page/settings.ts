// The inputs that the build made from the schema: filled from the device, and what was changed in them.

import { askConfig } from './api.ts';
import { byId } from './dom.ts';

export interface Changes {
  [name: string]: unknown;
}

/** Shown for a password that is set; sent back it means "keep it", so an untouched input is no change. */
type Input = HTMLInputElement | HTMLSelectElement;

function inputs(): Input[] {
  return [...byId('settings').querySelectorAll<Input>('[name]')];
}

/** `STA.ch` is `ch` in the block `STA`. */
function valueAt(config: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => (value as Changes)[key], config);
}

export async function loadSettings(): Promise<void> {
  const config = await askConfig();
  if (!config) return;
  for (const input of inputs()) {
    if (input.name !== 'STA.auth') input.value = `${valueAt(config, input.name) ?? ''}`;
    input.dataset['was'] = input.value;
  }
}

/** Only what differs from what the device has, so that a request changes nothing by the way. */
export function changedSettings(): Changes {
  const changes: Changes = {};
  for (const input of inputs()) {
    if (input.dataset['was'] === undefined || input.value === input.dataset['was']) continue;
    const [block, name] = input.name.split('.') as [string, string | undefined];
    const value = input.dataset['n'] === undefined ? input.value : Number(input.value);
    if (name) changes[block] = { ...(changes[block] as object), [name]: value };
    else changes[block] = value;
  }
  return changes;
}

/** What goes with a network that is joined: the choice in the settings wins over what the page would send. */
export function withSettings(request: Changes): Changes {
  const changes = changedSettings();
  return { ...request, ...changes, STA: { ...(request['STA'] as object), ...(changes['STA'] as object) } };
}
