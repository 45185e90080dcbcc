// Blinks, and tells an MQTT broker every few seconds that it is alive: QoS 0, no TLS, no name servers.
//
//   node build.mjs --app firmware/examples/mqtt-like.ts

import type { AppContext, AppField } from '../app/api.ts';

export const sockets = 1;
export const fields: AppField[] = [
  // An address, not a name: looking up a name blocks the interpreter, and so does a connect that is not answered.
  { name: 'broker', kind: 'text', max: 15, label: 'Address of the broker' },
  { name: 'port', kind: 'int', min: 1, max: 65535, fallback: 1883, label: 'Port of the broker' },
  { name: 'every', kind: 'int', min: 1, max: 3600, fallback: 60, label: 'Seconds between messages' },
];

/** Each attempt may block for half a minute: so they get rare. */
const RETRY_MS = 1000;
const RETRY_MAX_MS = 60_000;
const ANSWER_MS = 10_000;
const BLINK_MS = 500;
const CONNACK = 0x20;

interface Link {
  socket: Socket | undefined;
  /** The broker has said yes. */
  isUp: boolean;
  retryMs: number;
  /** Of settings: a timer of older ones has nothing to do any more. (Clearing it could stop another timer.) */
  round: number;
  sent: number;
}

/** A text with its length in front, two bytes. */
function text(bytes: string): string {
  return String.fromCharCode(bytes.length >> 8, bytes.length & 255) + bytes;
}

/** Up to 127 bytes of body. */
function packet(type: number, body: string): string {
  return String.fromCharCode(type, body.length) + body;
}

function hello(id: string): string {
  // Version 3.1.1, a clean session, no sign of life expected.
  const flags = String.fromCharCode(4, 2, 0, 0);
  return packet(0x10, text('MQTT') + flags + text(id));
}

function publish(ctx: AppContext, link: Link): void {
  if (!link.socket || !link.isUp) return;
  const status = ctx.status();
  link.sent++;
  link.socket.write(packet(0x30, `${text(`${status.host}/alive`)}{"n":${link.sent},"rssi":${status.rssi}}`));
}

function retry(ctx: AppContext, link: Link): void {
  ctx.after(link.retryMs, () => connect(ctx, link));
  link.retryMs = Math.min(RETRY_MAX_MS, 2 * link.retryMs);
}

function closed(ctx: AppContext, link: Link): void {
  if (!link.socket) return;
  link.socket = undefined;
  link.isUp = false;
  retry(ctx, link);
}

function open(ctx: AppContext, link: Link, host: string): Socket {
  const socket = require('net').connect({ host, port: ctx.field('port') as number }, () =>
    socket.write(hello(ctx.status().host)),
  );
  socket.on('data', (bytes) => {
    if (bytes.charCodeAt(0) !== CONNACK || bytes.charCodeAt(3)) return;
    link.isUp = true;
    link.retryMs = RETRY_MS;
    ctx.say(`broker ${host}`);
    publish(ctx, link);
  });
  socket.on('close', () => closed(ctx, link));
  return socket;
}

function connect(ctx: AppContext, link: Link): void {
  const host = `${ctx.field('broker')}`;
  if (link.socket || !/^[0-9.][0-9.]*$/.test(host) || ctx.status().state !== 'online') return;
  try {
    const socket = open(ctx, link, host);
    link.socket = socket;
    ctx.after(ANSWER_MS, () => link.socket === socket && !link.isUp && socket.end());
  } catch {
    // Refused, or out of sockets.
    retry(ctx, link);
  }
}

function every(ctx: AppContext, link: Link, round: number): void {
  if (link.round !== round) return;
  publish(ctx, link);
  ctx.after(1000 * (ctx.field('every') as number), () => every(ctx, link, round));
}

function changed(ctx: AppContext, link: Link): void {
  connect(ctx, link);
  every(ctx, link, ++link.round);
}

export function app(ctx: AppContext): void {
  const link: Link = { socket: undefined, isUp: false, retryMs: RETRY_MS, round: 0, sent: 0 };
  let isOn = false;
  setInterval(() => {
    isOn = !isOn;
    digitalWrite(D2, isOn);
  }, BLINK_MS);
  ctx.on('online', () => connect(ctx, link));
  ctx.on('changed', () => changed(ctx, link));
  // The port does not report that the network has gone.
  ctx.on('offline', () => link.socket?.end());
  ctx.command('mqtt', () => [`up=${link.isUp}`, `sent=${link.sent}`, `led=${digitalRead(D2)}`]);
  every(ctx, link, link.round);
  // It may be online already.
  connect(ctx, link);
}
