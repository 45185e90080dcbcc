// Part: the UART door while somebody types or something is to be told.

import { ON_PURPOSE } from '../boot/guard.ts';
import { quirksOf } from '../device/quirks.ts';
import { compactStorage, espruinoVersion } from '../hal/espruino.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { ConsolePart } from '../kernel/parts.ts';
import { Console } from '../uart/console.ts';

export function create(kernel: Kernel): ConsolePart {
  return new Console({
    clock: kernel.ports.clock,
    kept: kernel.kept,
    desk: () => kernel.desk(),
    engine: () => kernel.engine(),
    write: kernel.ports.uart.write,
    cutsBursts: quirksOf(espruinoVersion()).cutsBursts,
    compact: compactStorage,
    repl() {
      kernel.load.vault()().mark(ON_PURPOSE);
      kernel.repl();
    },
  });
}
