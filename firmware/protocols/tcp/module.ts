// Module: the TCP door while a client is connected.

import { attach } from '../../platform/espruino.ts';
import type { RawSocket } from '../../platform/ports.ts';
import type { DeviceEvent } from '../../provisioning/connection-context.ts';
import type { Service } from '../../runtime/service.ts';
import { createTcpServer } from './server.ts';

export interface TcpModule {
  accept(socket: RawSocket): void;
  /** Connections that are open. */
  open(): number;
  onEvent(event: DeviceEvent): void;
  /** A reply is awaited or on its way. */
  owes(): boolean;
  /** Requests that have begun, and whose answers are not handed over yet. */
  underWay(): number;
  busy(): boolean;
}

export function create(service: Service): TcpModule {
  const tcp = createTcpServer(service.ports.clock, service);
  return {
    accept: (socket) => attach(socket, tcp.accept),
    onEvent: tcp.onEvent,
    open: tcp.open,
    owes: tcp.owes,
    underWay: tcp.underWay,
    busy: tcp.busy,
  };
}
