// The host's ports: a default gives way, a wish does not.

import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { closeDoors, openDoors } from '../../tools/sim/doors.ts';

const ANY = { port: 0, asked: false };
let server: Server;
afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

async function takenPort(): Promise<number> {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

it('a taken default gives way to a free port, with a line that says so', async () => {
  const port = await takenPort();
  const said: string[] = [];
  const doors = await openDoors({ tcp: { port, asked: false }, http: ANY, dns: ANY }, (line) => said.push(line));
  if ('taken' in doors) throw new Error('no door');
  expect(doors.tcp.port).not.toBe(port);
  expect(said).toEqual([`port ${port} is in use; tcp is on port ${doors.tcp.port}`]);
  await closeDoors(doors);
});

it('a taken port that was asked for is an answer of its own', async () => {
  const port = await takenPort();
  const said: string[] = [];
  const doors = await openDoors({ tcp: { port, asked: true }, http: ANY, dns: ANY }, (line) => said.push(line));
  expect(doors).toEqual({ taken: 'tcp', port });
  expect(said).toEqual([]);
});

it('the DNS door at 5353 leaves this port to those who ask by mDNS', async (test) => {
  const doors = await openDoors({ tcp: ANY, http: ANY, dns: { port: 5353, asked: true } }, () => {});
  if ('taken' in doors) return test.skip('another program has port 5353 of 127.0.0.1');
  const asker = createSocket({ type: 'udp4', reuseAddr: true });
  await new Promise<void>((resolve, reject) => asker.once('error', reject).bind(5353, '0.0.0.0', resolve));
  expect(asker.address().port).toBe(5353);
  asker.close();
  await closeDoors(doors);
});
