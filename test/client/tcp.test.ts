// Lines over TCP: cut anywhere on the way, whole at the end.

import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { connectTcp, LINE_BYTES_MAX } from '../../tools/client/tcp.ts';

let server: Server | undefined;
afterEach(() => server?.close());

function listen(accept: (socket: Socket) => void): Promise<number> {
  return new Promise((resolve) => {
    server = createServer(accept).listen(0, '127.0.0.1', () => {
      const address = server?.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

it('puts lines together again, and tells of the end', async () => {
  const port = await listen((socket) => {
    for (const part of ['{"a":', '1}\n{"b":2}\n', '{"c"', ':3}\nrest']) socket.write(part);
    socket.end();
  });
  const transport = await connectTcp('127.0.0.1', port);
  const lines: string[] = [];
  transport.onLine((line) => lines.push(line));
  await new Promise<void>((resolve) => transport.onClose(resolve));
  expect(lines).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
});

it.each([
  [LINE_BYTES_MAX - 1, true],
  [LINE_BYTES_MAX, true],
  [LINE_BYTES_MAX + 1, false],
])('a line of %i bytes is taken: %s', async (length, isTaken) => {
  const port = await listen((socket) => {
    socket.on('error', () => {});
    socket.end(`${'x'.repeat(length)}\n`);
  });
  const transport = await connectTcp('127.0.0.1', port);
  const lines: string[] = [];
  transport.onLine((line) => lines.push(line));
  await new Promise<void>((resolve) => transport.onClose(resolve));
  expect(lines.map((line) => line.length)).toEqual(isTaken ? [length] : []);
});

it('sends each line with its end', async () => {
  const heard = new Promise<string>((resolve) => {
    listen((socket) => {
      let text = '';
      socket.on('data', (bytes) => {
        text += bytes;
      });
      socket.on('end', () => resolve(text));
    }).then(async (port) => {
      const transport = await connectTcp('127.0.0.1', port);
      transport.send('{"a":1}');
      transport.send('{"b":2}');
      transport.close();
    });
  });
  expect(await heard).toBe('{"a":1}\n{"b":2}\n');
});

it('rejects where nothing listens', async () => {
  const port = await listen(() => {});
  server?.close();
  await new Promise((resolve) => server?.once('close', resolve));
  await expect(connectTcp('127.0.0.1', port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
