// Everything at once: every door is used to its limit, clients stall and vanish, the radio fails in the middle, and a week passes.

import { expect, it } from 'vitest';
import type { Client } from './client.ts';
import { DOORS, type NodeRig, onBothEngines, onInterpreterOnly, onNodeOnly } from './engines.ts';
import { ask, GZIP, openPeer } from './http-client.ts';
import { FULL_POINT, HOME_LINE, HOME_MASKED, HOME_POINT, still } from './requests.ts';
import type { Rig } from './rig.ts';
import { openUdp } from './udp.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** As many as may be connected. */
const CLIENTS = 3;

/**
 * Each client's requests differ, so that a reply that went astray or out of turn would show. What is answered `busy`, for
 * want of memory beside all the others, is asked again.
 */
async function hammer(rig: Rig, client: Client, number: number, count: number): Promise<void> {
  const name = (n: number): string => `no${number}x${n}`;
  const told = (reply: object): string | undefined => /no\d+x\d+/.exec(JSON.stringify(reply))?.[0];
  const refused: number[] = [];
  for (let n = 0; n < count; n++) client.send(`{"cmd":"${name(n)}"}\n`);
  for (let n = 0; n < count; n++) {
    const reply = await client.reply(20_000);
    if (reply.code === 'busy') refused.push(n);
    else expect(told(reply)).toBe(name(n));
  }
  for (const n of refused)
    await rig.until(async () => told(await client.ask({ cmd: name(n) }, 10_000)) === name(n), 20_000);
}

function probe(name: string): string {
  const labels = name.split('.').map((label) => String.fromCharCode(label.length) + label);
  return `\x12\x34\x01\0\0\x01\0\0\0\0\0\0${labels.join('')}\0\0\x01\0\x01`;
}

/** As a browser that is told to try again in a second, or cut off without a word: there may be no memory for one more. */
async function askAgain(rig: Rig, path: string, options: Parameters<typeof ask>[2]): ReturnType<typeof ask> {
  let response = await ask(rig, path, options);
  const isTurnedAway = (): boolean => response.status === 503 || Number.isNaN(response.status);
  await rig.until(async () => {
    if (isTurnedAway()) response = await ask(rig, path, options);
    return !isTurnedAway();
  }, 20_000);
  return response;
}

/** A client that was not told to come back: heap is set aside while the station joins. */
async function taken(rig: Rig): Promise<Client> {
  let client = await rig.client();
  await rig.until(async () => {
    const { code } = await client.ask({ cmd: 'ping' }, 10_000);
    if (code === 'busy') client = await rig.client();
    return code !== 'busy';
  }, 30_000);
  return client;
}

onBothEngines('every door at once', (start) => {
  it('three TCP clients, the page, probes, names and the UART: replies are right, in order, and all there', async () => {
    const rig = await start({ provisioned: true });
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => taken(rig)));
    const udp = openUdp(rig);
    const rounds = rig.core.isReal ? 2 : 6;
    for (let round = 0; round < rounds; round++) {
      const mark = rig.output().length;
      udp.send(probe('captive.apple.com'));
      await rig.type('wifiprov get\r');
      const [page, old, lost] = await Promise.all([
        askAgain(rig, '/', { headers: GZIP, ms: 20_000 }),
        askAgain(rig, '/generate_204', { host: 'connectivitycheck.gstatic.com', ms: 20_000 }),
        askAgain(rig, '/nowhere', { ms: 20_000 }),
        ...clients.map((client, i) => hammer(rig, client, i, 12)),
      ]);
      expect([page.status, page.headers['content-encoding'], lost.status]).toEqual([200, 'gzip', 404]);
      expect([204, 302]).toContain(old.status);
      await rig.until(() => udp.received().length > 0, 10_000);
      expect((await udp.next()).slice(0, 2)).toBe('\x12\x34');
      await rig.said(/OK\n/, 10_000, mark);
      expect(rig.output().slice(mark).replaceAll('\r', '')).toContain(HOME_MASKED.join('\n'));
    }
  });
});

/** Each leaves some 2000 variables behind that only a collection frees. */
const MANY = 40;
/** Of ESP-IDF's heap, with room for a request and its answer: only variables can be short then. */
const HEAP_FREE = 28_000;

onInterpreterOnly('many connections one after the other', (start) => {
  it('all are served while another is open: the remains of earlier ones do not block a client', async () => {
    const rig = await start();
    // While it starts, heap is set aside for it.
    await rig.until(async () => (await rig.state()).ap !== null, 15_000);
    const other = await rig.client();
    for (let n = 0; n < MANY; n++) {
      const client = await rig.client();
      await rig.until(async () => (await rig.state()).freeHeap >= HEAP_FREE, 20_000);
      expect((await ask(rig, '/api/config')).status).toBe(200);
      expect(await client.ask({ cmd: 'get' })).toMatchObject({ ok: true });
      client.close();
    }
    expect(await other.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
  });
});

function drip(one: { isEnded(): boolean; send(bytes: string): void }, byte: string): void {
  if (!one.isEnded()) one.send(byte);
}

async function othersAreServed(rig: Rig): Promise<void> {
  expect((await ask(rig, '/api/status')).status).toBe(200);
  const quick = await rig.client();
  expect(await quick.ask({ cmd: 'ping' })).toMatchObject({ ok: true });
  quick.close();
  await rig.core.pass(50);
}

onBothEngines('a client that asks for more than it takes', (start) => {
  it('gets its replies piece by piece, and the others are served meanwhile', async () => {
    const rig = await start();
    const [greedy, other] = [await rig.client(), await rig.client()];
    const faults = rig.core.isReal ? 120 : 1_000;
    greedy.socket.pause();
    greedy.send('B\n'.repeat(faults));
    for (let n = 0; n < 3; n++) expect(await other.ask({ cmd: 'ping' }, 3_000)).toEqual({ ok: true, data: {} });
    greedy.socket.resume();
    for (let n = 0; n < faults; n++) expect(await greedy.reply(20_000)).toMatchObject({ code: 'bad_json', offset: 0 });
    expect(await greedy.ask({ cmd: 'ping' }, 3_000)).toEqual({ ok: true, data: {} });
    expect((await rig.state()).boots).toBe(1);
  });
});

onNodeOnly('clients that stall', (start) => {
  const online = async (): Promise<NodeRig> => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.core.pass(31 * SECOND);
    return rig;
  };

  it('a byte a second on every place of every door: all are closed in time, and others are served at once', async () => {
    const rig = await online();
    const slow = await Promise.all(Array.from({ length: CLIENTS - 1 }, () => rig.client()));
    const peers = await Promise.all(Array.from({ length: CLIENTS - 1 }, () => openPeer(rig)));
    const text = 'GET / HTTP/1.1\r\n';
    for (let n = 0; n < 7; n++) {
      for (const client of slow) drip(client, '{"cmd":'.charAt(n));
      for (const peer of peers) drip(peer, text.charAt(n));
      await rig.core.pass(SECOND);
      await othersAreServed(rig);
    }
    for (const client of slow) expect(JSON.parse(client.lines()[0] ?? '{}')).toMatchObject({ code: 'timeout' });
    for (const peer of peers) expect((await peer.response()).status).toBe(408);
    await rig.core.pass(20 * SECOND);
    expect(rig.device.debug().sockets).toBe(DOORS);
  });

  it('connections on which nothing ever comes give their places back', async () => {
    const rig = await online();
    await Promise.all(Array.from({ length: CLIENTS }, () => rig.client()));
    await Promise.all(Array.from({ length: CLIENTS }, () => openPeer(rig)));
    expect(rig.device.debug().sockets).toBe(DOORS + 2 * CLIENTS);
    await rig.core.pass(6 * SECOND);
    expect((await ask(rig, '/api/status')).status).toBe(200);
    await rig.core.pass(125 * SECOND);
    expect(rig.device.debug().sockets).toBe(DOORS);
  });

  it('clients that send half a request and vanish leave nothing behind', async () => {
    const rig = await online();
    for (let n = 0; n < 40; n++) {
      const client = await rig.client();
      client.send('{"STA":{"SSID":"Ho');
      const peer = await openPeer(rig);
      peer.send('POST /api/config HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{"STA"');
      await rig.core.pass(10);
      client.close();
      peer.socket.resetAndDestroy();
      await rig.core.pass(30);
    }
    await rig.core.pass(12 * SECOND);
    expect(rig.device.debug().sockets).toBe(DOORS);
    expect((await rig.command('wifiprov get')).join()).toBe(HOME_MASKED.join());
  });
});

/** What may happen between the first byte of a request and its reply. */
const FAULTS: Array<[string, (rig: Rig) => Promise<unknown>]> = [
  ['the router goes', (rig) => rig.air([])],
  ['the router refuses every device', (rig) => rig.air([{ ...HOME_POINT, fault: 'refuse' }])],
  ['the radio falls silent', (rig) => rig.air([{ ...HOME_POINT, fault: 'silent' }])],
  ['the router comes back elsewhere', (rig) => rig.air([{ ...HOME_POINT, channel: 11 }, FULL_POINT])],
];

onNodeOnly('radio faults in the middle of a request', (start) => {
  it.each(FAULTS)('%s: each request is answered all the same, and the network is found again', async (_, fail) => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    const client = await rig.client();
    for (const request of [{ cmd: 'status' }, { cmd: 'scan' }, { cmd: 'get' }, still({ SSID: 'Other' })]) {
      const text = JSON.stringify(request);
      client.send(text.slice(0, 8));
      await rig.core.pass(5);
      await fail(rig);
      await rig.core.pass(200);
      client.send(text.slice(8));
      expect(await client.reply(20_000)).toHaveProperty('ok');
      const peer = await openPeer(rig);
      peer.send('GET /api/status HT');
      await rig.air([HOME_POINT]);
      peer.send(`TP/1.1\r\nHost: 127.0.0.1:${rig.core.httpPort}\r\n\r\n`);
      expect((await peer.response(4_000)).status).toBe(200);
      await rig.core.pass(3 * SECOND);
    }
    // The last request was to leave the network.
    await client.ended();
    expect(await rig.command(HOME_LINE)).toContain('OK connecting');
    await rig.online('Home', 3 * MINUTE);
  });
});

/** Four times a day the router is out for a while, a phone comes and goes, somebody scans and looks at the page. */
async function quarterDay(rig: NodeRig, n: number): Promise<void> {
  await rig.air(n % 3 ? [] : [{ ...HOME_POINT, fault: 'no_dhcp' }]);
  await rig.core.pass((2 + (n % 5)) * MINUTE);
  if ((await rig.state()).ap) {
    await rig.core.control({ do: 'join-ap' });
    expect((await ask(rig, '/', { headers: GZIP })).status).toBe(200);
    await rig.core.pass(20 * SECOND);
    await rig.core.control({ do: 'leave-ap' });
  }
  await rig.air([HOME_POINT]);
  await rig.core.pass(3 * MINUTE);
  const client = await rig.client();
  expect(await client.ask({ cmd: 'scan' }, 20_000)).toMatchObject({ ok: true });
  if (n % 2) client.close();
  await rig.core.pass(6 * HOUR - 10 * MINUTE);
}

onNodeOnly('a week', (start) => {
  it('of outages, phones and scans ends with the sockets and the flash that it began with', {
    timeout: 300_000,
  }, async () => {
    const rig = await start({ provisioned: true });
    await rig.online('Home');
    await rig.core.pass(5 * MINUTE);
    const { flashWrites, boots } = await rig.state();
    for (let n = 0; n < 7 * 4; n++) await quarterDay(rig, n);
    await rig.online('Home', 2 * MINUTE);
    expect(rig.device.debug().sockets).toBe(DOORS);
    expect(await rig.state()).toMatchObject({ flashWrites, boots, link: { ssid: 'Home' }, ap: null });
    expect((await rig.command('wifiprov get')).join()).toBe(HOME_MASKED.join());
  });
});
