// The order of a start: watchdog, boot window, config from flash, doors, radio.

import { DOORS_OPEN, HALF_MINUTE, HALF_MINUTE_MS, ON_PURPOSE, TEN_SECONDS, TEN_SECONDS_MS } from '../boot/guard.ts';
import type { BootReport } from '../boot/report.ts';
import { newKept } from '../device/kept.ts';
import { initialState } from '../wifi/link/state.ts';
import { Kernel, type Options, type ResidentPorts } from './kernel.ts';
import type { Loaders } from './parts.ts';
import { steadyClock } from './steady.ts';

export interface Service {
  /** Takes the UART back from the REPL, or starts after safe mode. */
  resume(): void;
}

export const BOOT_WINDOW_MS = 2_000;

/** Apart from the timers below, or their scope would hold the vault. Answers how many damaged records there were. */
function restore(kernel: Kernel, load: Loaders): number {
  const vault = load.vault();
  kernel.kept.committed = JSON.stringify(vault.config());
  kernel.kept.code = vault.code();
  return vault.problems;
}

/** The doors open first: sockets run out in silence on the chip. */
function open(ports: ResidentPorts, boot: BootReport, options: Options, load: Loaders): Kernel {
  const kernel = new Kernel(newKept(initialState()), ports, boot, options, load);
  kernel.open();
  const problems = restore(kernel, load);
  kernel.takeUart();
  if (problems) kernel.say(`error storage: ${problems} damaged or foreign records were skipped`);
  if ((options.access || BUILD_ACCESS) === 'open') kernel.say('access open: everybody in reach may change everything');
  load.mark(DOORS_OPEN);
  ports.clock.after(TEN_SECONDS_MS, () => load.mark(TEN_SECONDS));
  ports.clock.after(HALF_MINUTE_MS, () => load.mark(HALF_MINUTE));
  kernel.say('ready');
  kernel.engine().begin();
  return kernel;
}

/** For 2 s the UART is listened to for one Ctrl-C, then the doors open. */
export function start(port: ResidentPorts, boot: BootReport, options: Options, load: Loaders): Service {
  const ports = Object.assign({}, port, { clock: steadyClock(port.clock) });
  let kernel: Kernel | undefined;
  let safe = false;

  function begin(): void {
    if (!safe && !kernel) kernel = open(ports, boot, options, load);
  }

  function onBootKey(bytes: string): void {
    if (safe || bytes.indexOf('\x03') < 0) return;
    safe = true;
    load.mark(ON_PURPOSE);
    ports.uart.write('\r\n# safe mode: wifiprov() starts the service\r\n');
    ports.uart.give();
  }

  if (options.bootWindow !== false) ports.uart.take(onBootKey);
  ports.clock.after(options.bootWindow === false ? 1 : BOOT_WINDOW_MS, begin);
  return {
    resume() {
      safe = false;
      if (kernel) kernel.takeUart();
      else ports.clock.after(1, begin);
    },
  };
}
