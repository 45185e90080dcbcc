// A client that sends faster than it reads: replies on their way are few, and requests wait until they have left.

import { expect, it } from 'vitest';
import type { TcpDeps } from '../../../firmware/protocols/tcp/deps.ts';
import { UNSENT_MAX } from '../../../firmware/protocols/tcp/limits.ts';
import { createTcpServer } from '../../../firmware/protocols/tcp/server.ts';
import { BUFFER_COST, SEND_MIN } from '../../../firmware/runtime/heap.ts';
import { createSendQueue } from '../../../firmware/runtime/sending.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { type FakePeer, fakePeer } from '../../fakes/web.ts';

const ports = (freeHeap = 0): object => ({ sending: createSendQueue(fakeClock(), () => freeHeap) });
/** Of heap: enough for so many replies on their way. */
const roomFor = (replies: number): number => SEND_MIN + replies * BUFFER_COST;
const PING = '{"cmd":"ping"}';
/** Bytes of a reply around what it says, with its newline. */
const AROUND = '{"said":""}\n'.length;

/** Its first reply has so many bytes, the others as few as possible. */
function peerWith(first: number): FakePeer {
  let size = first;
  const answer = (_text: string, _keys: number, _who: string, reply: (said: object) => void): void => {
    reply({ said: 'x'.repeat(size - AROUND) });
    size = AROUND;
  };
  return fakePeer(
    createTcpServer(fakeClock(), {
      ports: ports(),
      requests: () => ({ answer }),
      hidesIdentity: () => false,
      replyLeft: () => undefined,
    } as unknown as TcpDeps).accept,
  );
}

it.each([
  [UNSENT_MAX - 1, 2],
  [UNSENT_MAX, 2],
  [UNSENT_MAX + 1, 1],
])('with %i bytes on their way %i of two requests are answered, the other when they have left', (bytes, answered) => {
  const peer = peerWith(bytes);
  peer.handler.data(PING + PING);
  expect(peer.pieces).toEqual([bytes, AROUND].slice(0, answered));
  peer.handler.drained?.();
  expect(peer.pieces).toEqual([bytes, AROUND]);
});

it('replies wait while there is no heap for them, and what drained before does not take one out of its turn', () => {
  const answer = (_text: string, _keys: number, _who: string, reply: (said: object) => void): void =>
    reply({ ok: true });
  const door = {
    ports: ports(roomFor(2)),
    requests: () => ({ answer }),
    hidesIdentity: () => false,
    replyLeft: () => undefined,
  };
  const tcp = createTcpServer(fakeClock(), door as unknown as TcpDeps);
  const [one, two, three] = [fakePeer(tcp.accept), fakePeer(tcp.accept), fakePeer(tcp.accept)];
  for (const peer of [one, two, three]) peer.handler.data(PING);
  expect([one, two, three].map((peer) => peer.pieces.length)).toEqual([1, 1, 0]);
  three.handler.drained?.();
  expect(three.pieces).toHaveLength(0);
  one.handler.drained?.();
  expect(three.pieces).toHaveLength(1);
});

it('one that goes while its reply waits is let go, and does not hold up the others', () => {
  const answer = (_text: string, _keys: number, _who: string, reply: (said: object) => void): void =>
    reply({ ok: true });
  const door = {
    ports: ports(roomFor(1)),
    requests: () => ({ answer }),
    hidesIdentity: () => false,
    replyLeft: () => undefined,
  };
  const tcp = createTcpServer(fakeClock(), door as unknown as TcpDeps);
  const [one, two, last] = [fakePeer(tcp.accept), fakePeer(tcp.accept), fakePeer(tcp.accept)];
  for (const peer of [one, two, last]) peer.handler.data(PING);
  two.handler.closed();
  one.handler.drained?.();
  expect([two.ended, last.pieces.length]).toEqual([['close'], 1]);
});

it('events wait as well, and come before the next reply', () => {
  const answer = (_text: string, _keys: number, _who: string, reply: (said: object) => void): void =>
    reply({ said: 'x'.repeat(UNSENT_MAX) });
  const tcp = createTcpServer(fakeClock(), {
    ports: ports(),
    requests: () => ({ answer }),
    hidesIdentity: () => false,
    replyLeft: () => undefined,
  } as unknown as TcpDeps);
  const peer = fakePeer(tcp.accept);
  peer.handler.data(PING + PING);
  tcp.onEvent({ event: 'idle' } as never);
  expect(peer.pieces).toHaveLength(1);
  peer.handler.drained?.();
  expect(peer.received().split('\n').slice(1, 2)).toEqual(['{"event":"idle"}']);
  expect(peer.pieces).toHaveLength(3);
});

it('one that goes meanwhile is closed', () => {
  const peer = peerWith(UNSENT_MAX + 1);
  peer.handler.data(PING + PING);
  peer.handler.closed();
  expect([peer.pieces.length, peer.ended]).toEqual([1, ['close']]);
});

it('a bug of ours is answered `internal`, and the next request works', () => {
  let isBroken = true;
  const door = {
    ports: ports(),
    requests: () => ({
      answer(_text: string, _keys: number, _who: string, reply: (said: object) => void) {
        if (isBroken) throw new Error('crypto');
        reply({ ok: true });
      },
    }),
    hidesIdentity: () => false,
    replyLeft: () => undefined,
  } as unknown as TcpDeps;
  const tcp = createTcpServer(fakeClock(), door);
  const peer = fakePeer(tcp.accept);
  peer.handler.data(PING);
  expect(JSON.parse(peer.received())).toMatchObject({ ok: false, code: 'internal' });
  isBroken = false;
  peer.handler.data(PING);
  expect(peer.received().split('\n')[1]).toBe('{"ok":true}');
  expect(peer.ended).toEqual([]);
});
