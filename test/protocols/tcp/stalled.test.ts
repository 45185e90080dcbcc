// A TCP client that no longer reads: its socket is one of ten, and must come back.

import { expect, it } from 'vitest';
import type { TcpDeps } from '../../../firmware/protocols/tcp/deps.ts';
import { IDLE_MS, STALLED_MS, UNFINISHED_MS } from '../../../firmware/protocols/tcp/limits.ts';
import { createTcpServer } from '../../../firmware/protocols/tcp/server.ts';
import { createSendQueue } from '../../../firmware/runtime/sending.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakePeer } from '../../fakes/web.ts';

const ports = { sending: createSendQueue(fakeClock(), () => 0) };
const door = { ports } as TcpDeps;

it('is broken off when it has not read what was written by the limit', () => {
  const clock = fakeClock();
  const peer = fakePeer(createTcpServer(clock, door).accept);
  clock.pass(IDLE_MS - 1);
  expect(peer.ended).toEqual([]);
  clock.pass(1);
  expect(peer.ended).toEqual(['close']);
  clock.pass(STALLED_MS - 1);
  expect(peer.ended).toEqual(['close']);
  clock.pass(1);
  expect(peer.ended).toEqual(['close', 'abort']);
});

it('that has gone by itself costs no timer', () => {
  const clock = fakeClock();
  const peer = fakePeer(createTcpServer(clock, door).accept);
  peer.handler.closed();
  clock.pass(IDLE_MS + STALLED_MS);
  expect(peer.ended).toEqual(['close']);
  expect(clock.waiting()).toBe(0);
});

it('whose request came in two pieces is not called late while the answer is awaited', () => {
  const clock = fakeClock();
  const peer = fakePeer(
    createTcpServer(clock, { ports, requests: () => ({ answer() {} }) } as unknown as TcpDeps).accept,
  );
  peer.handler.data('{"cmd":"sc');
  clock.pass(UNFINISHED_MS - 1);
  peer.handler.data('an"}');
  clock.pass(UNFINISHED_MS);
  expect([peer.received(), peer.ended]).toEqual(['', []]);
});
