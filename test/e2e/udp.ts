// A UDP client of the DNS door that sends any bytes, also none.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach } from 'vitest';
import type { Rig } from './rig.ts';

export interface Udp {
  send(bytes: string): void;
  /** The next datagram that comes back. */
  next(): Promise<string>;
  /** Those that `next` has not taken. */
  received(): string[];
}

const closers: Array<() => void> = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

export function openUdp(rig: Rig): Udp {
  const socket = createSocket('udp4');
  closers.push(() => socket.close());
  const received: string[] = [];
  socket.on('message', (bytes) => received.push(bytes.toString('latin1')));
  return {
    send: (bytes) => socket.send(Buffer.from(bytes, 'latin1'), rig.core.dnsPort, '127.0.0.1'),
    async next() {
      while (received.length === 0) await once(socket, 'message');
      return received.shift() ?? '';
    },
    received: () => received,
  };
}
