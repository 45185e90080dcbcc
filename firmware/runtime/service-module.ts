// Module: the service's methods, and the ports that go with them.

import { collect, espruinoClock, espruinoUart, freeHeap, freeNow, linkNow, watchdog } from '../platform/espruino.ts';
import type { HttpModule } from '../protocols/http/module.ts';
import type { TcpModule } from '../protocols/tcp/module.ts';
import { isEventDue } from '../wifi/link/quiet.ts';
import { askers } from './askers.ts';
import { WATCHDOG_S } from './boot/guard.ts';
import { steadyClock } from './clock.ts';
import { heapBeside, requestVars } from './heap.ts';
import type { ResidentState } from './resident-state.ts';
import { createSendQueue } from './sending.ts';
import { IDLE_UNLOAD_MS, Service } from './service.ts';

type Door = Pick<TcpModule | HttpModule, 'underWay'>;

/** Is there memory for one more request? One client alone is always answered. */
function hasRoom(resident: ResidentState): boolean {
  const doors = [resident.loaded.tcp, resident.loaded.http].filter((door) => door) as Door[];
  if (askers(resident.loaded) < 2) return true;
  const underWay = doors.reduce((sum, door) => sum + door.underWay(), 0);
  // Then without garbage, and then without the modules that are not needed now.
  if (freeNow() >= requestVars(underWay, resident.loaded)) return true;
  if (collect() >= requestVars(underWay, resident.loaded)) return true;
  resident.loadService().unloadAll();
  return collect() >= requestVars(underWay, resident.loaded);
}

export function create(resident: ResidentState): void {
  const port = espruinoClock();
  const clock = steadyClock(port, resident.time, resident.callbacks, {
    hasRoom: () => hasRoom(resident),
    isEventDue: () => isEventDue(resident.state.link, clock.nowMs()),
  });
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
