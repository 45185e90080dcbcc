// Part: the UART door, in memory while a user types or an event is to be printed.

import { compactStorage, espruinoVersion } from '../../platform/espruino.ts';
import type { News } from '../../provisioning/engine.ts';
import { appOf } from '../../runtime/app.ts';
import { ON_PURPOSE } from '../../runtime/boot/guard.ts';
import type { Kernel } from '../../runtime/service.ts';
import { quirksOf } from '../../wifi/quirks.ts';
import { BROKEN, Ear } from '../improv/frame-detector.ts';
import { Console, type ConsoleParts } from './console.ts';

export interface ConsoleModule {
  data(bytes: string): void;
  /** Sends Improv's frames and shows the line being typed again. */
  frames(bytes: string): void;
  news(news: News): void;
  event(text: string): void;
  prompt(): void;
  busy(): boolean;
}

export function create(kernel: Kernel): ConsoleModule {
  const parts: ConsoleParts = {
    clock: kernel.ports.clock,
    hear(bytes, isCut) {
      if (BUILD_IMPROV) (ear as Ear).data(bytes, isCut);
      else door.text(bytes, isCut);
    },
    kept: kernel.kept,
    desk: () => kernel.desk(),
    engine: () => kernel.engine(),
    gate: () => kernel.gate(),
    write: kernel.ports.uart.write,
    cutsBursts: quirksOf(espruinoVersion()).cutsBursts,
    compact: compactStorage,
    showCode: (name, say) => kernel.load('qr')(kernel, name, say),
    repl(told) {
      // What was sent behind it is not the console's any more.
      door.ahead = [];
      if (told) told();
      kernel.load('vault')(kernel.kept).mark(ON_PURPOSE);
      kernel.repl();
      door.answering = true;
    },
  };
  if (BUILD_APP) parts.app = (words, say) => appOf(kernel).command(words, say);
  const door = new Console(parts);
  function onFrame(frame: string): boolean {
    try {
      return kernel.improv().frame(frame);
    } catch (error) {
      kernel.ears.failed(error);
      if (BUILD_IMPROV) kernel.sendFrames(BROKEN);
      return true;
    }
  }
  const ear = BUILD_IMPROV ? new Ear(kernel.ports.clock, door, onFrame) : undefined;
  return door;
}
