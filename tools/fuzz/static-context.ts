// Requests without a device, for tools and tests: the config that a change would lead to is the reply to it.

import type { Changes } from '../../firmware/config/check.ts';
import type { Config } from '../../firmware/config/schema.ts';
import { isFault } from '../../firmware/lib/result.ts';
import type { Outcome } from '../../firmware/provisioning/apply.ts';
import type { Actions, Context, WindowActions } from '../../firmware/provisioning/context.ts';
import { settingsOf } from '../../firmware/provisioning/settings.ts';
import type { DeviceState } from '../../firmware/provisioning/state.ts';
import { loadRequestModule } from '../request-modules.ts';

/** What is shown of the device, and to whom. */
type Shown = Pick<Context, 'status' | 'scanData' | 'networks' | 'refuse'>;

export function staticContext(now: Config, connection: Actions, window: WindowActions, shown: Shown): Context {
  // Not by a spread: the interpreter, where some of its users run, has none.
  const context: Context = Object.assign({}, shown, {
    runtime: {
      state: { link: { word: 'idle' }, attempts: '' } as DeviceState,
      ports: { clock: { nowMs: () => 0 } },
      turn: (fn: () => void) => fn(),
      load: loadRequestModule,
      window: () => window,
      connection: () => connection,
    },
    noteActivity: (reply: object) => reply,
    config: () => Object.assign({}, now),
    put(changes: Changes, reply: (outcome: Outcome) => void): void {
      const checked = settingsOf(context, changes);
      if (isFault(checked)) reply(checked);
      else reply({ ok: true, config: checked.config, warnings: checked.warnings } as object as Outcome);
    },
  });
  return context;
}
