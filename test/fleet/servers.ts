// What a fleet meets on the network besides devices: silence, chatter, a line that breaks, nobody.

import { connect, createServer, type Server, type Socket } from 'node:net';

const open: { server: Server; sockets: Set<Socket> }[] = [];

/** HOST:PORT of a server of this kind. */
export function listen(accept: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    accept(socket);
  });
  open.push({ server, sockets });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
}

export function closeServers(): void {
  for (const { server, sockets } of open.splice(0)) {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
}

export function silent(): Promise<string> {
  return listen((socket) => socket.resume());
}

/** Nobody listens there any more. */
export async function nobody(): Promise<string> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}

/** So often it says something; nobody waits so short a time for an answer. */
const CHATTER_MS = 20;

/** Never stops to talk. */
export function chatter(text: string): Promise<string> {
  return listen((socket) => {
    socket.resume();
    const talk = setInterval(() => socket.write(text), CHATTER_MS);
    socket.on('close', () => clearInterval(talk));
  });
}

/** The beginning of the data, up to the end of so many lines; and how many lines are left to say. */
function cut(data: Buffer, lines: number): { said: Buffer; left: number } {
  let end = 0;
  let left = lines;
  while (left > 0 && end < data.length) {
    const found = data.indexOf(0x0a, end);
    if (found < 0) return { said: data, left };
    end = found + 1;
    left--;
  }
  return { said: data.subarray(0, end), left };
}

/** The device behind a line that breaks once it has said so many lines, the first `times` times. */
export function breaking(target: string, lines: number, times = Number.POSITIVE_INFINITY): Promise<string> {
  const [host = '', port = ''] = target.split(':');
  let broken = 0;
  return listen((socket) => {
    const device = connect(Number(port), host);
    let left = broken < times ? lines : Number.POSITIVE_INFINITY;
    socket.pipe(device);
    device.on('data', (data: Buffer) => {
      const part = cut(data, left);
      left = part.left;
      socket.write(part.said);
      if (left > 0) return;
      broken++;
      device.destroy();
      socket.end();
    });
    socket.on('close', () => device.destroy());
    device.on('close', () => socket.end());
    device.on('error', () => socket.destroy());
  });
}
