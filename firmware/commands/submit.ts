// Carries out a form of the setup page, or gives back what was typed.

import { type Fault, isFault } from '../core/result.ts';
import type { Who } from '../device/window.ts';
import type { Context } from './context.ts';
import type { Fields } from './form.ts';

export interface Submitted {
  /** What may be shown again. */
  typed: Fields;
  /** Nothing has changed. */
  fault?: Fault | undefined;
}

export function submit(context: Context, body: string, who: Who): Submitted {
  const closed = context.refuse(who);
  if (closed) return { typed: {}, fault: closed };
  const form = context.hub.load('form')(body, context.networks());
  const outcome = form.fault || context.put(form.changes);
  return { typed: form.typed, fault: isFault(outcome) ? outcome : undefined };
}
