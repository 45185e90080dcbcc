// The chip's ten sockets, counted, and the connections of the host by the link over which they came.

import type { Socket } from 'node:net';
import type { LinkName } from '../espruino-wifi/types.ts';
import type { HeapMeter } from '../heap-meter.ts';
import { type BootSession, print } from './boot-session.ts';

/** CONFIG_LWIP_MAX_SOCKETS: listeners, connections and datagram sockets together. */
export const MAX_SOCKETS = 10;

/** What the sockets need of the network under them. */
interface Network {
  heap: HeapMeter;
  /** The link over which a connection that comes now reaches the device. */
  linkOfPeer(): LinkName | null;
  /** The interpreter's task has waited for the network. */
  trafficSeen(): void;
}

/** What a life holds of sockets. */
export interface SocketPool {
  session: BootSession;
  network: Network;
  inUse: number;
  listeners: number;
  /** The connections of the host, accepted or waiting, by the link they came over. */
  peers: Map<Socket, LinkName | null>;
}

export function createPool(session: BootSession, network: Network): SocketPool {
  return { session, network, inUse: 0, listeners: 0, peers: new Map() };
}

/** A connection of the host's reaches the device. */
export function addPeer(pool: SocketPool, host: Socket): void {
  pool.peers.set(host, pool.network.linkOfPeer());
  pool.network.heap.opened(host);
}

/** `first`: the device ends the connection before its peer has. */
export function removePeer(pool: SocketPool, host: Socket, first: boolean): void {
  pool.peers.delete(host);
  pool.network.heap.closed(host, first);
}

/** Closed with unread bytes: the peer gets a reset. */
export function resetPeer(pool: SocketPool, host: Socket): void {
  pool.peers.delete(host);
  pool.network.heap.reset(host);
  host.resetAndDestroy();
}

/**
 * The device leaves this link: its connections are gone, and with them what waited for the idle loop to send it. The
 * peer is told by a reset here; on the chip it hears nothing any more.
 */
export function cutLink(pool: SocketPool, link: LinkName): void {
  for (const [host, via] of pool.peers) {
    if (via !== link) continue;
    resetPeer(pool, host);
  }
}

/** Closes a connection that gets no socket, with no data. */
export function turnAway(pool: SocketPool, host: Socket): void {
  removePeer(pool, host, true);
  host.end(() => host.destroy());
}

/** Takes a socket; false, with a line on the console and no exception, when there is none left. */
export function takeSocket(pool: SocketPool): boolean {
  if (pool.inUse >= MAX_SOCKETS) {
    print(pool.session, 'ERROR: Socket creation failed\r\n');
    return false;
  }
  pool.inUse++;
  return true;
}
