// Part: what the embedder's app is given. It stays as long as the app holds it, so it is thin: the work is in the part app.

import type { AppContext } from '../app/api.ts';
import { APP_FINE, APP_FINE_MS } from '../boot/guard.ts';
import { after } from '../hal/espruino.ts';
import { appOf } from '../kernel/app.ts';
import type { Kernel } from '../kernel/kernel.ts';

export function create(kernel: Kernel): AppContext {
  // Timers of the part app itself would keep all of it in memory meanwhile, and those of the kernel's clock the kernel.
  after(APP_FINE_MS, () => kernel.load('vault')(kernel.kept).mark(APP_FINE));
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
    after: (ms, fn) => after(ms, () => appOf(kernel).run(fn)),
  };
}
