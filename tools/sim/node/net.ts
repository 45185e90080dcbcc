// require("net") of the sandbox: servers on the device's ports behind the doors of the host, and a plain client.

import { connect as connectHost, type Socket } from 'node:net';
import { type BootSession, natives } from './boot-session.ts';
import { queueCall, wake } from './idle-loop.ts';
import type { SandboxFunction } from './realm.ts';
import { addPeer, removePeer, type SocketPool, takeSocket, turnAway } from './socket-pool.ts';
import { openLink } from './sockets.ts';

interface Listener {
  port: number;
  jsObject: object;
  accept: SandboxFunction | null;
  waiting: Socket[];
}

export interface NetModule {
  module: Record<string, unknown>;
  listens(port: number): boolean;
  /** A connection has come in at the host; false when the device does not listen there. */
  incoming(port: number, socket: Socket): boolean;
}

export function createNet(session: BootSession, pool: SocketPool): NetModule {
  const listeners = new Map<number, Listener>();
  session.atEnd.push(() => {
    for (const listener of listeners.values()) for (const socket of listener.waiting) socket.destroy();
  });
  session.pollers.add(() => {
    let more = false;
    for (const listener of listeners.values()) if (acceptOne(session, pool, listener)) more = true;
    return more;
  });
  return {
    module: natives(session, {
      createServer: (accept?: unknown) => serverOf(session, pool, listeners, accept),
      connect: (to: unknown, connected?: unknown) => connectOut(session, pool, to, connected),
    }),
    listens: (port) => listeners.has(port),
    incoming(port, socket) {
      const listener = listeners.get(port);
      if (!listener || !session.alive) return false;
      listener.waiting.push(socket);
      addPeer(pool, socket);
      pool.network.trafficSeen();
      socket.on('error', () => {});
      wake(session);
      return true;
    },
  };
}

function serverOf(session: BootSession, pool: SocketPool, listeners: Map<number, Listener>, accept: unknown): object {
  let listening: Listener | null = null;
  const server = natives(session, {
    listen(port: number) {
      // Sockets that have run out are silent, and so is a port that is taken.
      if (listening || listeners.has(port) || !takeSocket(pool)) return server;
      listening = { port, jsObject: server, accept: typeof accept === 'function' ? accept : null, waiting: [] };
      listeners.set(port, listening);
      pool.listeners++;
      return server;
    },
    close() {
      if (!listening) return;
      listeners.delete(listening.port);
      for (const socket of listening.waiting) {
        socket.destroy();
        removePeer(pool, socket, false);
      }
      listening = null;
      pool.inUse--;
      pool.listeners--;
    },
  });
  return server;
}

/** One connection a server in each turn. Without a free socket the client is closed with no data. */
function acceptOne(session: BootSession, pool: SocketPool, listener: Listener): boolean {
  const socket = listener.waiting.shift();
  if (!socket) return false;
  // Its link was left while it waited.
  if (!pool.peers.has(socket)) return listener.waiting.length > 0;
  if (!takeSocket(pool)) turnAway(pool, socket);
  else {
    const link = openLink(pool, socket);
    // The handler has to be attached before the first byte is handed over, so it is called ahead of any data.
    if (listener.accept) queueCall(session, listener.accept, listener.jsObject, [link]);
    session.realm.emit(listener.jsObject, 'connect', [link]);
  }
  return listener.waiting.length > 0;
}

function connectOut(session: BootSession, pool: SocketPool, to: unknown, connected: unknown): object {
  const { host, port } = (typeof to === 'object' && to !== null ? to : { port: to }) as { host?: string; port: number };
  if (!takeSocket(pool)) throw session.realm.error('Unable to create socket', 'InternalError');
  const socket = connectHost({ host: host ?? '127.0.0.1', port: Number(port) });
  addPeer(pool, socket);
  const link = openLink(pool, socket);
  socket.on('connect', () => {
    if (typeof connected === 'function') queueCall(session, connected, link, [link]);
    session.realm.emit(link, 'connect', []);
  });
  return link;
}
