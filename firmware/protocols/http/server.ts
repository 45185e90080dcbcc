// The HTTP door, port 80: at most three connections, fewer where an app has sockets of its own; one more is told so.

import type { Clock, Connection, ConnectionHandler, SendQueue } from '../../platform/ports.ts';
import { BUSY } from './busy.ts';
import { Client, type HttpServerState } from './client.ts';
import type { HttpDeps } from './deps.ts';

export const CLIENTS_MAX = 3 - BUILD_APP_SOCKETS;

export interface HttpServer {
  accept(connection: Connection): ConnectionHandler;
  /** Connections that are open. */
  open(): number;
  /** An answer is awaited or on its way. */
  owes(): boolean;
  /** Requests that have begun, and whose answers are not handed over yet. */
  underWay(): number;
  busy(): boolean;
}

/** What it sends is dropped. */
function refuse(connection: Connection): ConnectionHandler {
  connection.write(BUSY);
  connection.close();
  return { data() {}, closed() {} };
}

/** `left` is called when a connection is gone, and all that was said with it. */
export function createHttpServer(clock: Clock, sending: SendQueue, deps: () => HttpDeps, left: () => void): HttpServer {
  let clients: Client[] = [];
  const door: HttpServerState = {
    clock,
    sending,
    deps,
    leave(gone) {
      clients = clients.filter((one) => one !== gone);
      left();
    },
  };
  /** Browsers open connections that they may never use: the oldest of these gives way to one more. */
  function makePlace(): void {
    const silent = clients.filter((one) => one.isSilent())[0];
    if (clients.length >= CLIENTS_MAX && silent) silent.giveWay();
  }
  return {
    accept(connection) {
      makePlace();
      if (clients.length >= CLIENTS_MAX) return refuse(connection);
      const client = new Client(door, connection);
      clients.push(client);
      return client;
    },
    open: () => clients.length,
    owes: () => clients.some((one) => one.owes()),
    underWay: () => clients.filter((one) => one.isAnswering()).length,
    busy: () => clients.length > 0,
  };
}
