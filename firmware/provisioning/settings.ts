// From what was sent to the config that it leads to.

import type { Changes, Checked } from '../config/check.ts';
import { quickChanges } from '../config/fast-path.ts';
import { type Fault, isFault } from '../lib/result.ts';
import type { Context } from './context.ts';

/** `given`: fields, or `wifi` alone. One part is gone before the next one comes. */
/* @hot */
export function settingsOf(context: Context, given: Changes): Checked | Fault {
  const isText = given['wifi'] !== undefined;
  const changes = isText ? context.runtime.load('wifiUri')(given, context.networks()) : given;
  if (isText && isFault(changes)) return changes;
  const config = quickChanges(changes as Changes, context.config());
  if (config) return { config, warnings: [] };
  return context.runtime.load('validate')(changes as Changes, context.config(), () => context.networks());
}
