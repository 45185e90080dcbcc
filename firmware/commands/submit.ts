// Judges and carries out a form of the setup page, or gives back what was typed.

import type { Changes } from '../config/check.ts';
import { type Fault, isFault } from '../core/result.ts';
import type { Who } from '../device/window.ts';
import { authSeen } from './auth-seen.ts';
import type { Context } from './context.ts';
import { type Fields, formChanges, parseForm, typedOf } from './form.ts';

export interface Submitted {
  /** What may be shown again. */
  typed: Fields;
  /** Nothing has changed. */
  fault?: Fault | undefined;
}

function apply(context: Context, fields: Fields): object {
  const changes = formChanges(fields, (ssid) => authSeen(context.networks(), ssid));
  if (isFault(changes)) return changes;
  return context.put(changes as Changes);
}

export function submit(context: Context, body: string, who: Who): Submitted {
  const closed = context.refuse(who);
  if (closed) return { typed: {}, fault: closed };
  const fields = parseForm(body);
  if (isFault(fields)) return { typed: {}, fault: fields };
  const outcome = apply(context, fields as Fields);
  return { typed: typedOf(fields as Fields), fault: isFault(outcome) ? outcome : undefined };
}
