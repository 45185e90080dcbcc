// Part: starts the service, unless the last boots went wrong; `wifiprov()` in the REPL starts it by hand.

import { WATCHDOG_S } from '../boot/guard.ts';
import { type BootReport, REPORT } from '../boot/report.ts';
import { espruinoUart, onErrorFlags, share, shared, watchdog } from '../hal/espruino.ts';
import type { Core, Options } from '../kernel/core.ts';

function run(core: Core, hasWindow: boolean): void {
  core.isRunning = true;
  watchdog(WATCHDOG_S, true);
  onErrorFlags(core.ears.errors);
  if (BUILD_APP) core.load('dog')(core);
  core.load('opener')(core.awake(), hasWindow);
}

/** By hand there is no boot window to wait for; a service that gave the UART away takes it back. */
function again(core: Core): void {
  if (!core.isRunning) run(core, false);
  else if (core.isOpen) core.awake().takeUart();
  else core.load('opener')(core.awake(), false);
}

export function create(core: Core, isByHand: boolean): void {
  if (isByHand) return again(core);
  core.options = (shared('wifiprovOptions') as Options | undefined) || {};
  core.access = core.options.access || BUILD_ACCESS;
  // `.boot0` is missing: no verdict.
  core.boot = (shared(REPORT) as BootReport | undefined) || { safe: false, powerCycles: 0, starts: 0 };
  share('wifiprov', core.ears.byHand);
  if (core.boot.safe) espruinoUart().write('\r\n# safe mode after three crashes: wifiprov() starts the service\r\n');
  else run(core, core.options.bootWindow !== false);
}
