// Module: Improv Wi-Fi Serial while a client of it is on the UART.

import { byteSum, espruinoVersion, setHostname } from '../../platform/espruino.ts';
import type { DeviceEvent } from '../../provisioning/connection-context.ts';
import type { Service } from '../../runtime/service.ts';
import { Session } from './session.ts';

/** Improv frames that the console has heard. */
export interface ImprovModule {
  /** False: it was damaged. '' is one whose end is lost. */
  frame(bytes: string): boolean;
  onEvent(event: DeviceEvent): void;
  busy(): boolean;
}

export function create(service: Service): ImprovModule {
  return new Session({
    state: service.state,
    clock: service.ports.clock,
    sum: byteSum,
    espruino: espruinoVersion(),
    link: service.ports.link,
    requests: () => service.requests(),
    connection: () => service.connection(),
    store: () => service.load('store')(service.state),
    setHostname,
    write: (frames) => service.sendFrames(frames),
    say: (event) => service.printEvent(event),
  });
}
