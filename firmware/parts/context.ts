// Part: what the embedder's app is given. It stays as long as the app holds it, so it is thin: the work is in the part app.

import type { AppContext } from '../app/api.ts';
import { APP_FINE, APP_FINE_MS } from '../boot/guard.ts';
import { after } from '../hal/espruino.ts';
import { appOf } from '../kernel/app.ts';
import type { Kernel } from '../kernel/kernel.ts';

export function create(kernel: Kernel): AppContext {
  after(APP_FINE_MS, kernel.ears.mark, APP_FINE);
  return {
    on: (event, fn) => appOf(kernel).hear(event, fn as (details: object) => void),
    status: () => appOf(kernel).status(),
    config: () => appOf(kernel).config(),
    field: (name) => appOf(kernel).field(name),
    store: {
      get: (key) => appOf(kernel).get(key),
      set: (key, value) => appOf(kernel).put(key, value),
      remove: (key) => appOf(kernel).put(key, undefined),
    },
    command: (name, fn) => appOf(kernel).learn(name, fn),
    say: (text) => appOf(kernel).say(text),
    // Not the service's clock, which goes with the service; the same callback.
    after: (ms, fn) => after(ms, kernel.ears.turn, () => appOf(kernel).run(fn)),
  };
}
