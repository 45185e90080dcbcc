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
import type { Options } from './kernel/kernel.ts';
import type { Loaders } from './kernel/parts.ts';
import { type Service, start } from './kernel/start.ts';
import type { create as createConsole } from './parts/console.ts';
import { load as loadConsole } from './parts/console.ts?lazy';
import type { create as createDesk } from './parts/desk.ts';
import { load as loadDesk } from './parts/desk.ts?lazy';
import type { create as createEngine } from './parts/engine.ts';
import { load as loadEngine } from './parts/engine.ts?lazy';
import type { create as createLog } from './parts/log.ts';
import { load as loadLog } from './parts/log.ts?lazy';
import type { create as createMaker } from './parts/maker.ts';
import { load as loadMaker } from './parts/maker.ts?lazy';
import type { create as createTcp } from './parts/tcp.ts';
import { load as loadTcp } from './parts/tcp.ts?lazy';
import type { create as createTeller } from './parts/teller.ts';
import { load as loadTeller } from './parts/teller.ts?lazy';
import type { create as createVault } from './parts/vault.ts';
import { load as loadVault } from './parts/vault.ts?lazy';

const WATCHDOG_S = 60;
/** RAM has run out: a restart resumes, a half-updated state would not. */
const MEMORY_FLAG = 'MEMORY';

const loaders: Loaders = {
  engine: (kernel) => loadEngine<typeof createEngine>()(kernel),
  desk: (kernel) => loadDesk<typeof createDesk>()(kernel),
  console: (kernel) => loadConsole<typeof createConsole>()(kernel),
  tcp: (kernel) => loadTcp<typeof createTcp>()(kernel),
  mark: (letter) => loadLog<typeof createLog>()(letter),
  vault: () => loadVault<typeof createVault>()(),
  teller: (uart, news) => loadTeller<typeof createTeller>()(uart, news),
  maker: (kernel) => loadMaker<typeof createMaker>()(kernel),
};

/** `.boot0` is missing: no verdict. */
const report = (shared(REPORT) as BootReport | undefined) || { safe: false, powerCycles: 0, starts: 0 };
let service: Service | undefined;

function run(options: Options): void {
  watchdog(WATCHDOG_S);
  onErrorFlags((flags) => {
    if (flags.indexOf(MEMORY_FLAG) >= 0) reboot();
  });
  const ports = {
    clock: espruinoClock(),
    uart: espruinoUart(),
    net: espruinoNet(),
    link: linkNow,
    listen: listenToRadio,
    collect: freeVars,
  };
  service = start(ports, report, options, loaders);
}

function options(): Options {
  return (shared('wifiprovOptions') as Options | undefined) || {};
}

/** By hand there is no boot window to wait for; a service that gave the UART away takes it back. */
function wifiprov(): void {
  if (service) service.resume();
  else run(Object.assign({}, options(), { bootWindow: false }));
}

share('wifiprov', wifiprov);
if (!report.safe) run(options());
