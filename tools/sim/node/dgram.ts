// require("dgram") of the sandbox, with the port's limits: 528 bytes, and an empty datagram that closes the socket.

import type { RemoteInfo, Socket } from 'node:dgram';
import { type BootSession, natives } from './boot-session.ts';
import { textOf } from './bytes.ts';
import { queueCall, queueTask } from './idle-loop.ts';
import { type SocketPool, takeSocket } from './socket-pool.ts';

/** Longer datagrams are cut, and their size with them. */
const MAX_DATAGRAM = 528;

interface Bound {
  port: number;
  jsObject: object;
}

export interface DgramModule {
  module: Record<string, unknown>;
  listens(port: number): boolean;
  incoming(port: number, bytes: Buffer, from: RemoteInfo): void;
}

export function createDgram(
  session: BootSession,
  pool: SocketPool,
  hostOf: (port: number) => Socket | null,
): DgramModule {
  const bound = new Map<number, Bound>();
  return {
    module: natives(session, {
      createSocket: (_type: unknown, onMessage?: unknown) => socketOf(session, pool, bound, hostOf, onMessage),
    }),
    listens: (port) => bound.has(port),
    incoming(port, bytes, from) {
      const socket = bound.get(port);
      if (!socket || !session.alive) return;
      if (bytes.length === 0) return closeBound(session, pool, bound, socket);
      pool.network.trafficSeen();
      const text = bytes.toString('latin1', 0, MAX_DATAGRAM);
      const info = { address: from.address, port: from.port, size: text.length };
      queueTask(session, () => session.realm.emit(socket.jsObject, 'message', [text, session.realm.value(info)]));
    },
  };
}

function closeBound(session: BootSession, pool: SocketPool, bound: Map<number, Bound>, socket: Bound): void {
  if (bound.get(socket.port) !== socket) return;
  bound.delete(socket.port);
  pool.inUse--;
  // Seen on the interpreter: `close` comes twice.
  session.realm.emit(socket.jsObject, 'close', [false]);
  session.realm.emit(socket.jsObject, 'close', [false]);
}

function socketOf(
  session: BootSession,
  pool: SocketPool,
  bound: Map<number, Bound>,
  hostOf: (port: number) => Socket | null,
  onMessage: unknown,
): object {
  let own: Bound | null = null;
  const socket = natives(session, {
    bind(port: number, onBound?: unknown) {
      if (own || bound.has(port) || !takeSocket(pool)) return socket;
      own = { port, jsObject: socket };
      bound.set(port, own);
      if (typeof onBound === 'function') queueCall(session, onBound, socket, [socket]);
      return socket;
    },
    send(data: unknown, ...rest: unknown[]) {
      const [text, port, address] = sendArgs(textOf(data), rest);
      const host = own && bound.get(own.port) === own ? hostOf(own.port) : null;
      pool.network.trafficSeen();
      host?.send(Buffer.from(text, 'latin1'), Number(port), String(address));
    },
    close() {
      if (own && bound.get(own.port) === own) closeBound(session, pool, bound, own);
      own = null;
    },
    addMembership: () => undefined,
  });
  if (typeof onMessage === 'function') (socket as { on(event: string, fn: unknown): void }).on('message', onMessage);
  return socket;
}

/** send(text, port, address) or node's send(text, offset, length, port, address). */
function sendArgs(text: string, rest: unknown[]): [string, unknown, unknown] {
  if (typeof rest[1] === 'string') return [text, rest[0], rest[1]];
  const [offset, length, port, address] = rest;
  return [text.slice(Number(offset), Number(offset) + Number(length)), port, address];
}
