// Module: watches over an embedder's app.
//
// It may fill the memory so that nothing runs any more, not even what would restart the chip: so the watchdog is kicked
// from here, where it takes memory, and not by the idle loop, which takes none.

import { after, collect, kickWatchdog, onUncaught } from '../platform/espruino.ts';
import { appOf } from '../runtime/app.ts';
import type { ResidentState } from '../runtime/resident-state.ts';

/** What the doors need to answer: a minute with less is ended by the watchdog. */
const RESERVE_VARS = 300;
const LOOK_MS = 10_000;

export function create(resident: ResidentState): void {
  onUncaught((error) => {
    try {
      appOf(resident).uncaught(error);
    } catch (own) {
      resident.callbacks.failed(own);
    }
  });
  function look(): void {
    if (collect() >= RESERVE_VARS) kickWatchdog();
    // Not the service's clock: that would keep the service awake in memory.
    after(LOOK_MS, look);
  }
  look();
}
