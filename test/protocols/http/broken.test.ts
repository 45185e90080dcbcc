// Exceptions in our own code, as an HTTP client meets them: 500, or the end of what was begun, and the place is free.

import { expect, it } from 'vitest';
import { INTERNAL } from '../../../firmware/lib/result.ts';
import { ANSWER_MS } from '../../../firmware/protocols/http/client.ts';
import type { HttpDeps } from '../../../firmware/protocols/http/deps.ts';
import { createHttpServer, type HttpServer } from '../../../firmware/protocols/http/server.ts';
import { createSendQueue } from '../../../firmware/runtime/sending.ts';
import { type FakeClock, fakeClock } from '../../fakes/clock.ts';
import { type FakePeer, fakePeer, fakeSite } from '../../fakes/web.ts';

const bug = (): never => {
  throw new Error('bug');
};
const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: own:8080\r\nAccept-Encoding: gzip\r\n\r\n`;

function asked(path: string, change: (site: HttpDeps) => void): { peer: FakePeer; web: HttpServer; clock: FakeClock } {
  const clock = fakeClock();
  const site = fakeSite();
  change(site);
  const web = createHttpServer(
    clock,
    createSendQueue(clock, () => 0),
    () => site,
    () => undefined,
  );
  const peer = fakePeer((connection) => web.accept(connection));
  peer.handler.data(get(path));
  return { peer, web, clock };
}

const statusOf = (peer: FakePeer): string => peer.received().split('\r\n')[0]?.slice(9, 12) ?? '';

it.each([
  ['the site', '/', (site: HttpDeps) => Object.assign(site, { owns: failing(1, site.owns) })],
  [
    'the request handler',
    '/api/status',
    (site: HttpDeps) => Object.assign(site, { requests: failing(1, site.requests) }),
  ],
  ['the first piece of the page', '/', (site: HttpDeps) => Object.assign(site, { read: failing(1, site.read) })],
  ['the plain page', '/?plain', (site: HttpDeps) => Object.assign(site, { plain: failing(1, site.plain) })],
])('%s that throws is answered 500', (_, path, change) => {
  const { peer, web } = asked(path, change);
  expect(statusOf(peer)).toBe('500');
  expect(peer.received()).toContain(INTERNAL);
  peer.handler.closed();
  expect([web.busy(), web.owes()]).toEqual([false, false]);
});

it('a later piece of the page that throws ends the connection', () => {
  const { peer, web } = asked('/', (site) => Object.assign(site, { read: failing(2, site.read) }));
  expect(statusOf(peer)).toBe('200');
  peer.handler.drained?.();
  expect([peer.ended, web.busy(), web.owes()]).toEqual([['abort'], false, false]);
});

it('what throws again and again is answered 500 again and again', () => {
  const { peer, web } = asked('/', (site) => Object.assign(site, { owns: bug }));
  expect(statusOf(peer)).toBe('500');
  peer.handler.closed();
  expect(web.busy()).toBe(false);
});

it.each([
  [-1, ''],
  [0, '500'],
  [1, '500'],
])('an answer that never comes is 500 after ANSWER_MS%i ms: %s', (more, status) => {
  const { peer, clock } = asked('/?plain&fresh', (site) => Object.assign(site, { scan: () => undefined }));
  clock.pass(ANSWER_MS + more);
  expect(statusOf(peer)).toBe(status);
});

/** The n-th call throws, and no other. */
function failing<Args extends unknown[], Result>(
  nth: number,
  works: (...args: Args) => Result,
): (...args: Args) => Result {
  let calls = 0;
  return (...args) => (++calls === nth ? bug() : works(...args));
}
