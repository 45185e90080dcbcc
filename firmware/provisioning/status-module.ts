// Module: what `status` shows, read at the edge.

import { collect, espruinoVersion, freeNow, minHeap, shared } from '../platform/espruino.ts';
import { RUNNING_SLOT, RUNS_LEFT, RUNS_TIMER, type RunningSlot } from '../runtime/boot/running-slot.ts';
import type { Service } from '../runtime/service.ts';
import { ON_TRIAL, type Status, statusOf } from './status.ts';
import type { Who } from './window.ts';

function updateWord(): string {
  const running = shared(RUNNING_SLOT) as RunningSlot;
  return running[RUNS_TIMER] ? ON_TRIAL : running[RUNS_LEFT] || '';
}

export function create(service: Service, who: Who): Status {
  const state = service.state;
  const facts = {
    state,
    link: service.ports.link(),
    left: service.windowLeft(),
    access: service.access,
    espruino: espruinoVersion(),
    uptime_s: Math.floor(service.ports.clock.nowMs() / 1000),
    freeVars: state.link.sta === 'joining' ? freeNow() : collect(),
    minHeap: minHeap(),
    writesLeft: state.writesLeft < 0 ? service.load('store')(state).writesLeft() : state.writesLeft,
    exceptions: service.exceptions,
    update: BUILD_UPDATE ? updateWord() : '',
    app: BUILD_APP ? (service.app ? service.app.word : 'off') : undefined,
  };
  return statusOf(facts, service.hidesIdentity(who));
}
