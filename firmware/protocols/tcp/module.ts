// Module: the TCP door while a client is connected.

import { attach } from '../../platform/espruino.ts';
import type { RawSocket } from '../../platform/ports.ts';
import type { Service } from '../../runtime/service.ts';
import { createTcpServer, type TcpServer } from './server.ts';

export interface TcpModule extends Omit<TcpServer, 'accept'> {
  accept(socket: RawSocket): void;
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
