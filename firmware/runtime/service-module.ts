// Part: the kernel's methods, and the ports that go with them.

import { espruinoClock, espruinoUart, freeHeap, linkNow, watchdog } from '../platform/espruino.ts';
import { WATCHDOG_S } from './boot/guard.ts';
import { steadyClock } from './clock.ts';
import { heapBeside } from './heap.ts';
import type { Core } from './resident-state.ts';
import { createSendQueue } from './sending.ts';
import { Kernel, NAP_MS } from './service.ts';

export function create(core: Core): void {
  const port = espruinoClock();
  const clock = steadyClock(port, core.time, core.ears);
  core.ports = {
    clock,
    sending: createSendQueue(clock, () => heapBeside(freeHeap(), core.kept.link)),
    uart: espruinoUart(),
    link: linkNow,
  };
  if (BUILD_APP) core.ports.watchdog = (isAuto) => watchdog(WATCHDOG_S, isAuto);
  port.after(NAP_MS, core.ears.nap);
  Object.setPrototypeOf(core, Kernel.prototype);
  // Last: a Ctrl-C in the REPL may end this anywhere.
  core.isAwake = true;
}
