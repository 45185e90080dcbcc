// The HTTP door, port 80: at most three connections, fewer where an app has sockets of its own; one more is told so.

import type { Clock, Connection, ConnectionHandler } from '../ports.ts';
import { Client, type Door } from './client.ts';
import type { Site } from './site.ts';

export const CLIENTS_MAX = 3 - BUILD_APP_SOCKETS;

export interface Web {
  accept(connection: Connection): ConnectionHandler;
  /** An answer is awaited or on its way. */
  owes(): boolean;
  busy(): boolean;
}

/** `left` is called when a connection is gone, and all that was said with it. */
export function createWeb(clock: Clock, site: () => Site, left: () => void): Web {
  let clients: Client[] = [];
  const door: Door = {
    clock,
    site,
    leave(gone) {
      clients = clients.filter((one) => one !== gone);
      left();
    },
  };
  return {
    accept(connection) {
      const client = new Client(door, connection);
      if (clients.length < CLIENTS_MAX) clients.push(client);
      else client.refuse(503);
      return client;
    },
    owes: () => clients.some((one) => one.owes()),
    busy: () => clients.length > 0,
  };
}
