// Part: the order of a start: boot window, doors, config from flash, radio.

import { DOORS_OPEN, HALF_MINUTE, HALF_MINUTE_MS, ON_PURPOSE, TEN_SECONDS, TEN_SECONDS_MS } from '../boot/guard.ts';
import type { Kernel } from '../kernel/kernel.ts';

export const BOOT_WINDOW_MS = 2_000;

/** Answers how many damaged records there were. */
function restore(kernel: Kernel): number {
  const vault = kernel.load.vault()();
  kernel.kept.committed = JSON.stringify(vault.config());
  kernel.kept.code = vault.code();
  return vault.problems();
}

/** How long this start has lived is told to the next one. */
function markLife(kernel: Kernel): void {
  const clock = kernel.ports.clock;
  kernel.load.vault()().mark(DOORS_OPEN);
  clock.after(TEN_SECONDS_MS, () => kernel.load.vault()().mark(TEN_SECONDS));
  clock.after(HALF_MINUTE_MS, () => kernel.load.vault()().mark(HALF_MINUTE));
}

function open(kernel: Kernel): void {
  kernel.open();
  const problems = restore(kernel);
  kernel.takeUart();
  if (problems) kernel.say(`error storage: ${problems} damaged or foreign records were skipped`);
  if ((kernel.options.access || BUILD_ACCESS) === 'open')
    kernel.say('access open: everybody in reach may change everything');
  markLife(kernel);
  kernel.say('ready');
  kernel.engine().begin();
}

/** Safe mode: the UART goes to the REPL and nothing is started, until `wifiprov()` is typed there. */
function enterSafeMode(kernel: Kernel): void {
  kernel.load.vault()().mark(ON_PURPOSE);
  kernel.ports.uart.write('\r\n# safe mode: wifiprov() starts the service\r\n');
  kernel.ports.uart.give();
}

/** With a window, the UART is listened to for 2 s for one Ctrl-C; other bytes are dropped. */
export function create(kernel: Kernel, hasWindow: boolean): void {
  let safe = false;
  if (hasWindow)
    kernel.ports.uart.take((bytes) => {
      if (safe || bytes.indexOf('\x03') < 0) return;
      safe = true;
      enterSafeMode(kernel);
    });
  kernel.ports.clock.after(hasWindow ? BOOT_WINDOW_MS : 1, () => {
    if (!safe && !kernel.isOpen) open(kernel);
  });
}
