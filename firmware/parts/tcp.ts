// Part: the TCP door while somebody is connected.

import type { News } from '../device/engine.ts';
import { attach } from '../hal/espruino.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { RawSocket } from '../ports.ts';
import { createTcp } from '../tcp/server.ts';

export interface TcpModule {
  accept(socket: RawSocket): void;
  /** Connections that are open. */
  open(): number;
  tell(news: News): void;
  /** A reply is awaited or on its way. */
  owes(): boolean;
  busy(): boolean;
}

export function create(kernel: Kernel): TcpModule {
  const tcp = createTcp(kernel.ports.clock, kernel);
  return {
    accept: (socket) => attach(socket, tcp.accept),
    tell: tcp.tell,
    open: tcp.open,
    owes: tcp.owes,
    busy: tcp.busy,
  };
}
