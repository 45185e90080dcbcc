// Part: the TCP door while somebody is connected.

import type { Kernel } from '../kernel/kernel.ts';
import type { TcpPart } from '../kernel/parts.ts';
import { createTcp } from '../tcp/server.ts';

export function create(kernel: Kernel): TcpPart {
  return createTcp(kernel.ports.clock, kernel);
}
