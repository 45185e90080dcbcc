// The TCP door, port 6666: at most three clients, the fourth is told so.

import type { Context } from '../commands/context.ts';
import { fault } from '../core/result.ts';
import type { Clock, Connection, ConnectionHandler, Net } from '../ports.ts';
import { type Client, createClient } from './client.ts';

export const CLIENTS_MAX = 3;

const DEAF: ConnectionHandler = { data() {}, closed() {} };

export function openTcp(net: Net, clock: Clock, port: number, context: Context): void {
  let clients: Client[] = [];

  function refuse(connection: Connection): ConnectionHandler {
    const reply = fault('busy', `${CLIENTS_MAX} clients are connected already; close one and try again`);
    connection.write(`${JSON.stringify(reply)}\n`);
    connection.close();
    return DEAF;
  }

  function accept(connection: Connection): ConnectionHandler {
    if (clients.length >= CLIENTS_MAX) return refuse(connection);
    const client = createClient(clock, connection, context, () => {
      clients = clients.filter((one) => one !== client);
    });
    clients.push(client);
    return { data: client.data, closed: client.ended };
  }

  context.device.listen((news) => clients.forEach((client) => client.tell(news)));
  net.listen(port, accept);
}
