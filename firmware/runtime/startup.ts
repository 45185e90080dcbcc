// Part: starts the service, unless the last boots went wrong; `wifiprov()` in the REPL starts it by hand.

import { after, espruinoUart, onErrorFlags, onUncaught, share, shared, watchdog } from '../platform/espruino.ts';
import { WATCHDOG_S } from './boot/guard.ts';
import { type BootReport, REPORT } from './boot/report.ts';
import type { Core, Options } from './resident-state.ts';
import { type Kernel, NAP_MS } from './service.ts';

function run(core: Core, hasWindow: boolean): void {
  core.isRunning = true;
  watchdog(WATCHDOG_S, true);
  onErrorFlags(core.ears.errors);
  if (BUILD_APP) core.load('dog')(core);
  else onUncaught(core.ears.failed);
  core.load('opener')(core.awake(), hasWindow);
}

/** An upload by the REPL ends all timers: those that are always there begin anew, whether or not there was one. */
function goOn(kernel: Kernel): void {
  kernel.round++;
  kernel.ears.read(kernel.round);
  after(NAP_MS, kernel.ears.nap);
  // Their numbers may belong to other timers by now. One that still runs fires once more than it should.
  kernel.waking.timer = 0;
  kernel.watching.timer = 0;
  kernel.gate().watch();
  kernel.engine().tick();
}

/** By hand there is no boot window to wait for; a service that gave the UART away takes it back. */
function again(core: Core): void {
  if (!core.isRunning) run(core, false);
  else if (core.isOpen) {
    const kernel = core.awake();
    kernel.takeUart();
    goOn(kernel);
  } else core.load('opener')(core.awake(), false);
}

export function create(core: Core, isByHand: boolean): void {
  if (isByHand) return again(core);
  core.options = (shared('wifiprovOptions') as Options | undefined) || {};
  core.access = core.options.access || BUILD_ACCESS;
  // `.boot0` is missing: no verdict.
  core.boot = (shared(REPORT) as BootReport | undefined) || { safe: false, powerCycles: 0, starts: 0 };
  if (core.boot.tooOld) return;
  share('wifiprov', core.ears.byHand);
  if (core.boot.safe) espruinoUart().write('\r\n# safe mode after three crashes: wifiprov() starts the service\r\n');
  else run(core, core.options.bootWindow !== false);
}
