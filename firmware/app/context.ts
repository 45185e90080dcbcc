// Module: what the embedder's app is given. It stays as long as the app holds it, so it is thin: the work is in the module app.

import { after } from '../platform/espruino.ts';
import { appOf } from '../runtime/app.ts';
import { APP_FINE, APP_FINE_MS } from '../runtime/boot/guard.ts';
import type { Service } from '../runtime/service.ts';
import type { AppContext } from './api.ts';

export function create(service: Service): AppContext {
  after(APP_FINE_MS, service.callbacks.mark, APP_FINE);
  return {
    on: (event, fn) => appOf(service).hear(event, fn as (details: object) => void),
    status: () => appOf(service).status(),
    config: () => appOf(service).config(),
    field: (name) => appOf(service).field(name),
    store: {
      get: (key) => appOf(service).get(key),
      set: (key, value) => appOf(service).put(key, value),
      remove: (key) => appOf(service).put(key, undefined),
    },
    command: (name, fn) => appOf(service).learn(name, fn),
    say: (text) => appOf(service).say(text),
    show: (label, text) => appOf(service).show(label, text),
    link: (url, text) => appOf(service).link(url, text),
    // Not the service's clock, which goes with the service; the same callback.
    after: (ms, fn) => after(ms, service.callbacks.turn, () => appOf(service).run(fn)),
  };
}
