// Part: the TCP door while a client is connected.

import { attach } from '../../platform/espruino.ts';
import type { RawSocket } from '../../platform/ports.ts';
import type { News } from '../../provisioning/engine.ts';
import type { Kernel } from '../../runtime/service.ts';
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

export function create(kernel: Kernel): TcpModule {
  const tcp = createTcp(kernel.ports.clock, kernel);
  return {
    accept: (socket) => attach(socket, tcp.accept),
    news: tcp.tell,
    open: tcp.open,
    owes: tcp.owes,
    busy: tcp.busy,
  };
}
