// Part: Improv Wi-Fi Serial while a client of it is on the UART.

import { byteSum, espruinoVersion, setHostname } from '../hal/espruino.ts';
import { Session } from '../improv/session.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { ImprovPart } from '../kernel/parts.ts';

export function create(kernel: Kernel): ImprovPart {
  return new Session({
    kept: kernel.kept,
    clock: kernel.ports.clock,
    sum: byteSum,
    espruino: espruinoVersion(),
    link: kernel.ports.link,
    desk: () => kernel.desk(),
    engine: () => kernel.engine(),
    vault: () => kernel.load('vault')(kernel.kept),
    setHostname,
    write: (frames) => kernel.sendFrames(frames),
    say: (event) => kernel.say(event),
  });
}
