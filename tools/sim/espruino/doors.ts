// Joins the host's doors to the ports on which the interpreter really listens, byte for byte and ending for ending.

import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { connect, createServer, type Socket } from 'node:net';
import { DEVICE_PORTS, type DoorName, type Doors } from '../engine.ts';
import { MAX_SOCKETS } from '../node/sockets.ts';

export interface DoorKeeper {
  /** A free port of the host for the device's port; what the interpreter will listen on. */
  portFor(devicePort: number): Promise<number>;
  opened(devicePort: number): void;
  /** By the host's port for TCP, by the device's for UDP. */
  closed(port: number): void;
  open(): Record<DoorName, boolean>;
  /** The device is gone: its connections are reset, its ports closed. */
  reset(): void;
  detach(): void;
}

const LOOPBACK = '127.0.0.1';
/** Clients of the DNS door whose answers are still expected. */
const MAX_UDP_CLIENTS = 64;
const UDP_ANSWER_MS = 5000;

interface Route {
  hostPort: number;
  open: boolean;
}

export function createDoorKeeper(doors: Doors): DoorKeeper {
  const routes = new Map<number, Route>();
  const clients = new Set<Socket>();
  const routeOf = (name: DoorName): Route | null => {
    const route = routes.get(DEVICE_PORTS[name]);
    return route?.open ? route : null;
  };
  const detachers = (['tcp', 'http'] as const).map((name) => {
    const onClient = (client: Socket): void => {
      const route = routeOf(name);
      if (!route) client.resetAndDestroy();
      else if (routes.size + clients.size >= MAX_SOCKETS) client.end(() => client.destroy());
      else join(client, route.hostPort, clients);
    };
    doors[name].server.on('connection', onClient);
    return () => doors[name].server.off('connection', onClient);
  });
  const udp = attachUdp(doors.dns.socket, () => routeOf('dns'));
  return {
    async portFor(devicePort) {
      const hostPort = await freePort();
      routes.set(devicePort, { hostPort, open: false });
      return hostPort;
    },
    opened(devicePort) {
      const route = routes.get(devicePort);
      if (route) route.open = true;
    },
    closed(port) {
      for (const [devicePort, route] of routes) {
        if (devicePort === port || route.hostPort === port) routes.delete(devicePort);
      }
    },
    open: () => ({ tcp: routeOf('tcp') !== null, http: routeOf('http') !== null, dns: routeOf('dns') !== null }),
    reset() {
      routes.clear();
      for (const client of clients) client.resetAndDestroy();
      clients.clear();
      udp.reset();
    },
    detach() {
      for (const detach of detachers) detach();
      udp.detach();
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, LOOPBACK, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Each end is passed on by itself (half-close), and a reset as a reset. */
function join(client: Socket, hostPort: number, clients: Set<Socket>): void {
  const device = connect({ port: hostPort, host: LOOPBACK, allowHalfOpen: true, noDelay: true });
  client.setNoDelay(true);
  client.allowHalfOpen = true;
  clients.add(client);
  client.pipe(device);
  device.pipe(client);
  client.on('error', () => device.resetAndDestroy());
  device.on('error', () => client.resetAndDestroy());
  client.on('close', () => {
    clients.delete(client);
    device.destroy();
  });
}

interface UdpDoor {
  reset(): void;
  detach(): void;
}

/** One socket a client, so that an answer finds its way back. */
function attachUdp(host: UdpSocket, route: () => Route | null): UdpDoor {
  const peers = new Map<string, UdpSocket>();
  function peerOf(from: RemoteInfo): UdpSocket {
    const key = `${from.address}:${from.port}`;
    const known = peers.get(key);
    if (known) return known;
    const peer = createSocket('udp4');
    const forget = (): void => {
      if (peers.delete(key)) peer.close();
    };
    peer.on('message', (bytes) => host.send(bytes, from.port, from.address));
    peer.on('error', forget);
    setTimeout(forget, UDP_ANSWER_MS).unref();
    peers.set(key, peer);
    return peer;
  }
  const onMessage = (bytes: Buffer, from: RemoteInfo): void => {
    const target = route();
    if (target && peers.size < MAX_UDP_CLIENTS) peerOf(from).send(bytes, target.hostPort, LOOPBACK);
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
