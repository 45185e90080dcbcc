// Requests without a device, for tools and tests: the config that a change would lead to is the reply to it.

import type { Actions, Context, Gate } from '../../firmware/commands/context.ts';
import { settingsOf } from '../../firmware/commands/settings.ts';
import type { Changes } from '../../firmware/config/check.ts';
import type { Config } from '../../firmware/config/schema.ts';
import { isFault } from '../../firmware/core/result.ts';
import type { Outcome } from '../../firmware/device/apply.ts';
import type { Kept } from '../../firmware/device/kept.ts';
import { loadRequestModule } from '../request-modules.ts';

/** What is shown of the device, and to whom. */
export type Shown = Pick<Context, 'status' | 'scanData' | 'networks' | 'refuse'>;

export function judging(now: Config, engine: Actions, gate: Gate, shown: Shown): Context {
  // Not by a spread: the interpreter, where some of its users run, has none.
  const context: Context = Object.assign({}, shown, {
    hub: {
      kept: { link: { word: 'idle' }, attempts: '' } as Kept,
      ports: { clock: { nowMs: () => 0 } },
      turn: (fn: () => void) => fn(),
      load: loadRequestModule,
      gate: () => gate,
      engine: () => engine,
    },
    touch: (reply: object) => reply,
    config: () => Object.assign({}, now),
    put(changes: Changes, reply: (outcome: Outcome) => void): void {
      const checked = settingsOf(context, changes);
      if (isFault(checked)) reply(checked);
      else reply({ ok: true, config: checked.config, warnings: checked.warnings } as object as Outcome);
    },
  });
  return context;
}
