// Module: what `status` shows, read at the edge.

import { collect, espruinoVersion, freeNow, minHeap } from '../platform/espruino.ts';
import type { Service } from '../runtime/service.ts';
import { type Status, statusOf } from './status.ts';
import { type Who, windowLeft } from './window.ts';

export function create(service: Service, who: Who): Status {
  const state = service.state;
  const facts = {
    state,
    link: service.ports.link(),
    left: windowLeft(state, service.access, service.ports.clock.nowMs()),
    access: service.access,
    espruino: espruinoVersion(),
    uptime_s: Math.floor(service.ports.clock.nowMs() / 1000),
    freeVars: state.link.sta === 'joining' ? freeNow() : collect(),
    minHeap: minHeap(),
    writesLeft: state.writesLeft < 0 ? service.load('store')(state).writesLeft() : state.writesLeft,
    faults: service.faults,
    app: BUILD_APP ? (service.app ? service.app.word : 'off') : undefined,
  };
  return statusOf(facts, service.hidesIdentity(who));
}
