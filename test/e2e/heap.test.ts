// The IDF's heap under load: whatever a phone and three TCP clients do, what the firmware takes leaves at least 18 KB for the
// radio, every request is answered in the end, none of them `internal`, and the device never restarts. Requests that come
// faster than any program on Espruino can read them take heap too, and are left out of that figure.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { BUFFER_COST, HEAP_MIN } from '../../firmware/runtime/heap.ts';
import type { Client } from './client.ts';
import { onBothEngines, onNodeOnly } from './engines.ts';
import { ask, GZIP, openPeer, type Response } from './http-client.ts';
import { HOME_LINE } from './requests.ts';
import type { Rig } from './rig.ts';

const CLIENTS = 3;
const LONG_ROUNDS = 8;
const UNKNOWN = 'no-such-thing';
const REQUESTS = ['status', 'get', 'history', UNKNOWN, 'help', 'ping'];
/** A person has given up by then. */
const TRIES_MAX = 40;
const ANSWER_MS = 20_000;

/** So many requests have reached the device before it looks at the first of them. */
async function requestsAtOnce(rig: Rig, count: number): Promise<Socket[]> {
  const request = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${rig.core.httpPort}\r\nAccept-Encoding: gzip\r\n\r\n`;
  const sockets = Array.from({ length: count }, () => connect({ port: rig.core.httpPort, host: '127.0.0.1' }));
  for (const socket of sockets) {
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(request);
  }
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return sockets;
}

/** Of the device: where time is real, looking on passes less of it than it says. */
function aSecond(rig: Rig): Promise<void> {
  const endMs = rig.core.nowMs() + 1_000;
  return rig.until(() => rig.core.nowMs() >= endMs);
}

/** Asks again after a second as long as it is refused or closed without a word, as a page that reloads itself does. */
async function browse(rig: Rig, path: string, tries: { refused: number } = { refused: 0 }): Promise<Response> {
  for (let n = 0; n < TRIES_MAX; n++) {
    const response = await ask(rig, path, { headers: GZIP, ms: ANSWER_MS }).catch(() => undefined);
    if (response && response.status > 0 && response.status !== 503) return response;
    if (response?.status === 503) {
      expect(response.headers).toMatchObject({ 'retry-after': '1', refresh: '1' });
      tries.refused++;
    }
    await aSecond(rig);
  }
  throw new Error(`${path} never came`);
}

async function hammer(client: Client, rounds: number): Promise<void> {
  for (let n = 0; n < rounds; n++) {
    for (const cmd of REQUESTS) client.send(`{"cmd":"${cmd}"}\n`);
    for (const cmd of REQUESTS) {
      const { ok, code } = await client.reply(ANSWER_MS);
      expect([cmd, ok ? 'ok' : code]).toEqual([cmd, cmd === UNKNOWN ? 'unknown_command' : 'ok']);
    }
  }
}

const threeClients = (rig: Rig): Promise<Client[]> => Promise.all(Array.from({ length: CLIENTS }, () => rig.client()));

/** `told`: so many clients were told an event at once, which waits for nothing. */
async function expectHeap(rig: Rig, told = 0): Promise<void> {
  const state = (await rig.state()) as unknown as { ownMinHeap: number; boots: number };
  expect(state.boots).toBe(1);
  expect(rig.core.log().join()).not.toContain('panics');
  expect(rig.output()).not.toMatch(/# error internal|# restarting/);
  expect(state.ownMinHeap).toBeGreaterThanOrEqual(HEAP_MIN - told * BUFFER_COST);
}

async function expectServes(rig: Rig): Promise<void> {
  expect((await browse(rig, '/')).headers['content-encoding']).toBe('gzip');
  const client = await rig.client();
  expect(await client.ask({ cmd: 'status' }, ANSWER_MS)).toMatchObject({ ok: true });
  client.close();
}

onBothEngines('a phone and three busy TCP clients', (start) => {
  it('twelve connections at once: all of them are served in the end, and 18 KB are left', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const clients = await threeClients(rig);
    for (const client of clients) client.send(REQUESTS.map((cmd) => `{"cmd":"${cmd}"}`).join(''));
    await requestsAtOnce(rig, 12);
    const pages = Array.from({ length: 12 }, (_, n) => browse(rig, n % 3 ? '/api/status' : '/'));
    for (const client of clients)
      for (const cmd of REQUESTS) expect(await client.reply(ANSWER_MS)).toHaveProperty('ok', cmd !== UNKNOWN);
    await Promise.all(clients.map((client) => hammer(client, rig.core.isReal ? 2 : 6)));
    for (const page of await Promise.all(pages)) expect(page.status).toBe(200);
    await expectHeap(rig);
    for (const client of clients) client.close();
    await rig.core.pass(50);
    await expectServes(rig);
  });

  it('five pages loaded at once come whole, and 18 KB are left', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await requestsAtOnce(rig, 5);
    const pages = await Promise.all(Array.from({ length: 5 }, () => browse(rig, '/')));
    for (const page of pages) expect(page.text.length).toBe(pages[0]?.text.length);
    await expectHeap(rig);
  });
});

onNodeOnly('the heap of the IDF', (start) => {
  it('fifty HTTP connections that are aborted leave 18 KB, and the next one is served at once', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    for (let round = 0; round < 10; round++) {
      const peers = await Promise.all(Array.from({ length: 5 }, () => openPeer(rig)));
      for (const peer of peers) peer.send('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n');
      await rig.core.pass(round * 5);
      for (const peer of peers) peer.socket.resetAndDestroy();
      await rig.core.pass(20);
    }
    await expectHeap(rig);
    expect((await ask(rig, '/', { headers: GZIP })).status).toBe(200);
    await expectServes(rig);
  });

  it('a trial over the access point beside a phone that loads pages and two TCP clients leaves 18 KB', async () => {
    const rig = await start();
    await rig.until(async () => (await rig.state()).ap !== null, 30_000);
    await rig.core.control({ do: 'join-ap' });
    const clients = [await rig.client(), await rig.client(), await rig.client()] as const;
    clients[0].send('{"STA":{"SSID":"Home","PWD":"correct horse"}}');
    expect(await clients[0].reply(ANSWER_MS)).toMatchObject({ ok: true });
    const load = [hammer(clients[1], 8), hammer(clients[2], 8)];
    const pages = Array.from({ length: 6 }, () => browse(rig, '/'));
    await Promise.all(load);
    for (const page of await Promise.all(pages)) expect(page.status).toBe(200);
    expect(await clients[0].event('saved', 60_000)).toMatchObject({ event: 'saved' });
    await rig.online('Home');
    await expectHeap(rig, CLIENTS);
  });

  it('three clients that ask for long replies, many at a time, beside a phone on the access point leave 18 KB', async () => {
    const rig = await start();
    await rig.command(HOME_LINE);
    await rig.online('Home');
    expect((await rig.state()).ap).not.toBeNull();
    const clients = await threeClients(rig);
    for (const client of clients) client.send('{"cmd":"help"}{"cmd":"status"}{"cmd":"get"}'.repeat(LONG_ROUNDS));
    await requestsAtOnce(rig, 3);
    for (const client of clients)
      for (let n = 0; n < 3 * LONG_ROUNDS; n++) expect(await client.reply(ANSWER_MS)).toMatchObject({ ok: true });
    await expectHeap(rig);
  });

  it('while the ends of many connections are remembered, each of three pages and three clients still makes its way', async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    // Ends of connections are remembered for two minutes.
    for (let n = 0; n < 16; n++) await browse(rig, '/api/status');
    await aSecond(rig);
    const clients = await threeClients(rig);
    const pages = Promise.all(Array.from({ length: 3 }, () => browse(rig, '/')));
    await Promise.all(clients.map((client) => hammer(client, 3)));
    for (const page of await pages) expect(page.status).toBe(200);
    await expectHeap(rig);
  });
});
