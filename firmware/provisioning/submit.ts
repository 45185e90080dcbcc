// Carries out a form of the setup page, or gives back what was typed.

import { type Fault, isFault } from '../lib/result.ts';
import type { Context } from './context.ts';
import type { Fields } from './form.ts';
import type { Who } from './window.ts';

export interface Submitted {
  /** What may be shown again. */
  typed: Fields;
  /** Nothing has changed. */
  fault?: Fault | undefined;
}

export function submit(context: Context, body: string, who: Who, reply: (submitted: Submitted) => void): void {
  const closed = context.refuse(who);
  if (closed) return reply({ typed: {}, fault: closed });
  context.runtime.turn(
    () => {
      const form = context.runtime.load('form')(body, context.networks());
      const told = (outcome: object): void =>
        reply({ typed: form.typed, fault: isFault(outcome) ? outcome : undefined });
      if (form.fault) told(form.fault);
      else context.put(form.changes, told);
    },
    (fault) => reply({ typed: {}, fault }),
  );
}
