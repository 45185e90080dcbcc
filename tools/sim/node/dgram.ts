// require("dgram") of the sandbox, with the port's limits: 528 bytes, and an empty datagram that closes the socket.

import type { RemoteInfo, Socket } from 'node:dgram';
import { textOf } from './bytes.ts';
import { type Life, natives, queueCall, queueTask } from './boot-session.ts';
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

export function createDgram(life: Life, pool: SocketPool, hostOf: (port: number) => Socket | null): DgramModule {
  const bound = new Map<number, Bound>();
  return {
    module: natives(life, {
      createSocket: (_type: unknown, onMessage?: unknown) => socketOf(life, pool, bound, hostOf, onMessage),
    }),
    listens: (port) => bound.has(port),
    incoming(port, bytes, from) {
      const socket = bound.get(port);
      if (!socket || !life.alive) return;
      if (bytes.length === 0) return closeBound(life, pool, bound, socket);
      pool.network.trafficSeen();
      const text = bytes.toString('latin1', 0, MAX_DATAGRAM);
      const info = { address: from.address, port: from.port, size: text.length };
      queueTask(life, () => life.realm.emit(socket.jsObject, 'message', [text, life.realm.value(info)]));
    },
  };
}

function closeBound(life: Life, pool: SocketPool, bound: Map<number, Bound>, socket: Bound): void {
  if (bound.get(socket.port) !== socket) return;
  bound.delete(socket.port);
  pool.inUse--;
  // Seen on the interpreter: `close` comes twice.
  life.realm.emit(socket.jsObject, 'close', [false]);
  life.realm.emit(socket.jsObject, 'close', [false]);
}

function socketOf(
  life: Life,
  pool: SocketPool,
  bound: Map<number, Bound>,
  hostOf: (port: number) => Socket | null,
  onMessage: unknown,
): object {
  let own: Bound | null = null;
  const socket = natives(life, {
    bind(port: number, onBound?: unknown) {
      if (own || bound.has(port) || !takeSocket(pool)) return socket;
      own = { port, jsObject: socket };
      bound.set(port, own);
      if (typeof onBound === 'function') queueCall(life, onBound, socket, [socket]);
      return socket;
    },
    send(data: unknown, ...rest: unknown[]) {
      const [text, port, address] = sendArgs(textOf(data), rest);
      const host = own && bound.get(own.port) === own ? hostOf(own.port) : null;
      pool.network.trafficSeen();
      host?.send(Buffer.from(text, 'latin1'), Number(port), String(address));
    },
    close() {
      if (own && bound.get(own.port) === own) closeBound(life, pool, bound, own);
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
