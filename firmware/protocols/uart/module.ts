// Module: the UART door, in memory while a user types or an event is to be printed.

import { compactStorage, espruinoVersion } from '../../platform/espruino.ts';
import type { DeviceEvent } from '../../provisioning/connection-context.ts';
import { appOf } from '../../runtime/app.ts';
import { ON_PURPOSE } from '../../runtime/boot/guard.ts';
import type { Service } from '../../runtime/service.ts';
import { quirksOf } from '../../wifi/quirks.ts';
import { BROKEN, FrameDetector } from '../improv/frame-detector.ts';
import { Console, type ConsoleParts } from './console.ts';

export interface ConsoleModule {
  data(bytes: string): void;
  /** Sends Improv's frames and shows the line being typed again. */
  frames(bytes: string): void;
  onEvent(event: DeviceEvent): void;
  event(text: string): void;
  prompt(): void;
  busy(): boolean;
}

export function create(service: Service): ConsoleModule {
  const parts: ConsoleParts = {
    clock: service.ports.clock,
    hear(bytes, isCut) {
      if (BUILD_IMPROV) (detector as FrameDetector).data(bytes, isCut);
      else door.text(bytes, isCut);
    },
    state: service.state,
    requests: () => service.requests(),
    connection: () => service.connection(),
    window: () => service.window(),
    write: service.ports.uart.write,
    cutsBursts: quirksOf(espruinoVersion()).cutsBursts,
    compact: compactStorage,
    showCode: (name, say) => service.load('code')(service, name, say),
    repl(told) {
      // What was sent behind it is not the console's any more.
      door.ahead = [];
      if (told) told();
      service.load('store')(service.state).mark(ON_PURPOSE);
      service.repl();
      door.answering = true;
    },
  };
  if (BUILD_APP) parts.app = (words, say) => appOf(service).command(words, say);
  const door = new Console(parts);
  function onFrame(frame: string): boolean {
    try {
      return service.improv().frame(frame);
    } catch (error) {
      service.callbacks.failed(error);
      if (BUILD_IMPROV) service.sendFrames(BROKEN);
      return true;
    }
  }
  const detector = BUILD_IMPROV ? new FrameDetector(service.ports.clock, door, onFrame) : undefined;
  return door;
}
