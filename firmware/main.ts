// `.bootcde`: starts the service, unless the last boots went wrong; `wifiprov()` in the REPL starts it by hand.

import { type BootReport, REPORT } from './boot/report.ts';
import {
  espruinoClock,
  espruinoDatagrams,
  espruinoNet,
  espruinoUart,
  freeVars,
  kickWatchdog,
  linkNow,
  listenToRadio,
  onButton,
  onErrorFlags,
  onUncaught,
  reboot,
  share,
  shared,
  watchdog,
} from './hal/espruino.ts';
import { appOf } from './kernel/app.ts';
import { Kernel, type Options } from './kernel/kernel.ts';
import type { Load } from './kernel/parts.ts';
import { steadyClock } from './kernel/steady.ts';

const options = (shared('wifiprovOptions') as Options | undefined) || {};
const WATCHDOG_S = 60;
/** What the doors need to answer: a minute with less is ended by the watchdog. */
const RESERVE_VARS = 300;
const LOOK_MS = 10_000;
/** RAM has run out: a restart resumes, a half-updated state would not. */
const MEMORY_FLAG = 'MEMORY';

/** In the table of parts, see tools/build/parts.mjs. */
const PLACE_DIGITS = 6;

const load: Load = (name) => {
  const places = BUILD_PARTS;
  const at = places.indexOf(`;${name}:`) + name.length + 2;
  const digits = (from: number): number => parseInt(places.substr(from, PLACE_DIGITS), 10);
  return BUILD_RUN(digits(at), digits(at + PLACE_DIGITS)) as never;
};

/** `.boot0` is missing: no verdict. */
const report = (shared(REPORT) as BootReport | undefined) || { safe: false, powerCycles: 0, starts: 0 };
let kernel: Kernel | undefined;

/**
 * An app may fill the memory so that nothing runs any more, not even what would restart the chip: so the watchdog is
 * kicked from here, where it takes memory, and not by the idle loop, which takes none.
 */
function watchApp(on: Kernel): void {
  onUncaught((error) => appOf(on).uncaught(error));
  function look(): void {
    if (freeVars() >= RESERVE_VARS) kickWatchdog();
    on.ports.clock.after(LOOK_MS, look);
  }
  look();
}

function run(hasWindow: boolean): void {
  watchdog(WATCHDOG_S, true);
  onErrorFlags((flags) => {
    if (flags.indexOf(MEMORY_FLAG) >= 0) reboot();
  });
  const ports = {
    clock: steadyClock(espruinoClock()),
    uart: espruinoUart(),
    net: espruinoNet(),
    datagrams: espruinoDatagrams(),
    link: linkNow,
    listen: listenToRadio,
    onButton,
    collect: freeVars,
  };
  if (BUILD_APP) Object.assign(ports, { watchdog: (isAuto: boolean) => watchdog(WATCHDOG_S, isAuto) });
  kernel = new Kernel(ports, report, options, load);
  if (BUILD_APP) watchApp(kernel);
  load('opener')(kernel, hasWindow);
}

/** By hand there is no boot window to wait for; a service that gave the UART away takes it back. */
function wifiprov(): void {
  if (!kernel) run(false);
  else if (kernel.isOpen) kernel.takeUart();
  else load('opener')(kernel, false);
}

share('wifiprov', wifiprov);
if (report.safe) espruinoUart().write('\r\n# safe mode after three crashes: wifiprov() starts the service\r\n');
else run(options.bootWindow !== false);
