// Part: what `status` shows, read at the edge.

import { collect, espruinoVersion, freeNow, minHeap } from '../platform/espruino.ts';
import type { Kernel } from '../runtime/service.ts';
import { type Status, statusOf } from './status.ts';
import { type Who, windowLeft } from './window.ts';

export function create(kernel: Kernel, who: Who): Status {
  const kept = kernel.kept;
  const facts = {
    kept,
    link: kernel.ports.link(),
    left: windowLeft(kept, kernel.access, kernel.ports.clock.nowMs()),
    access: kernel.access,
    espruino: espruinoVersion(),
    uptime_s: Math.floor(kernel.ports.clock.nowMs() / 1000),
    freeVars: kept.link.sta === 'joining' ? freeNow() : collect(),
    minHeap: minHeap(),
    writesLeft: kept.writesLeft < 0 ? kernel.load('vault')(kept).writesLeft() : kept.writesLeft,
    faults: kernel.faults,
    app: BUILD_APP ? (kernel.user ? kernel.user.word : 'off') : undefined,
  };
  return statusOf(facts, kernel.masks(who));
}
