// Limits of port 80: sizes, places, deadlines, and clients that misbehave or vanish.

import { expect, it } from 'vitest';
import { DOORS, onBothEngines, onNodeOnly } from './engines.ts';
import { ask, GZIP, type HttpPeer, JSON_TYPE, openPeer, postJson } from './http-client.ts';
import { restingVars, settledAt } from './resting.ts';
import type { Rig } from './rig.ts';

const hostOf = (rig: Rig): string => `127.0.0.1:${rig.core.httpPort}`;
const head = (rig: Rig, first: string, ...lines: string[]): string =>
  `${[first, `Host: ${hostOf(rig)}`, ...lines].join('\r\n')}\r\n\r\n`;

/** Where time is real a busy machine may take longer for a large request than the device waits for one: 408. */
const TRIES = 4;

/** The status of what comes back for these bytes. */
async function statusOf(rig: Rig, bytes: string, tries = rig.core.isReal ? TRIES : 1): Promise<number> {
  const peer = await openPeer(rig);
  peer.send(bytes);
  const { status } = await peer.response(4_000);
  return status === 408 && tries > 1 ? statusOf(rig, bytes, tries - 1) : status;
}

onBothEngines('sizes of HTTP requests', (_start, share) => {
  it.each([
    [2047, 200],
    [2048, 200],
    [2049, 413],
  ])('a body of %i bytes gets %i', async (size, status) => {
    const rig = await share();
    const answer = await postJson(rig, `{"cmd":${' '.repeat(size - 14)}"ping"}`);
    expect(answer.status).toBe(status);
    if (status === 413) expect(answer.json()).toMatchObject({ ok: false, code: 'too_large' });
  });

  it.each([
    [4095, 200],
    [4096, 200],
    [4097, 431],
  ])('headers of %i bytes get %i', async (size, status) => {
    const rig = await share();
    const fill = (lines: string[]): string => head(rig, 'GET /api/status HTTP/1.1', ...lines);
    const many = Array.from({ length: 40 }, (_, i) => `X-${i}: ${'y'.repeat(80)}`);
    const one = 'x'.repeat(size - fill(['Cookie: ']).length);
    const rest = 'x'.repeat(size - fill([...many, 'A: ']).length);
    for (const bytes of [fill([`Cookie: ${one}`]), fill([...many, `A: ${rest}`])]) {
      expect(bytes).toHaveLength(size);
      expect(await statusOf(rig, bytes)).toBe(status);
    }
  });

  it('a client that goes on sending what was refused still gets its answer', async () => {
    const rig = await share();
    const type = 'Content-Type: application/json';
    const bytes = head(rig, 'POST /api/config HTTP/1.1', type, 'Content-Length: 100000') + 'x'.repeat(100_000);
    expect(await statusOf(rig, bytes)).toBe(413);
  });

  it.each([
    ['TLS', 400, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc'],
    ['HTTP/0.9', 400, 'GET /\r\n\r\n'],
    ['HTTP/1.1 without Host', 400, 'GET / HTTP/1.1\r\n\r\n'],
    ['HTTP/2', 505, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['two lengths', 400, 'POST / HTTP/1.1\r\nHost: ~\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx'],
    ['a line that goes on', 400, 'GET / HTTP/1.1\r\nHost: ~\r\n x\r\n\r\n'],
    ['a coding but chunks', 411, 'POST / HTTP/1.1\r\nHost: ~\r\nTransfer-Encoding: gzip\r\n\r\n1\r\nx\r\n0\r\n\r\n'],
    ['another Expect', 417, 'POST / HTTP/1.1\r\nHost: ~\r\nExpect: x\r\nContent-Length: 1\r\n\r\n'],
    ['HTTP/1.0', 200, 'GET /api/status HTTP/1.0\r\nHost: ~\r\n\r\n'],
    ['HTTP/1.0 without Host', 302, 'GET / HTTP/1.0\r\n\r\n'],
    ['bare line feeds', 200, 'GET /api/status HTTP/1.1\nHost: ~\n\n'],
  ])('%s gets %i', async (_what, status, bytes) => {
    const rig = await share();
    expect(await statusOf(rig, bytes.replace('~', hostOf(rig)))).toBe(status);
  });

  it.each([
    ['whole', ['e\r\n{"cmd":"ping"}\r\n0\r\n\r\n']],
    ['in pieces', ['7\r\n{"cmd":', '\r\n7\r\n"pi', 'ng"}\r\n0', '\r\n\r\n']],
  ])('a body in chunks is taken, %s', async (_how, pieces) => {
    const rig = await share();
    const peer = await openPeer(rig);
    const head = `Host: 127.0.0.1:${rig.core.httpPort}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n`;
    peer.send(`POST /api/config HTTP/1.1\r\n${head}\r\n`);
    for (const piece of pieces) {
      await rig.core.pass(20);
      peer.send(piece);
    }
    expect((await peer.response()).json()).toEqual({ ok: true, data: {} });
  });

  it('chunks of more than the limit get 413', async () => {
    const rig = await share();
    const peer = await openPeer(rig);
    peer.send(`POST / HTTP/1.1\r\nHost: 192.168.4.1\r\nTransfer-Encoding: chunked\r\n\r\n`);
    for (let i = 0; i < 3; i++) peer.send(`400\r\n${'x'.repeat(1_024)}\r\n`);
    expect((await peer.response()).status).toBe(413);
  });

  it('a request may come byte by byte', async () => {
    const rig = await share();
    const peer = await openPeer(rig);
    for (const byte of head(rig, 'GET /api/status HTTP/1.1', 'X: y')) {
      peer.send(byte);
      await rig.core.pass(0);
    }
    expect((await peer.response()).status).toBe(200);
  });

  it('a client that waits for a word before its body gets it', async () => {
    const rig = await share();
    const peer = await openPeer(rig);
    peer.send(
      head(
        rig,
        'POST /api/config HTTP/1.1',
        'Content-Type: application/json',
        'Content-Length: 14',
        'Expect: 100-continue',
      ),
    );
    await rig.until(() => peer.received().includes('\r\n\r\n'));
    expect(peer.received()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    peer.send('{"cmd":"ping"}');
    await rig.until(() => peer.isEnded());
    expect(peer.received()).toMatch(
      /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.. 200 OK\r\n[\s\S]*{"ok":true,"data":{}}\n$/,
    );
  });

  it('of two requests in one go the first is answered', async () => {
    const rig = await share();
    const peer = await openPeer(rig);
    peer.send(head(rig, 'GET /api/status HTTP/1.1') + head(rig, 'GET /api/config HTTP/1.1'));
    await rig.until(() => peer.isEnded());
    expect(peer.received().match(/HTTP\/1/g)).toHaveLength(1);
    expect(peer.received()).toContain('"state"');
  });
});

onBothEngines('places at the HTTP door', (start) => {
  it('a fourth connection is told so, and there is room again when one has gone', async () => {
    const rig = await start();
    const three: HttpPeer[] = [];
    for (let i = 0; i < 3; i++) {
      three.push(await openPeer(rig));
      three[i]?.send('G');
      await rig.core.pass(50);
    }
    const fourth = await openPeer(rig);
    const refused = await fourth.response();
    expect(refused.line).toBe('HTTP/1.1 503 Service Unavailable');
    for (const one of three) expect(one.isEnded()).toBe(false);
    three[0]?.socket.destroy();
    await rig.until(async () => (await ask(rig, '/api/status')).status === 200);
    three[1]?.send(head(rig, 'GET /api/status HTTP/1.1').slice(1));
    expect((await three[1]?.response())?.status).toBe(200);
  });

  it('a connection that has sent nothing gives way to a fourth, and is told to try again', async () => {
    const rig = await start();
    const silent: HttpPeer[] = [];
    for (let i = 0; i < 3; i++) {
      silent.push(await openPeer(rig));
      await rig.core.pass(50);
    }
    expect((await ask(rig, '/api/status')).status).toBe(200);
    const first = await silent[0]?.response();
    expect([first?.status, first?.headers['refresh']]).toEqual([503, '1']);
    expect(silent.slice(1).map((one) => one.isEnded())).toEqual([false, false]);
  });

  it('ten probes at once, as a phone sends them, are answered or refused, and the page still comes', async () => {
    const rig = await start();
    const probes = [
      'connectivitycheck.gstatic.com',
      'www.google.com',
      'captive.apple.com',
      'www.msftconnecttest.com',
      'play.googleapis.com',
    ];
    const asked = [...probes, ...probes].map(async (host) => {
      const peer = await openPeer(rig);
      peer.send(`GET /generate_204 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      await rig.until(() => peer.isEnded(), 4_000);
      return peer.received().slice(9, 12);
    });
    const told = await Promise.all(asked);
    // The chip has ten sockets: when they are used up, a connection is closed without a word.
    expect([...new Set(told)].filter((status) => !['302', '503', ''].includes(status))).toEqual([]);
    expect(told.filter((status) => status === '302').length).toBeGreaterThanOrEqual(3);
    expect((await ask(rig, '/', { headers: GZIP })).status).toBe(200);
  });

  it('a slow client does not keep the others waiting', async () => {
    const rig = await start();
    const slow = await openPeer(rig);
    slow.send('GET / HTT');
    for (let i = 0; i < 2; i++) expect((await ask(rig, '/api/status')).status).toBe(200);
    slow.send(`P/1.1\r\nHost: ${hostOf(rig)}\r\n\r\n`);
    expect((await slow.response()).status).toBe(200);
  });
});

/** Connections that end in every way that is no good, one after the other. */
async function flood(rig: Rig, count: number): Promise<void> {
  const request = head(rig, 'GET / HTTP/1.1', 'Accept-Encoding: gzip');
  for (let i = 0; i < count; i++) {
    const peer = await openPeer(rig);
    const cut = request.slice(0, (i * 7) % (request.length + 1));
    if (i % 4 === 0) peer.socket.destroy();
    else if (i % 4 === 1) peer.socket.end(cut);
    else if (i % 4 === 2) peer.socket.write(cut, () => peer.socket.resetAndDestroy());
    else peer.socket.write(request, () => peer.socket.resetAndDestroy());
    await rig.until(() => peer.socket.closed || peer.isEnded());
  }
}

onBothEngines('a flood of connections that are broken off', (start) => {
  it('leaves no socket and no variable behind', { timeout: 120_000 }, async () => {
    const rig = await start();
    await rig.until(async () => (await rig.state()).ap !== null);
    await flood(rig, 20);
    expect((await ask(rig, '/', { headers: GZIP })).status).toBe(200);
    const before = await restingVars(rig);
    await flood(rig, rig.core.isReal ? 200 : 60);
    expect((await ask(rig, '/', { headers: GZIP })).status).toBe(200);
    const most = before + 10;
    expect(await settledAt(most, () => restingVars(rig))).toBeLessThanOrEqual(most);
  });
});

onNodeOnly('deadlines at the HTTP door', (start) => {
  it.each(['', 'GET / HTTP/1.1\r\nHost', 'POST / HTTP/1.1\r\nHost: 192.168.4.1\r\nContent-Length: 5\r\n\r\nabc'])(
    'a request that stops after %j: 408 after 5 s, and closed',
    async (bytes) => {
      const rig = await start();
      const peer = await openPeer(rig);
      if (bytes) peer.send(bytes);
      await rig.core.pass(4_900);
      await rig.core.pass(0);
      expect(peer.received()).toBe('');
      expect((await peer.response(300)).status).toBe(408);
    },
  );

  it('bytes that trickle in do not put the 5 s off', async () => {
    const rig = await start();
    const peer = await openPeer(rig);
    for (const byte of 'GET / HTTP') {
      peer.send(byte);
      await rig.core.pass(0);
      await rig.core.pass(490);
    }
    expect((await peer.response(300)).status).toBe(408);
  });

  it('after a flood no socket is held but the doors', async () => {
    const rig = await start();
    await flood(rig, 60);
    await rig.core.pass(0);
    expect(rig.device.debug().sockets).toBe(DOORS);
    for (let i = 0; i < 5; i++) (await openPeer(rig)).send('POST /');
    await rig.core.pass(16_000);
    expect(rig.device.debug().sockets).toBe(DOORS);
    expect((await postJson(rig, { cmd: 'ping' }, JSON_TYPE)).status).toBe(200);
  });
});
