// The DNS door: datagrams of the host's clients to the interpreter and back.

import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { LOOPBACK, type Network, type Route } from './route.ts';

/** Clients of the DNS door whose answers are still expected: one more, and the one that has waited longest goes. */
export const MAX_UDP_CLIENTS = 64;
const UDP_ANSWER_MS = 5000;

interface UdpDoor {
  reset(): void;
  detach(): void;
}

/** One socket a client, so that an answer finds its way back. */
export function attachUdp(host: UdpSocket, route: () => Route | null, network: () => Network | null): UdpDoor {
  const peers = new Map<string, UdpSocket>();
  function drop(oldest: [string, UdpSocket] | undefined): void {
    if (!oldest) return;
    peers.delete(oldest[0]);
    oldest[1].close();
  }
  function peerOf(from: RemoteInfo): UdpSocket {
    const key = `${from.address}:${from.port}`;
    const known = peers.get(key);
    if (known) return known;
    const peer = createSocket('udp4');
    const forget = (): void => {
      if (peers.get(key) !== peer) return;
      peers.delete(key);
      peer.close();
    };
    if (peers.size >= MAX_UDP_CLIENTS) drop([...peers][0]);
    peer.on('message', (bytes) => host.send(bytes, from.port, from.address));
    peer.on('error', forget);
    setTimeout(forget, UDP_ANSWER_MS).unref();
    peers.set(key, peer);
    return peer;
  }
  const onMessage = (bytes: Buffer, from: RemoteInfo): void => {
    const target = route();
    if (target) network()?.trafficSeen();
    if (target) peerOf(from).send(bytes, target.hostPort, LOOPBACK);
  };
  host.on('message', onMessage);
  const reset = (): void => {
    for (const peer of peers.values()) peer.close();
    peers.clear();
  };
  return {
    reset,
    detach() {
      host.off('message', onMessage);
      reset();
    },
  };
}
