// The chip's ten sockets: counting them, and the loop of one TCP connection in pieces of at most 536 bytes.

import type { Socket } from 'node:net';
import { textOf } from './bytes.ts';
import { type Life, natives, print, wake } from './life.ts';

/** CONFIG_LWIP_MAX_SOCKETS: listeners, connections and datagram sockets together. */
export const MAX_SOCKETS = 10;
/** What one turn of the idle loop moves in one direction. */
export const CHUNK_BYTES = 536;

/** What a life holds of sockets. */
export interface SocketPool {
  life: Life;
  inUse: number;
}

export function createPool(life: Life): SocketPool {
  return { life, inUse: 0 };
}

/** Takes a socket; false, with a line on the console and no exception, when there is none left. */
export function takeSocket(pool: SocketPool): boolean {
  if (pool.inUse >= MAX_SOCKETS) {
    print(pool.life, 'ERROR: Socket creation failed\r\n');
    return false;
  }
  pool.inUse++;
  return true;
}

interface Link {
  life: Life;
  pool: SocketPool;
  host: Socket;
  jsObject: object;
  received: Buffer;
  toSend: string;
  hadToSend: boolean;
  /** The peer has sent its FIN or is gone. */
  peerEnded: boolean;
  /** end() was called: closes when all is sent. */
  ending: boolean;
  /** `clsNow` was set: closes in the next turn, whatever is left to send. */
  abandoned: boolean;
  closed: boolean;
}

/** Makes the JavaScript socket for a connection that already counts in the pool. */
export function openLink(pool: SocketPool, host: Socket): object {
  const { life } = pool;
  const link: Link = {
    life,
    pool,
    host,
    jsObject: {},
    received: Buffer.alloc(0),
    toSend: '',
    hadToSend: false,
    peerEnded: false,
    ending: false,
    abandoned: false,
    closed: false,
  };
  link.jsObject = natives(life, methodsOf(link));
  Object.defineProperty(link.jsObject, 'clsNow', {
    get: () => link.abandoned,
    set(mark: unknown) {
      link.abandoned = Boolean(mark);
      wake(life);
    },
  });
  life.onListened.set(link.jsObject, () => wake(life));
  attachHost(link);
  const poll = (): boolean => {
    const more = turnLink(link);
    if (link.closed) life.pollers.delete(poll);
    return more;
  };
  life.pollers.add(poll);
  life.atEnd.push(() => host.destroy());
  wake(life);
  return link.jsObject;
}

function methodsOf(link: Link): Record<string, (...args: never[]) => unknown> {
  const write = (data: unknown): boolean => {
    if (link.closed || link.ending) throw link.life.realm.error('This socket is closed');
    link.toSend += textOf(data);
    wake(link.life);
    return false;
  };
  return {
    write,
    end(data?: unknown) {
      if (data !== undefined) write(data);
      link.ending = true;
      wake(link.life);
    },
    available: () => link.received.length,
    read(count?: number) {
      const taken = link.received.subarray(0, count ?? link.received.length);
      link.received = link.received.subarray(taken.length);
      return taken.toString('latin1');
    },
    pipe: () => undefined,
  };
}

function attachHost(link: Link): void {
  const { host, life } = link;
  host.on('data', (bytes: Buffer) => {
    link.received = Buffer.concat([link.received, bytes]);
    wake(life);
  });
  const ended = (): void => {
    link.peerEnded = true;
    wake(life);
  };
  host.on('end', ended);
  host.on('error', ended);
  host.on('close', ended);
  host.resume();
}

/** One turn: a piece in, a piece out, then the end if there is nothing more to come. True asks for another turn. */
function turnLink(link: Link): boolean {
  if (link.closed) return false;
  if (link.abandoned) {
    closeLink(link);
    return false;
  }
  const { life, jsObject } = link;
  if (life.realm.listeners(jsObject, 'data') > 0 && link.received.length > 0) {
    const piece = link.received.subarray(0, CHUNK_BYTES);
    link.received = link.received.subarray(piece.length);
    life.realm.emit(jsObject, 'data', [piece.toString('latin1')]);
    sendPiece(link);
    return true;
  }
  sendPiece(link);
  // A peer that has closed gets what fits into this one piece, no more.
  if (link.peerEnded || (link.ending && link.toSend === '')) {
    closeLink(link);
    return false;
  }
  return link.toSend !== '' || link.hadToSend;
}

function sendPiece(link: Link): void {
  if (link.toSend !== '') {
    const piece = link.toSend.slice(0, CHUNK_BYTES);
    link.toSend = link.toSend.slice(piece.length);
    link.hadToSend = true;
    if (link.host.writable) link.host.write(Buffer.from(piece, 'latin1'));
  }
  if (link.toSend === '' && link.hadToSend) {
    link.hadToSend = false;
    link.life.realm.emit(link.jsObject, 'drain', []);
  }
}

function closeLink(link: Link): void {
  const { life, pool, jsObject, host } = link;
  link.closed = true;
  pool.inUse--;
  // The far end may still hold its half open; the chip forgets the connection here.
  if (host.writable) host.end(() => host.destroy());
  else host.destroy();
  life.realm.emit(jsObject, 'end', []);
  life.realm.emit(jsObject, 'close', [false]);
}
