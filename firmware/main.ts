// `.bootcde`: starts the service, unless the last boots went wrong; `wifiprov()` in the REPL starts it by hand.

import { load as loadUser } from './app/none.ts?lazy';
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
import type { Loaders } from './kernel/parts.ts';
import { steadyClock } from './kernel/steady.ts';
import { load as loadApp } from './parts/app.ts?lazy';
import { load as loadButton } from './parts/button.ts?lazy';
import { load as loadConsole } from './parts/console.ts?lazy';
import { load as loadContext } from './parts/context.ts?lazy';
import { load as loadDesk } from './parts/desk.ts?lazy';
import { load as loadDns } from './parts/dns.ts?lazy';
import { load as loadEngine } from './parts/engine.ts?lazy';
import { load as loadEspressif } from './parts/espressif.ts?lazy';
import { load as loadGate } from './parts/gate.ts?lazy';
import { load as loadImprov } from './parts/improv.ts?lazy';
import { load as loadMaker } from './parts/maker.ts?lazy';
import { load as loadOpener } from './parts/opener.ts?lazy';
import { load as loadQr } from './parts/qr.ts?lazy';
import { load as loadSession } from './parts/session.ts?lazy';
import { load as loadTcp } from './parts/tcp.ts?lazy';
import { load as loadTeller } from './parts/teller.ts?lazy';
import { load as loadVault } from './parts/vault.ts?lazy';
import { load as loadWeb } from './parts/web.ts?lazy';

const options = (shared('wifiprovOptions') as Options | undefined) || {};
const WATCHDOG_S = 60;
/** What the doors need to answer: a minute with less is ended by the watchdog. */
const RESERVE_VARS = 300;
const LOOK_MS = 10_000;
/** RAM has run out: a restart resumes, a half-updated state would not. */
const MEMORY_FLAG = 'MEMORY';

/** Of what this build leaves out: nobody asks for it. */
const NONE = undefined as never;

const loaders: Omit<Loaders, 'app' | 'context' | 'user'> = {
  button: loadButton,
  console: loadConsole,
  desk: loadDesk,
  dns: BUILD_HTTP ? loadDns : NONE,
  engine: loadEngine,
  espressif: BUILD_HTTP && BUILD_ESPRESSIF ? loadEspressif : NONE,
  gate: loadGate,
  improv: BUILD_IMPROV ? loadImprov : NONE,
  maker: loadMaker,
  opener: loadOpener,
  qr: loadQr,
  session: BUILD_TCP && BUILD_SEALED ? loadSession : NONE,
  tcp: BUILD_TCP ? loadTcp : NONE,
  teller: loadTeller,
  vault: loadVault,
  web: BUILD_HTTP ? loadWeb : NONE,
};

// Not even names of theirs where there is no app.
if (BUILD_APP) Object.assign(loaders, { app: loadApp, context: loadContext, user: loadUser });

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
  kernel = new Kernel(ports, report, options, loaders as Loaders);
  if (BUILD_APP) watchApp(kernel);
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
