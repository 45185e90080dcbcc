// UART0 on a TCP port: all who connect share the one line, and it stays through power cycles.

import { createServer, type Server, type Socket } from 'node:net';
import { HOST } from './doors.ts';
import type { UartEnd } from './terminal.ts';

/** A server on 127.0.0.1; null when the port is taken. */
export function listenLocal(
  port: number,
  onConnection: (socket: Socket) => void,
): Promise<{ server: Server; port: number } | null> {
  const server = createServer({ noDelay: true }, onConnection);
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : port });
    });
  });
}

export interface UartServer extends UartEnd {
  port: number;
  /** Cuts off the connected client. */
  drop(): void;
}

export async function openUartServer(port: number, onBytes: (bytes: Uint8Array) => void): Promise<UartServer | null> {
  const clients = new Set<Socket>();
  const listening = await listenLocal(port, (socket) => {
    clients.add(socket);
    socket.on('data', onBytes);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => clients.delete(socket));
  });
  if (!listening) return null;
  return {
    port: listening.port,
    write(bytes) {
      for (const client of clients) if (client.writable) client.write(bytes);
    },
    drop() {
      for (const client of clients) client.destroy();
    },
    close() {
      listening.server.close();
      for (const client of clients) client.destroy();
    },
  };
}
