// The TCP door, port 6666: at most three clients, the fourth is told so.

import { fault } from '../../lib/result.ts';
import type { Clock, Connection, ConnectionHandler } from '../../platform/ports.ts';
import type { DeviceEvent } from '../../provisioning/connection-context.ts';
import { Client } from './client.ts';
import type { TcpDeps } from './deps.ts';

export const CLIENTS_MAX = 3;
/** This many more that have disconnected while their request is carried out: they take no connection. */
export const GONE_MAX = 3;

export interface TcpServer {
  accept(connection: Connection): ConnectionHandler;
  onEvent(event: DeviceEvent): void;
  /** Connections that are open. */
  open(): number;
  /** A reply is awaited or on its way. */
  owes(): boolean;
  /** Requests that have begun, and whose answers are not handed over yet. */
  underWay(): number;
  busy(): boolean;
}

function refuse(connection: Connection): ConnectionHandler {
  const reply = fault('busy', `${CLIENTS_MAX} clients are connected already; close one and try again`);
  connection.write(`${JSON.stringify(reply)}\n`);
  connection.close();
  return { data() {}, closed() {} };
}

export function createTcpServer(clock: Clock, door: TcpDeps): TcpServer {
  let clients: Client[] = [];
  let count = 0;
  function dropClosed(): void {
    clients = clients.filter((one) => !one.isClosed());
  }
  function open(): number {
    return clients.filter((one) => !one.hasGone()).length;
  }
  return {
    accept(connection) {
      dropClosed();
      if (open() >= CLIENTS_MAX || clients.length >= CLIENTS_MAX + GONE_MAX) return refuse(connection);
      const client = new Client(clock, connection, door, ++count);
      clients.push(client);
      return { data: (bytes) => client.data(bytes), closed: () => client.ended(), drained: () => client.drained() };
    },
    onEvent(event) {
      for (let i = 0; i < clients.length; i++) (clients[i] as Client).onEvent(event);
    },
    open,
    owes: () => clients.some((one) => one.owes()),
    underWay: () => clients.filter((one) => one.isAnswering()).length,
    busy() {
      dropClosed();
      return clients.length > 0;
    },
  };
}
