// Reserves the host's ports of the device's doors on 127.0.0.1, for the life of the process.

import { createSocket, type Socket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import type { DoorName, Doors } from './engine.ts';

export const HOST = '127.0.0.1';
/** How far a default may give way before any free port will do. */
const TRIES = 20;

interface WantedPort {
  port: number;
  /** Asked for by the user: a taken port is an error. A default gives way to the next free one. */
  asked: boolean;
}
export type WantedPorts = Record<DoorName, WantedPort>;

interface PortTaken {
  taken: DoorName;
  port: number;
}

/** All three doors, or the one that was asked for and is taken. */
export async function openDoors(wanted: WantedPorts, say: (line: string) => void): Promise<Doors | PortTaken> {
  const tcp = await reserve('tcp', wanted.tcp, listen, say);
  if ('taken' in tcp) return tcp;
  const http = await reserve('http', wanted.http, listen, say);
  if ('taken' in http) return http;
  const dns = await reserve('dns', wanted.dns, bind, say);
  if ('taken' in dns) return dns;
  return {
    tcp: { port: tcp.port, server: tcp.opened },
    http: { port: http.port, server: http.opened },
    dns: { port: dns.port, socket: dns.opened },
  };
}

export async function closeDoors(doors: Doors): Promise<void> {
  const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  await Promise.all([closed(doors.tcp.server), closed(doors.http.server)]);
  doors.dns.socket.close();
}

async function reserve<T>(
  name: DoorName,
  wanted: WantedPort,
  open: (port: number) => Promise<{ opened: T; port: number } | null>,
  say: (line: string) => void,
): Promise<{ opened: T; port: number } | PortTaken> {
  const first = await open(wanted.port);
  if (first) return first;
  if (wanted.asked) return { taken: name, port: wanted.port };
  for (let i = 1; i <= TRIES; i++) {
    const next = await open(i === TRIES ? 0 : wanted.port + i);
    if (!next) continue;
    say(`port ${wanted.port} is in use; ${name} is on port ${next.port}`);
    return next;
  }
  return { taken: name, port: wanted.port };
}

/** Half-open connections stay, as on the chip; nothing is read before the device wants it, or sent later than said. */
function listen(port: number): Promise<{ opened: Server; port: number } | null> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (isTaken(error) ? resolve(null) : reject(error)));
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve({ opened: server, port: typeof address === 'object' && address ? address.port : port });
    });
  });
}

/** Who asks by mDNS needs its port too, at all addresses: it is shared, once nobody else has it. */
const MDNS_PORT = 5353;

async function bind(port: number): Promise<{ opened: Socket; port: number } | null> {
  const alone = await bindUdp(port, false);
  if (alone?.port !== MDNS_PORT) return alone;
  await new Promise<void>((resolve) => alone.opened.close(() => resolve()));
  return bindUdp(port, true);
}

function bindUdp(port: number, reuseAddr: boolean): Promise<{ opened: Socket; port: number } | null> {
  const socket = createSocket({ type: 'udp4', reuseAddr });
  return new Promise((resolve, reject) => {
    socket.once('error', (error: NodeJS.ErrnoException) => (isTaken(error) ? resolve(null) : reject(error)));
    socket.bind(port, HOST, () => resolve({ opened: socket, port: socket.address().port }));
  });
}

function isTaken(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EADDRINUSE' || error.code === 'EACCES';
}
