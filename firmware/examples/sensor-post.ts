// Posts a reading as JSON every few seconds, over plain sockets: the interpreter's own http has traps.
//
//   node build.mjs --app firmware/examples/sensor-post.ts

import type { AppContext, AppField } from '../app/api.ts';

export const sockets = 1;
export const fields: AppField[] = [
  // An address, no name: looking one up blocks the interpreter.
  { name: 'server', kind: 'text', max: 15, label: 'Address of the server' },
  { name: 'port', kind: 'int', min: 1, max: 65535, fallback: 80, label: 'Port of the server' },
  { name: 'token', kind: 'secret', max: 48, label: 'Access token' },
  { name: 'every', kind: 'int', min: 1, max: 3600, fallback: 60, label: 'Seconds between readings' },
];

/** A server that does not answer is asked less and less often: each time may block for half a minute. */
const FACTOR_MAX = 32;
const ANSWER_MS = 10_000;

interface Post {
  socket: Socket | undefined;
  answer: string;
  /** Attempts so far, so that a late timer does not end the next one. */
  turn: number;
  /** Of settings: a timer of older ones has nothing to do any more. (Clearing it could stop another timer.) */
  round: number;
  factor: number;
}

/** In place of your sensor. */
function reading(ctx: AppContext): object {
  const status = ctx.status();
  return { device: status.host, rssi: status.rssi, uptime_s: status.uptime_s };
}

function request(ctx: AppContext): string {
  const body = JSON.stringify(reading(ctx));
  const head = [
    'POST /readings HTTP/1.1',
    `Host: ${ctx.field('server')}`,
    `Authorization: Bearer ${ctx.field('token')}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  return head.concat(['', body]).join('\r\n');
}

function ended(ctx: AppContext, post: Post): void {
  if (!post.socket) return;
  post.socket = undefined;
  const isTaken = post.answer.slice(9, 10) === '2';
  post.factor = isTaken ? 1 : Math.min(FACTOR_MAX, 2 * post.factor);
  // One write to flash a day at most is nothing; one a reading would be too much.
  if (isTaken && !ctx.store.get('first')) ctx.store.set('first', ctx.status().uptime_s);
  if (!isTaken) ctx.say(`not taken: ${post.answer.slice(0, 40) || 'no answer'}`);
}

function open(ctx: AppContext, post: Post): Socket {
  const to = { host: `${ctx.field('server')}`, port: ctx.field('port') as number };
  const socket = require('net').connect(to, () => socket.write(request(ctx)));
  // The status line is all that is wanted.
  socket.on('data', (bytes) => {
    if (post.answer.length < 40) post.answer += bytes.slice(0, 40);
  });
  socket.on('close', () => ended(ctx, post));
  return socket;
}

function send(ctx: AppContext, post: Post): void {
  if (post.socket || ctx.status().state !== 'online' || !ctx.field('server')) return;
  const turn = ++post.turn;
  post.answer = '';
  try {
    post.socket = open(ctx, post);
  } catch {
    post.factor = Math.min(FACTOR_MAX, 2 * post.factor);
    return ctx.say('no connection');
  }
  ctx.after(ANSWER_MS, () => {
    if (post.turn === turn) post.socket?.end();
  });
}

function next(ctx: AppContext, post: Post, round: number): void {
  ctx.after(1000 * (ctx.field('every') as number) * post.factor, () => {
    if (post.round !== round) return;
    send(ctx, post);
    next(ctx, post, round);
  });
}

export function app(ctx: AppContext): void {
  const post: Post = { socket: undefined, answer: '', turn: 0, round: 0, factor: 1 };
  ctx.on('online', () => send(ctx, post));
  ctx.on('changed', () => next(ctx, post, ++post.round));
  next(ctx, post, post.round);
  ctx.command('sensor', () => [JSON.stringify(reading(ctx)), `first=${ctx.store.get('first')}`]);
}
