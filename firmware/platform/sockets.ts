// A TCP socket of the port as a Connection.

import type { Socket } from './chip-net.ts';
import type { Connection, ConnectionHandler, RawSocket } from './ports.ts';

function connectionOf(socket: Socket, cut: (raw: RawSocket) => void): Connection & { open: boolean } {
  const connection = {
    open: true,
    write(bytes: string) {
      if (!connection.open) return;
      try {
        socket.write(bytes);
      } catch {
        // "This socket is closed": the port's `close` event is still to come.
        connection.open = false;
      }
    },
    close() {
      if (connection.open) socket.end();
      connection.open = false;
    },
    abort() {
      cut(socket);
      connection.open = false;
    },
  };
  return connection;
}

/**
 * Attaches who answers a new connection, in the same turn as it comes: its first bytes are lost otherwise. `end` is left
 * out: the port tells it together with `close`.
 */
export function attachTo(
  raw: RawSocket,
  accept: (connection: Connection) => ConnectionHandler,
  cut: (raw: RawSocket) => void,
): void {
  const socket = raw as Socket;
  const connection = connectionOf(socket, cut);
  const handler = accept(connection);
  socket.on('data', (bytes) => handler.data(bytes));
  if (handler.drained) socket.on('drain', () => handler.drained?.());
  socket.on('close', () => {
    connection.open = false;
    handler.closed();
  });
  // One that has gone before it was handed over says nothing any more.
  if (socket.conn === false) handler.closed();
}

/**
 * Says no more than that to a new connection, without a Connection around it. Its request is read and dropped: closing over
 * unread bytes resets the connection, and what was said is lost with it.
 */
export function refuseSocket(raw: RawSocket, text: string): void {
  const socket = raw as Socket;
  try {
    socket.on('data', () => undefined);
    socket.end(text);
  } catch {
    // "This socket is closed": it has gone before it was handed over.
  }
}
