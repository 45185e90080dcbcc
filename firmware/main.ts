// `.bootcde`: starts the service, unless the last boots went wrong; `wifiprov()` in the REPL starts it by hand.

import { type BootReport, REPORT } from './boot/report.ts';
import {
  espruinoClock,
  espruinoNet,
  espruinoUart,
  freeVars,
  linkNow,
  listenToRadio,
  onErrorFlags,
  reboot,
  share,
  shared,
  watchdog,
} from './hal/espruino.ts';
import { Kernel, type Options } from './kernel/kernel.ts';
import type { Loaders } from './kernel/parts.ts';
import { steadyClock } from './kernel/steady.ts';
import { load as loadConsole } from './parts/console.ts?lazy';
import { load as loadDesk } from './parts/desk.ts?lazy';
import { load as loadEngine } from './parts/engine.ts?lazy';
import { load as loadMaker } from './parts/maker.ts?lazy';
import { load as loadOpener } from './parts/opener.ts?lazy';
import { load as loadTcp } from './parts/tcp.ts?lazy';
import { load as loadTeller } from './parts/teller.ts?lazy';
import { load as loadVault } from './parts/vault.ts?lazy';

const options = (shared('wifiprovOptions') as Options | undefined) || {};
const WATCHDOG_S = 60;
/** RAM has run out: a restart resumes, a half-updated state would not. */
const MEMORY_FLAG = 'MEMORY';

const loaders: Loaders = {
  console: loadConsole,
  desk: loadDesk,
  engine: loadEngine,
  maker: loadMaker,
  opener: loadOpener,
  tcp: loadTcp,
  teller: loadTeller,
  vault: loadVault,
};

/** `.boot0` is missing: no verdict. */
const report = (shared(REPORT) as BootReport | undefined) || { safe: false, powerCycles: 0, starts: 0 };
let kernel: Kernel | undefined;

function run(hasWindow: boolean): void {
  watchdog(WATCHDOG_S);
  onErrorFlags((flags) => {
    if (flags.indexOf(MEMORY_FLAG) >= 0) reboot();
  });
  const ports = {
    clock: steadyClock(espruinoClock()),
    uart: espruinoUart(),
    net: espruinoNet(),
    link: linkNow,
    listen: listenToRadio,
    collect: freeVars,
  };
  kernel = new Kernel(ports, report, options, loaders);
  loaders.opener()(kernel, hasWindow);
}

/** By hand there is no boot window to wait for; a service that gave the UART away takes it back. */
function wifiprov(): void {
  if (!kernel) run(false);
  else if (kernel.isOpen) kernel.takeUart();
  else loaders.opener()(kernel, false);
}

share('wifiprov', wifiprov);
if (report.safe) espruinoUart().write('\r\n# safe mode after three crashes: wifiprov() starts the service\r\n');
else run(options.bootWindow !== false);
