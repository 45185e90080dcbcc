// An HTTP client of the device's that sends bytes as it is told and shows what comes back.

import { connect, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach } from 'vitest';
import type { Rig } from './rig.ts';
import { listener, sent } from './secrets.ts';

export interface Response {
  status: number;
  /** The status line. */
  line: string;
  /** By lower-case name. */
  headers: { [name: string]: string };
  body: Buffer;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the device says, rows compare it
  json(): any;
}

export interface HttpPeer {
  socket: Socket;
  send(bytes: string): void;
  /** All that has come, as bytes. */
  received(): string;
  isEnded(): boolean;
  /** The response, once the device has closed. */
  response(ms?: number): Promise<Response>;
}

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

export function parseResponse(bytes: string): Response {
  const end = bytes.indexOf('\r\n\r\n');
  const [line = '', ...rows] = bytes.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(rows.map((row) => [row.split(':')[0]?.toLowerCase(), row.split(/: (.*)/s)[1]]));
  const raw = Buffer.from(bytes.slice(end + 4), 'latin1');
  const body = headers['content-encoding'] === 'gzip' && raw[0] === 0x1f ? gunzipSync(raw) : raw;
  const text = body.toString('utf8');
  return { status: Number(line.split(' ')[1]), line, headers, body: raw, text, json: () => JSON.parse(text) };
}

export async function openPeer(rig: Rig): Promise<HttpPeer> {
  const socket = connect({ port: rig.core.httpPort, host: '127.0.0.1' });
  sockets.push(socket);
  socket.setNoDelay(true);
  let received = '';
  let over = false;
  socket.on('data', (bytes) => (received += bytes.toString('latin1')));
  socket.on('data', listener('HTTP'));
  for (const name of ['end', 'error', 'close']) socket.on(name, () => (over = true));
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  await rig.core.pass(0);
  return {
    socket,
    send(bytes) {
      sent(bytes);
      socket.write(Buffer.from(bytes, 'latin1'));
    },
    received: () => received,
    isEnded: () => over,
    async response(ms = 2_000) {
      await rig.until(() => over, ms);
      return parseResponse(received);
    },
  };
}

interface Ask {
  method?: string;
  host?: string;
  headers?: { [name: string]: string };
  body?: string;
  ms?: number;
}

/** One request on a connection of its own. */
export async function ask(rig: Rig, path: string, options: Ask = {}): Promise<Response> {
  const { method = options.body === undefined ? 'GET' : 'POST', body = '', headers = {} } = options;
  const all: { [name: string]: string } = { Host: options.host ?? `127.0.0.1:${rig.core.httpPort}`, ...headers };
  if (body) all['Content-Length'] = String(Buffer.byteLength(body, 'latin1'));
  const peer = await openPeer(rig);
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  peer.send(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
  return peer.response(options.ms);
}

export const GZIP = { 'Accept-Encoding': 'gzip, deflate' };
export const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
export const JSON_TYPE = { 'Content-Type': 'application/json' };

export function postForm(rig: Rig, body: string, headers = {}): Promise<Response> {
  return ask(rig, '/', { body, headers: { ...FORM, ...headers } });
}

export function postJson(rig: Rig, body: object | string, headers = {}, ms = 2_000): Promise<Response> {
  const text = typeof body === 'string' ? body : Buffer.from(JSON.stringify(body), 'utf8').toString('latin1');
  return ask(rig, '/api/config', { body: text, headers: { ...JSON_TYPE, ...headers }, ms });
}
