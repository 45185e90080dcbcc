// The loop of one TCP connection of the chip's, in pieces of at most 536 bytes.

import type { Socket } from 'node:net';
import { type BootSession, natives } from './boot-session.ts';
import { textOf } from './bytes.ts';
import { wake } from './idle-loop.ts';
import { removePeer, resetPeer, type SocketPool } from './socket-pool.ts';

/** What one turn of the idle loop moves in one direction. */
const CHUNK_BYTES = 536;

/** What lwIP takes of one connection before its peer has acknowledged any of it (CONFIG_TCP_SND_BUF_DEFAULT). */
const SEND_BUFFER_BYTES = 5744;

interface Link {
  session: BootSession;
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
  const { session } = pool;
  const link: Link = {
    session,
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
  link.jsObject = natives(session, methodsOf(link));
  Object.defineProperty(link.jsObject, 'clsNow', {
    get: () => link.abandoned,
    set(mark: unknown) {
      link.abandoned = Boolean(mark);
      wake(session);
    },
  });
  session.onListened.set(link.jsObject, () => wake(session));
  pool.network.heap.unread(host, 0);
  attachHost(link);
  const poll = (): boolean => {
    const more = turnLink(link);
    if (link.closed) session.pollers.delete(poll);
    return more;
  };
  session.pollers.add(poll);
  session.atEnd.push(() => host.destroy());
  wake(session);
  return link.jsObject;
}

function methodsOf(link: Link): Record<string, (...args: never[]) => unknown> {
  const write = (data: unknown): boolean => {
    if (link.closed || link.ending) throw link.session.realm.error('This socket is closed');
    link.toSend += textOf(data);
    wake(link.session);
    return false;
  };
  return {
    write,
    end(data?: unknown) {
      if (data !== undefined) write(data);
      link.ending = true;
      wake(link.session);
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
  const { host, session } = link;
  const { network } = link.pool;
  host.on('data', (bytes: Buffer) => {
    link.received = Buffer.concat([link.received, bytes]);
    network.trafficSeen();
    network.heap.unread(host, link.received.length);
    wake(session);
  });
  const ended = (): void => {
    link.peerEnded = true;
    wake(session);
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
  if (link.host.destroyed) loseOutput(link);
  const { session, jsObject } = link;
  if (session.realm.listeners(jsObject, 'data') > 0 && link.received.length > 0) {
    const piece = link.received.subarray(0, CHUNK_BYTES);
    link.received = link.received.subarray(piece.length);
    link.pool.network.heap.unread(link.host, link.received.length);
    session.realm.emit(jsObject, 'data', [piece.toString('latin1')]);
    sendPiece(link);
    return true;
  }
  sendPiece(link);
  // A peer that has closed gets what fits into this one piece, no more.
  if (link.peerEnded || (link.ending && link.toSend === '')) {
    closeLink(link);
    return false;
  }
  return !isFull(link) && (link.toSend !== '' || link.hadToSend);
}

/** A reset, by the peer or because the device has left the link: nothing more can be sent, and nothing drains. */
function loseOutput(link: Link): void {
  link.peerEnded = true;
  link.toSend = '';
  link.hadToSend = false;
}

function sendPiece(link: Link): void {
  if (link.toSend !== '' && !isFull(link)) {
    const piece = link.toSend.slice(0, CHUNK_BYTES);
    link.toSend = link.toSend.slice(piece.length);
    link.hadToSend = true;
    if (link.host.writable) hand(link, Buffer.from(piece, 'latin1'));
  }
  if (link.toSend === '' && link.hadToSend) {
    link.hadToSend = false;
    link.session.realm.emit(link.jsObject, 'drain', []);
  }
}

/** The peer does not take any more: lwIP's send buffer is full, and the port tries again in the next turn. */
function isFull({ host }: Link): boolean {
  return host.writable && host.writableLength >= SEND_BUFFER_BYTES;
}

function hand(link: Link, piece: Buffer): void {
  const { network } = link.pool;
  link.host.write(piece, () => wake(link.session));
  network.heap.sent(link.host, piece.length);
  network.trafficSeen();
}

function closeLink(link: Link): void {
  const { session, pool, jsObject, host } = link;
  link.closed = true;
  pool.inUse--;
  if (link.abandoned && link.received.length > 0) resetPeer(pool, host);
  else {
    removePeer(pool, host, !link.peerEnded);
    // The far end may still hold its half open; the chip forgets the connection here.
    if (host.writable) host.end(() => host.destroy());
    else host.destroy();
  }
  session.realm.emit(jsObject, 'end', []);
  session.realm.emit(jsObject, 'close', [false]);
}
