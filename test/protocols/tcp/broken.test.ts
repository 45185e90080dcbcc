// Exceptions in our own code, as a TCP client meets them: an answer, or the end of the connection, and its place is free.

import { expect, it } from 'vitest';
import type { TcpDeps } from '../../../firmware/protocols/tcp/deps.ts';
import { createTcpServer } from '../../../firmware/protocols/tcp/server.ts';
import type { DeviceEvent } from '../../../firmware/provisioning/connection-context.ts';
import { createSendQueue } from '../../../firmware/runtime/sending.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { fakePeer } from '../../fakes/web.ts';

const ports = { sending: createSendQueue(fakeClock(), () => 0) };
const bug = (): never => {
  throw new Error('bug');
};
const answers = {
  answer: (_text: string, _keys: number, _who: string, reply: (given: object) => void) => reply({ ok: true }),
};
const NEWS: DeviceEvent = { event: 'state', state: 'online' };

/** The first call of that method of the door's throws, and no other. */
function doorThatFails(name: string, rest: object = {}): TcpDeps {
  const door: { [name: string]: unknown } = {
    requests: () => answers,
    ports,
    hidesIdentity: () => false,
    replyLeft() {},
    ...rest,
  };
  const works = door[name];
  door[name] = () => {
    door[name] = works;
    return bug();
  };
  return door as unknown as TcpDeps;
}

it.each([
  ['the request handler', doorThatFails('requests')],
  ['the session', doorThatFails('session', { session: () => ({ take: () => ({ reply: '{"t":"err"}' }) }) })],
])('%s that throws is answered internal, and the next request as ever', (what, door) => {
  const tcp = createTcpServer(fakeClock(), door);
  const peer = fakePeer(tcp.accept);
  const request = what === 'the request handler' ? '{"cmd":"ping"}' : '{"t":"hello"}';
  peer.handler.data(request);
  expect(JSON.parse(peer.received())).toMatchObject({ ok: false, code: 'internal' });
  peer.handler.drained?.();
  expect(tcp.owes()).toBe(false);
  peer.handler.data(request);
  expect(peer.received().split('\n')[1]).toMatch(/^\{"(ok":true|t":"err")/);
});

it('a reply that throws once is answered internal', () => {
  const requests = { answer: (_t: string, _k: number, _w: string, reply: (given: object) => void) => reply(looped()) };
  const peer = fakePeer(
    createTcpServer(fakeClock(), { ports, requests: () => requests, hidesIdentity: () => false } as unknown as TcpDeps)
      .accept,
  );
  peer.handler.data('{"cmd":"ping"}');
  expect(JSON.parse(peer.received())).toMatchObject({ code: 'internal' });
});

it('where no box can be made for the answer either, the connection ends', () => {
  const session = { take: () => ({ request: '{"cmd":"ping"}' }), seal: bug, end() {} };
  const tcp = createTcpServer(fakeClock(), {
    ports,
    requests: () => answers,
    session: () => session,
  } as unknown as TcpDeps);
  const peer = fakePeer(tcp.accept);
  expect(() => peer.handler.data('{"t":"box"}')).toThrow('bug');
  expect([peer.ended, tcp.busy(), tcp.owes()]).toEqual([['close'], false, false]);
});

it('an event that throws after a reply does not block the next request', () => {
  const clock = fakeClock();
  const tcp = createTcpServer(clock, doorThatFails('hidesIdentity', { requests: () => slow }));
  let reply: (given: object) => void = () => {};
  const slow = { answer: (_t: string, _k: number, _w: string, given: typeof reply) => (reply = given) };
  const peer = fakePeer(tcp.accept);
  peer.handler.data('{"cmd":"scan"}');
  tcp.onEvent(NEWS);
  expect(() => reply({ ok: true })).toThrow('bug');
  peer.handler.data('{"cmd":"ping"}');
  reply({ ok: true, data: {} });
  expect(peer.received()).toBe('{"ok":true}\n{"ok":true,"data":{}}\n');
});

/** No writer of JSON gets through it. */
function looped(): object {
  const value: { me?: object } = {};
  value.me = value;
  return value;
}
