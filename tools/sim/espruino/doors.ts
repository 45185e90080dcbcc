// Joins the host's doors to the ports on which the interpreter really listens, byte for byte and ending for ending.

import { connect, createServer, type Server, type Socket } from 'node:net';
import { DEVICE_PORTS, type DoorName, type Doors } from '../engine.ts';
import type { LinkName } from '../espruino-wifi/types.ts';
import { MAX_SOCKETS } from '../node/socket-pool.ts';
import { LOOPBACK, type Network, type Route } from './route.ts';
import { attachUdp } from './udp-door.ts';

export interface DoorKeeper {
  /** A free port of the host for the device's port; what the interpreter will listen on. */
  portFor(devicePort: number): Promise<number>;
  opened(devicePort: number): void;
  /** By the host's port for TCP, by the device's for UDP. */
  closed(port: number): void;
  open(): Record<DoorName, boolean>;
  /** Servers that listen. */
  listeners(): number;
  /** The device leaves this link: its connections are reset, and what waited in the interpreter is lost. */
  cut(link: LinkName): void;
  /** The device is gone: its connections are reset, its ports closed. */
  reset(): void;
  detach(): void;
}

/** The connections of the running device. */
interface Joined {
  clients: Map<Socket, { via: LinkName | null; device: Socket }>;
  network(): Network | null;
}

export function createDoorKeeper(doors: Doors, network: () => Network | null): DoorKeeper {
  const routes = new Map<number, Route>();
  const joined: Joined = { clients: new Map(), network };
  const { clients } = joined;
  const routeOf = (name: DoorName): Route | null => {
    const route = routes.get(DEVICE_PORTS[name]);
    return route?.open ? route : null;
  };
  const detachers = (['tcp', 'http'] as const).map((name) =>
    attachTcp(doors[name].server, () => routeOf(name), routes, joined),
  );
  const udp = attachUdp(doors.dns.socket, () => routeOf('dns'), network);
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
    listeners: () => (['tcp', 'http'] as const).filter((name) => routeOf(name)).length,
    cut: (link) => cutLink(joined, link),
    open: () => ({ tcp: routeOf('tcp') !== null, http: routeOf('http') !== null, dns: routeOf('dns') !== null }),
    reset() {
      routes.clear();
      for (const client of clients.keys()) client.resetAndDestroy();
      clients.clear();
      udp.reset();
    },
    detach() {
      for (const detach of detachers) detach();
      udp.detach();
    },
  };
}

/** Returns what takes the listener off again. */
function attachTcp(server: Server, route: () => Route | null, routes: Map<number, Route>, joined: Joined): () => void {
  const onClient = (client: Socket): void => {
    const open = route();
    if (!open) client.resetAndDestroy();
    else if (routes.size + joined.clients.size >= MAX_SOCKETS) turnAway(client, joined.network());
    else join(joined, client, open.hostPort);
  };
  server.on('connection', onClient);
  return () => server.off('connection', onClient);
}

function cutLink({ clients, network }: Joined, link: LinkName): void {
  for (const [client, { via, device }] of clients) {
    if (via !== link) continue;
    network()?.heap.reset(client);
    client.resetAndDestroy();
    device.resetAndDestroy();
  }
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
function join({ clients, network }: Joined, client: Socket, hostPort: number): void {
  const device = connect({ port: hostPort, host: LOOPBACK, allowHalfOpen: true, noDelay: true });
  client.setNoDelay(true);
  client.allowHalfOpen = true;
  clients.set(client, { via: network()?.linkOfPeer() ?? null, device });
  follow(client, device, network);
  client.pipe(device);
  device.pipe(client);
  client.on('error', () => device.resetAndDestroy());
  device.on('error', () => {
    network()?.heap.reset(client);
    client.resetAndDestroy();
  });
  client.on('close', () => {
    clients.delete(client);
    device.destroy();
  });
}

/** Closed with no data, for want of a socket. */
function turnAway(client: Socket, network: Network | null): void {
  network?.heap.opened(client);
  client.end(() => client.destroy());
  network?.heap.closed(client, true);
}

/** Tells the network what goes in and out, and who ends the connection. */
function follow(client: Socket, device: Socket, network: () => Network | null): void {
  let peerEnded = false;
  network()?.heap.opened(client);
  network()?.trafficSeen();
  client.on('data', () => {
    network()?.heap.unread(client, 0);
    network()?.trafficSeen();
  });
  client.on('end', () => {
    peerEnded = true;
  });
  device.on('data', (bytes: Buffer) => {
    network()?.heap.sent(client, bytes.length);
    network()?.trafficSeen();
  });
  device.on('end', () => network()?.heap.closed(client, !peerEnded));
  client.on('close', () => network()?.heap.closed(client, false));
}
