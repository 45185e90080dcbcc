// Module: the service's methods, and the ports that go with them.

import { espruinoClock, espruinoUart, freeHeap, linkNow, watchdog } from '../platform/espruino.ts';
import { WATCHDOG_S } from './boot/guard.ts';
import { steadyClock } from './clock.ts';
import { heapBeside } from './heap.ts';
import type { ResidentState } from './resident-state.ts';
import { createSendQueue } from './sending.ts';
import { IDLE_UNLOAD_MS, Service } from './service.ts';

export function create(resident: ResidentState): void {
  const port = espruinoClock();
  const clock = steadyClock(port, resident.time, resident.callbacks);
  resident.ports = {
    clock,
    sending: createSendQueue(clock, () => heapBeside(freeHeap(), resident.state.link)),
    uart: espruinoUart(),
    link: linkNow,
  };
  if (BUILD_APP) resident.ports.watchdog = (isAuto) => watchdog(WATCHDOG_S, isAuto);
  port.after(IDLE_UNLOAD_MS, resident.callbacks.unloadIdle);
  Object.setPrototypeOf(resident, Service.prototype);
  // Last: a Ctrl-C in the REPL may end this anywhere.
  resident.isServiceLoaded = true;
}
