// One connection in time: pieces, deadlines, places, and peers that go.

import { describe, expect, it } from 'vitest';
import { PIECE_MAX } from '../../../firmware/protocols/http/answer.ts';
import { BUSY } from '../../../firmware/protocols/http/busy.ts';
import { LINGER_MS, REQUEST_MS, RESPONSE_MS } from '../../../firmware/protocols/http/client.ts';
import { CLIENTS_MAX, createHttpServer, type HttpServer } from '../../../firmware/protocols/http/server.ts';
import { BUFFER_COST, SEND_MIN } from '../../../firmware/runtime/heap.ts';
import { createSendQueue, LOOK_MS, PATIENCE_MS } from '../../../firmware/runtime/sending.ts';
import { type FakeClock, fakeClock } from '../../fakes/clock.ts';
import { type FakePeer, type FakeSite, fakePeer, fakeSite } from '../../fakes/web.ts';

interface Bench {
  clock: FakeClock;
  site: FakeSite;
  web: HttpServer;
  peer(): FakePeer;
  /** One that has sent the first byte of its request. */
  begun(): FakePeer;
}

/** Of heap: enough for so many buffers; a piece of a page takes two. */
const roomFor = (buffers: number): number => SEND_MIN + buffers * BUFFER_COST;

/** 0: the port does not tell. */
function bench(freeHeap = 0): Bench {
  const clock = fakeClock();
  const site = fakeSite();
  const web = createHttpServer(
    clock,
    createSendQueue(clock, () => freeHeap),
    () => site,
    () => undefined,
  );
  const peer = (): FakePeer => fakePeer((connection) => web.accept(connection));
  const begun = (): FakePeer => {
    const one = peer();
    one.handler.data('G');
    return one;
  };
  return { clock, site, web, peer, begun };
}

const GET = 'GET / HTTP/1.1\r\nHost: own:8080\r\nAccept-Encoding: gzip\r\n\r\n';
const POST = 'POST /api/config HTTP/1.1\r\nHost: own:8080\r\nContent-Type: application/json\r\nContent-Length: 14\r\n';
const statusOf = (peer: FakePeer): string => peer.received().split('\r\n')[0]?.slice(9, 12) ?? '';

describe('a response', () => {
  it('goes out piece by piece as the peer takes them, then the connection is closed', () => {
    const { peer, clock, web } = bench();
    const one = peer();
    one.handler.data(GET);
    expect(one.pieces).toHaveLength(1);
    expect(one.ended).toEqual([]);
    one.drain();
    expect(one.received().split('\r\n\r\n')[1]).toHaveLength(2030);
    expect(one.pieces.slice(1).every((length) => length <= PIECE_MAX)).toBe(true);
    expect(one.ended).toEqual(['close']);
    one.handler.closed();
    expect([web.busy(), clock.waiting()]).toEqual([false, 0]);
  });

  it('is one piece where it fits, and none for HEAD', () => {
    const { peer } = bench();
    const [small, head] = [peer(), peer()];
    small.handler.data(GET.replace('/ ', '/api/status '));
    head.handler.data(GET.replace('GET', 'HEAD'));
    for (const one of [small, head]) expect([one.pieces.length, one.ended]).toEqual([1, ['close']]);
    expect(head.received()).toMatch(/Content-Length: 2030\r\n[\s\S]*\r\n\r\n$/);
  });

  it('waits for its turn where the device needs time, and is dropped when the peer has gone meanwhile', () => {
    const { peer, site, clock, web } = bench();
    const [one, gone] = [peer(), peer()];
    for (const each of [one, gone]) each.handler.data('GET /?plain&fresh HTTP/1.1\r\nHost: own:8080\r\n\r\n');
    clock.pass(REQUEST_MS * 2);
    gone.handler.closed();
    site.endScan();
    expect([statusOf(one), gone.received()]).toEqual(['200', '']);
    one.handler.closed();
    expect([web.busy(), clock.waiting()]).toEqual([false, 0]);
  });

  it('that was awaited disarms no timer of others, though they have its old number', () => {
    const { peer, site, clock } = bench();
    peer().handler.data('GET /?plain&fresh HTTP/1.1\r\nHost: own:8080\r\n\r\n');
    let rang = false;
    clock.after(1, () => {
      rang = true;
    });
    site.endScan();
    clock.pass(1);
    expect(rang).toBe(true);
  });

  it('ends where the page file does, even if it is shorter than it should be', () => {
    const { peer, site } = bench();
    site.read = () => '';
    const one = peer();
    one.handler.data(GET);
    expect(one.ended).toEqual(['close']);
  });
});

describe('deadlines', () => {
  it.each(['', 'GET', GET.slice(0, -1), `${POST}\r\n{"cmd":"ping"`])(
    'a request that stops after %j: 408 after 5 s',
    (bytes) => {
      const { peer, clock, web } = bench();
      const one = peer();
      one.handler.data(bytes);
      clock.pass(REQUEST_MS - 1);
      expect(one.received()).toBe('');
      clock.pass(1);
      expect([statusOf(one), one.ended]).toEqual(['408', ['close']]);
      one.handler.closed();
      expect([web.busy(), clock.waiting()]).toEqual([false, 0]);
    },
  );

  it('bytes that trickle in do not put them off', () => {
    const { peer, clock } = bench();
    const one = peer();
    for (let i = 0; i < 10; i++) {
      one.handler.data(GET.charAt(i));
      clock.pass(REQUEST_MS / 10);
    }
    expect(statusOf(one)).toBe('408');
  });

  it('a peer that takes nothing more is cut off', () => {
    const { peer, clock, web } = bench();
    const one = peer();
    one.handler.data(GET);
    clock.pass(RESPONSE_MS - 1);
    expect([one.ended, web.busy()]).toEqual([[], true]);
    clock.pass(1);
    expect([one.ended, web.busy(), clock.waiting()]).toEqual([['abort'], false, 0]);
    one.handler.closed();
    one.handler.drained?.();
    expect(one.pieces).toHaveLength(1);
  });

  it('a peer that takes each piece in time gets the whole answer, however long that takes', () => {
    const { peer, clock } = bench();
    const one = peer();
    one.handler.data(GET);
    for (let n = 0; n < 5 && one.ended.length === 0; n++) {
      clock.pass(RESPONSE_MS - 1);
      one.handler.drained?.();
    }
    expect(one.ended).toEqual(['close']);
    expect(one.received().split('\r\n\r\n')[1]).toHaveLength(2030);
  });

  it('a peer that does not take the last bytes is cut off too', () => {
    const { peer, clock, web } = bench();
    const one = peer();
    one.handler.data(GET.replace('/ ', '/api/status '));
    expect(one.ended).toEqual(['close']);
    clock.pass(RESPONSE_MS);
    expect([one.ended, web.busy(), clock.waiting()]).toEqual([['close', 'abort'], false, 0]);
  });

  it.each([
    ['a body that is too long', POST.replace('14', '4000')],
    ['no HTTP', '\x16\x03\x01'],
    ['a body for another host', POST.replace('own:8080', 'other')],
  ])('after refusing %s the rest is dropped for a second, so that the answer is not', (_what, bytes) => {
    const { peer, clock, web } = bench();
    const one = peer();
    one.handler.data(`${bytes}\r\n`);
    expect(statusOf(one)).toMatch(/413|400|302/);
    one.handler.data('x'.repeat(3000));
    one.drain();
    clock.pass(LINGER_MS - 1);
    expect([one.ended, one.pieces.length]).toEqual([[], 1]);
    clock.pass(1);
    expect(one.ended).toEqual(['close']);
    clock.pass(RESPONSE_MS);
    expect([one.ended, web.busy(), clock.waiting()]).toEqual([['close', 'abort'], false, 0]);
  });

  it('a peer that closes meanwhile frees its place at once', () => {
    const { peer, clock, web } = bench();
    const one = peer();
    one.handler.data('\x16\x03\x01');
    one.handler.closed();
    expect([web.busy(), clock.waiting()]).toEqual([false, 0]);
  });
});

describe('a client that waits for a word before its body', () => {
  it('gets it once, and then its answer', () => {
    const { peer } = bench();
    const one = peer();
    one.handler.data(`${POST}Expect: 100-continue\r\n\r\n`);
    one.handler.data('');
    expect(one.received()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    one.drain();
    one.handler.data('{"cmd":');
    one.handler.data('"ping"}');
    expect(one.received()).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.0 200 OK\r\n/);
    expect(one.ended).toEqual(['close']);
  });

  it('is not asked for a body that is not needed', () => {
    const { peer } = bench();
    const one = peer();
    one.handler.data(`${POST.replace('14', '4000')}Expect: 100-continue\r\n\r\n`);
    expect(statusOf(one)).toBe('413');
  });
});

describe('places', () => {
  it.each([
    [CLIENTS_MAX - 1, ''],
    [CLIENTS_MAX, ''],
    [CLIENTS_MAX + 1, '503'],
  ])('connection %i gets %j', (count, status) => {
    const { begun } = bench();
    const peers = Array.from({ length: count }, begun);
    const last = peers[count - 1] as FakePeer;
    expect([statusOf(last), last.ended]).toEqual([status, status ? ['close'] : []]);
    last.handler.data(GET.slice(1));
    last.handler.closed();
    expect(statusOf(last)).toBe(status || '200');
  });

  it('are free again when the socket is, not when the answer is on its way', () => {
    const { peer, begun } = bench();
    const peers = Array.from({ length: CLIENTS_MAX }, begun);
    peers[0]?.handler.data(GET.slice(1).replace('/ ', '/api/status '));
    expect(peers[0]?.ended).toEqual(['close']);
    expect(statusOf(peer())).toBe('503');
    peers[0]?.handler.closed();
    const next = peer();
    next.handler.data(GET);
    expect(statusOf(next)).toBe('200');
  });

  it('are counted once, however often a peer says that it has gone', () => {
    const { peer, begun, web } = bench();
    const peers = Array.from({ length: CLIENTS_MAX }, begun);
    peers[0]?.handler.closed();
    peers[0]?.handler.closed();
    begun();
    expect(statusOf(peer())).toBe('503');
    for (const one of peers) one.handler.closed();
    expect(web.busy()).toBe(true);
  });
});

describe('a connection that has sent no byte yet', () => {
  it.each([
    [CLIENTS_MAX - 1, []],
    [CLIENTS_MAX, []],
    [CLIENTS_MAX + 1, ['close']],
  ])('gives way to number %i: %j, told to try again', (count, ended) => {
    const { peer, web } = bench();
    const peers = Array.from({ length: count }, peer);
    expect(peers.map((one) => one.ended)).toEqual([ended, ...Array(count - 1).fill([])]);
    expect(peers[0]?.received()).toBe(ended.length ? BUSY : '');
    expect(web.open()).toBe(Math.min(count, CLIENTS_MAX));
    peers.at(-1)?.handler.data(GET);
    expect(statusOf(peers.at(-1) as FakePeer)).toBe('200');
  });

  it('and has given way leaves nothing behind, whether its peer goes or not', () => {
    const { peer, web, clock } = bench();
    const peers = Array.from({ length: CLIENTS_MAX + 2 }, peer);
    peers[0]?.handler.data(GET);
    expect(peers[0]?.received()).toBe(BUSY);
    peers[0]?.handler.closed();
    clock.pass(RESPONSE_MS);
    expect(peers[1]?.ended).toEqual(['close', 'abort']);
    for (const one of peers) one.handler.closed();
    expect([web.busy(), clock.waiting()]).toEqual([false, 0]);
  });

  it('is refused itself where all others have sent something', () => {
    const { peer, begun } = bench();
    for (let i = 0; i < CLIENTS_MAX; i++) begun();
    const late = peer();
    expect([late.received(), late.ended]).toEqual([BUSY, ['close']]);
    expect(BUSY).toMatch(/^HTTP\/1.1 503 .*\r\nConnection: close\r\nRetry-After: 1\r\nRefresh: 1\r\n/);
    expect(BUSY.split('\r\n\r\n')[1]).toHaveLength(Number(/Content-Length: (\d+)/.exec(BUSY)?.[1]));
  });
});

describe('pages to several peers', () => {
  it('go as there is heap for them, in turn, and all arrive', () => {
    const { peer } = bench(roomFor(2));
    const peers = Array.from({ length: CLIENTS_MAX }, peer);
    for (const one of peers) one.handler.data(GET);
    expect(peers.map((one) => one.pieces.length)).toEqual([1, ...Array(CLIENTS_MAX - 1).fill(0)]);
    peers[0]?.handler.drained?.();
    expect(peers.map((one) => one.pieces.length)).toEqual([1, 1, ...Array(CLIENTS_MAX - 2).fill(0)]);
    for (let round = 0; round < 9; round++) for (const one of peers) one.handler.drained?.();
    for (const one of peers) expect(one.received().split('\r\n\r\n')[1]).toHaveLength(2030);
    expect(peers.map((one) => one.ended)).toEqual(Array(CLIENTS_MAX).fill(['close']));
  });

  it('one that goes in the middle, or takes nothing, holds up no other', () => {
    const { peer, clock } = bench(roomFor(2));
    const [gone, deaf, last] = [peer(), peer(), peer()];
    for (const one of [gone, deaf, last]) one.handler.data(GET);
    gone.handler.closed();
    expect([deaf.pieces.length, last.pieces.length]).toEqual([1, 0]);
    clock.pass(PATIENCE_MS + LOOK_MS);
    expect(last.pieces).toHaveLength(1);
  });
});

describe('one connection has one request', () => {
  it('what comes behind it is dropped', () => {
    const { peer, site } = bench();
    const one = peer();
    one.handler.data(GET.replace('/ ', '/api/config ') + GET.replace('/ ', '/api/config '));
    one.handler.data(GET.replace('/ ', '/api/config '));
    expect(site.calls).toHaveLength(1);
    expect(one.received().split('HTTP/1.').length).toBe(2);
  });
});
