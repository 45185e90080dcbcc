// A request for which there is no memory beside others is told so at each door, and nothing of it is carried out.

import { expect, it } from 'vitest';
import { type Fault, fault } from '../../firmware/lib/result.ts';
import { BUSY } from '../../firmware/protocols/http/busy.ts';
import { createHttpServer } from '../../firmware/protocols/http/server.ts';
import type { TcpDeps } from '../../firmware/protocols/tcp/deps.ts';
import { createTcpServer } from '../../firmware/protocols/tcp/server.ts';
import { createSendQueue } from '../../firmware/runtime/sending.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakePeer, fakeSite } from '../fakes/web.ts';

const WRONG = fault('busy', 'no memory');
const GET = 'GET / HTTP/1.1\r\nHost: own:8080\r\n\r\n';

/** `begin` keeps what it is given, until there is room or there is none. */
function waitingClock() {
  const begun: { fn: () => void; failed: ((wrong: Fault) => void) | undefined }[] = [];
  const clock = fakeClock();
  return {
    begun,
    clock: { ...clock, begin: (fn: () => void, failed?: (wrong: Fault) => void) => begun.push({ fn, failed }) },
  };
}

it('at TCP as a reply; until then it is owed, and not under way', () => {
  const { begun, clock } = waitingClock();
  const asked: string[] = [];
  const requests = () => ({ answer: (text: string) => asked.push(text) });
  const ports = { sending: createSendQueue(clock, () => 0) };
  const tcp = createTcpServer(clock, { ports, requests, replyLeft() {} } as unknown as TcpDeps);
  const peer = fakePeer(tcp.accept);
  peer.handler.data('{"cmd":"ping"}');
  expect([tcp.owes(), tcp.underWay(), peer.received()]).toEqual([true, 0, '']);
  begun[0]?.failed?.(WRONG);
  expect(JSON.parse(peer.received())).toEqual({ ...WRONG });
  expect([asked, tcp.underWay()]).toEqual([[], 0]);
  peer.handler.data('{"cmd":"ping"}');
  begun[1]?.fn();
  expect([asked, tcp.underWay()]).toEqual([['{"cmd":"ping"}'], 1]);
});

it('at HTTP as a page that asks again by itself, and the place is free', () => {
  const { begun, clock } = waitingClock();
  const sending = createSendQueue(clock, () => 0);
  const web = createHttpServer(clock, sending, fakeSite, () => undefined);
  const peer = fakePeer(web.accept);
  peer.handler.data(GET);
  expect([web.underWay(), peer.received()]).toEqual([0, '']);
  begun[0]?.failed?.(WRONG);
  expect([peer.received(), peer.ended]).toEqual([BUSY, ['close']]);
  expect([web.open(), web.underWay()]).toEqual([0, 0]);
});
