// Part: Improv Wi-Fi Serial while a client of it is on the UART.

import type { News } from '../device/engine.ts';
import { byteSum, espruinoVersion, setHostname } from '../hal/espruino.ts';
import { Session } from '../improv/session.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** Improv frames that the console has heard. */
export interface ImprovModule {
  /** False: it was damaged. '' is one whose end is lost. */
  frame(bytes: string): boolean;
  news(news: News): void;
  busy(): boolean;
}

export function create(kernel: Kernel): ImprovModule {
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
