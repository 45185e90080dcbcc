// Part: the TCP door while somebody is connected.

import { attach } from '../../platform/espruino.ts';
import type { RawSocket } from '../../platform/ports.ts';
import type { News } from '../../provisioning/engine.ts';
import type { Service } from '../../runtime/service.ts';
import { createTcp } from './server.ts';

export interface TcpModule {
  accept(socket: RawSocket): void;
  /** Connections that are open. */
  open(): number;
  news(news: News): void;
  /** A reply is awaited or on its way. */
  owes(): boolean;
  busy(): boolean;
}

export function create(service: Service): TcpModule {
  const tcp = createTcp(service.ports.clock, service);
  return {
    accept: (socket) => attach(socket, tcp.accept),
    news: tcp.tell,
    open: tcp.open,
    owes: tcp.owes,
    busy: tcp.busy,
  };
}
