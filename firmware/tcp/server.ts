// The TCP door, port 6666: at most three clients, the fourth is told so.

import { fault } from '../core/result.ts';
import type { News } from '../device/engine.ts';
import type { Clock, Connection, ConnectionHandler } from '../ports.ts';
import { Client, type Requests } from './client.ts';

export const CLIENTS_MAX = 3;

export interface Tcp {
  accept(connection: Connection): ConnectionHandler;
  tell(news: News): void;
  busy(): boolean;
}

const DEAF: ConnectionHandler = { data() {}, closed() {} };

function refuse(connection: Connection): ConnectionHandler {
  const reply = fault('busy', `${CLIENTS_MAX} clients are connected already; close one and try again`);
  connection.write(`${JSON.stringify(reply)}\n`);
  connection.close();
  return DEAF;
}

export function createTcp(clock: Clock, desk: () => Requests): Tcp {
  let clients: Client[] = [];
  return {
    accept(connection) {
      if (clients.length >= CLIENTS_MAX) return refuse(connection);
      const client = new Client(clock, connection, desk, (gone) => {
        clients = clients.filter((one) => one !== gone);
      });
      clients.push(client);
      return { data: (bytes) => client.data(bytes), closed: () => client.ended() };
    },
    tell: (news) => clients.forEach((client) => client.tell(news)),
    busy: () => clients.length > 0,
  };
}
