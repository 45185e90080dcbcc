// Who has a place at the TCP door: a client that has gone keeps none, though what it asked for is still done.

import { expect, it } from 'vitest';
import type { TcpDeps } from '../../../firmware/protocols/tcp/deps.ts';
import { CLIENTS_MAX, createTcpServer, GONE_MAX, type TcpServer } from '../../../firmware/protocols/tcp/server.ts';
import { createSendQueue } from '../../../firmware/runtime/sending.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { type FakePeer, fakePeer } from '../../fakes/web.ts';

/** Whose requests take until `answers` is emptied. */
function bench(): { tcp: TcpServer; answers: (() => void)[]; peer(): FakePeer } {
  const answers: (() => void)[] = [];
  const answer = (_text: string, _keys: number, _who: string, reply: (said: object) => void): void =>
    void answers.push(() => reply({ ok: true }));
  const ports = { sending: createSendQueue(fakeClock(), () => 0) };
  const door = { ports, requests: () => ({ answer }), hidesIdentity: () => false, replyLeft: () => undefined };
  const tcp = createTcpServer(fakeClock(), door as unknown as TcpDeps);
  return { tcp, answers, peer: () => fakePeer(tcp.accept) };
}

it.each([
  [CLIENTS_MAX - 1, ''],
  [CLIENTS_MAX, ''],
  [CLIENTS_MAX + 1, 'busy'],
])('client %i is told %j', (count, code) => {
  const { peer } = bench();
  const last = Array.from({ length: count }, peer).at(-1) as FakePeer;
  expect(last.received() && JSON.parse(last.received()).code).toBe(code);
});

it.each([
  [GONE_MAX - 1, ''],
  [GONE_MAX, ''],
  [GONE_MAX + 1, 'busy'],
])('beside all others %i have gone while their scans run: the next is told %j', (gone, code) => {
  const { peer, tcp } = bench();
  for (let i = 1; i < CLIENTS_MAX; i++) peer();
  let next = peer();
  for (let i = 0; i < gone; i++) {
    next.handler.data('{"cmd":"scan"}');
    next.handler.closed();
    next = peer();
  }
  expect(next.received() && JSON.parse(next.received()).code).toBe(code);
  expect(tcp.open()).toBe(code ? CLIENTS_MAX - 1 : CLIENTS_MAX);
});

it('what they asked for is done, and they owe no reply', () => {
  const { peer, tcp, answers } = bench();
  const one = peer();
  one.handler.data('{"cmd":"scan"}');
  expect([tcp.owes(), tcp.open(), tcp.busy()]).toEqual([true, 1, true]);
  one.handler.closed();
  expect([tcp.owes(), tcp.open(), tcp.busy()]).toEqual([false, 0, true]);
  answers[0]?.();
  expect([tcp.busy(), one.ended]).toEqual([false, ['close']]);
});
