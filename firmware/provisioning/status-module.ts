// Part: what `status` shows, read at the edge.

import { collect, espruinoVersion, freeNow, minHeap } from '../platform/espruino.ts';
import type { Service } from '../runtime/service.ts';
import { type Status, statusOf } from './status.ts';
import { type Who, windowLeft } from './window.ts';

export function create(service: Service, who: Who): Status {
  const kept = service.kept;
  const facts = {
    kept,
    link: service.ports.link(),
    left: windowLeft(kept, service.access, service.ports.clock.nowMs()),
    access: service.access,
    espruino: espruinoVersion(),
    uptime_s: Math.floor(service.ports.clock.nowMs() / 1000),
    freeVars: kept.link.sta === 'joining' ? freeNow() : collect(),
    minHeap: minHeap(),
    writesLeft: kept.writesLeft < 0 ? service.load('store')(kept).writesLeft() : kept.writesLeft,
    faults: service.faults,
    app: BUILD_APP ? (service.user ? service.user.word : 'off') : undefined,
  };
  return statusOf(facts, service.masks(who));
}
