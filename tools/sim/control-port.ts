// The port of the simulator's control connection: `--control PORT`.

import type { Server, Socket } from 'node:net';
import { serveControl } from './control.ts';
import type { Engine } from './engine.ts';
import { quit, USAGE_ERROR } from './quit.ts';
import { listenLocal } from './uart-tcp.ts';

interface ControlPort {
  port: number;
  close(): void;
}

export async function openControl(port: number | null, engine: Engine): Promise<ControlPort | null> {
  if (port === null) return null;
  const clients = new Set<Socket>();
  const listening: { server: Server; port: number } | null = await listenLocal(port, (socket) => {
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    serveControl(engine, socket);
  });
  if (!listening) return quit(USAGE_ERROR, `--control ${port} is in use`);
  const close = (): void => {
    listening.server.close();
    for (const client of clients) client.destroy();
  };
  return { port: listening.port, close };
}
