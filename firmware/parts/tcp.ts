// Part: the TCP door while somebody is connected.

import { attach } from '../hal/espruino.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { TcpPart } from '../kernel/parts.ts';
import { createTcp } from '../tcp/server.ts';

export function create(kernel: Kernel): TcpPart {
  const tcp = createTcp(kernel.ports.clock, kernel);
  return {
    accept: (socket) => attach(socket, tcp.accept),
    tell: tcp.tell,
    open: tcp.open,
    owes: tcp.owes,
    busy: tcp.busy,
  };
}
