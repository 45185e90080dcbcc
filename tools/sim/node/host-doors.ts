// The host's ports of the device's doors, handed to whichever life is running.

import type { RemoteInfo } from 'node:dgram';
import type { Socket } from 'node:net';
import { DEVICE_PORTS, type DoorName, type Doors } from '../engine.ts';
import type { Board } from './board.ts';

/** Returns a function that removes the listeners. A connection without a listener is reset. */
export function attachDoors(doors: Doors, board: () => Board | null): () => void {
  const detach: Array<() => void> = [];
  for (const name of ['tcp', 'http'] as const) {
    const { server } = doors[name];
    const onConnection = (socket: Socket): void => {
      if (board()?.net.incoming(DEVICE_PORTS[name], socket)) return;
      socket.on('error', () => {});
      socket.resetAndDestroy();
    };
    server.on('connection', onConnection);
    detach.push(() => server.off('connection', onConnection));
  }
  const { socket } = doors.dns;
  const onMessage = (bytes: Buffer, from: RemoteInfo): void => board()?.dgram.incoming(DEVICE_PORTS.dns, bytes, from);
  socket.on('message', onMessage);
  detach.push(() => socket.off('message', onMessage));
  return () => {
    for (const off of detach) off();
  };
}

export function listeningDoors(board: Board | null): Record<DoorName, boolean> {
  return {
    tcp: board?.net.listens(DEVICE_PORTS.tcp) ?? false,
    http: board?.net.listens(DEVICE_PORTS.http) ?? false,
    dns: board?.dgram.listens(DEVICE_PORTS.dns) ?? false,
  };
}
