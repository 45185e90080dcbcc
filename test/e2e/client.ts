// A TCP client of the device: sends what it is told, and reads replies and event lines one by one.

import { connect, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import type { Core, Rig } from './rig.ts';
import { listener, sent } from './secrets.ts';

export interface Client {
  socket: Socket;
  send(text: string): void;
  /** All whole lines so far. */
  lines(): string[];
  /** The next line that is no event; `ms` of device time may pass until it comes. */
  reply(ms?: number): Promise<Reply>;
  /** A request and its reply. */
  ask(request: object | string, ms?: number): Promise<Reply>;
  /** The next event line that fits. */
  event(name: string, ms?: number): Promise<Reply>;
  /** Waits for the end of the stream. */
  ended(ms?: number): Promise<void>;
  isEnded(): boolean;
  close(): void;
}

export interface Reply {
  // biome-ignore lint/suspicious/noExplicitAny: whatever the device says, rows compare it
  data?: any;
  code?: string;
  field?: string;
  message?: string;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  [key: string]: any;
}

/** A device that is shared must find its places free again. */
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

function opened(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
}

export async function openClient(core: Core, until: Rig['until']): Promise<Client> {
  const socket = connect({ port: core.tcpPort, host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket);
  await opened(socket);
  socket.setNoDelay(true);
  let received = '';
  let over = false;
  let replies = 0;
  socket.on('data', (bytes) => {
    received += bytes.toString('latin1');
  });
  socket.on('data', listener('TCP'));
  for (const name of ['end', 'error', 'close']) socket.on(name, () => (over = true));
  const lines = (): string[] => received.split('\n').slice(0, -1);
  const replyLines = (): string[] => lines().filter((line) => !line.startsWith('{"event"'));
  const eventLines = (name: string): string[] => lines().filter((line) => line.startsWith(`{"event":"${name}"`));
  const seen = new Map<string, number>();
  const client: Client = {
    socket,
    send(text) {
      sent(text);
      socket.write(Buffer.from(text, 'utf8'));
    },
    lines,
    async reply(ms = 500) {
      await until(() => replyLines().length > replies, ms);
      return JSON.parse(replyLines()[replies++] ?? '') as Reply;
    },
    ask(request, ms) {
      client.send(typeof request === 'string' ? request : JSON.stringify(request));
      return client.reply(ms);
    },
    async event(name, ms = 30_000) {
      const events = seen.get(name) ?? 0;
      await until(() => eventLines(name).length > events, ms).catch((error) => {
        throw new Error(`${name}: ${error.message}\n${received}`);
      });
      seen.set(name, events + 1);
      return JSON.parse(eventLines(name)[events] ?? '') as Reply;
    },
    ended: (ms = 1_000) => until(() => over, ms),
    isEnded: () => over,
    close: () => socket.destroy(),
  };
  await core.pass(0);
  return client;
}

/** The next replies in short: `ok`, or the code and the field. */
export async function codesOf(client: Client, count: number): Promise<string[]> {
  const said: string[] = [];
  for (let i = 0; i < count; i++) {
    const reply = await client.reply(2_000);
    said.push(reply['ok'] ? 'ok' : [reply['code'], reply['field']].filter(Boolean).join(' '));
  }
  return said;
}
