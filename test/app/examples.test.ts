// The three examples on both engines, each with a server of its own as the peer.

import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { onBothEngines } from '../e2e/engines.ts';
import type { Rig } from '../e2e/rig.ts';
import { appIsUp, built } from './built.ts';

const HOME = { provisioned: true };
const servers: Server[] = [];
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

interface Peer {
  port: number;
  /** What each connection has sent so far. */
  heard: string[];
  hangUp(): void;
}

function peerOf(answer: (socket: Socket, bytes: string) => void): Promise<Peer> {
  const peer: Peer = {
    port: 0,
    heard: [],
    hangUp() {
      for (const socket of sockets.splice(0)) socket.destroy();
    },
  };
  const server = createServer((socket) => {
    const at = peer.heard.push('') - 1;
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      peer.heard[at] += bytes.toString('latin1');
      answer(socket, bytes.toString('latin1'));
    });
  });
  servers.push(server);
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      peer.port = (server.address() as { port: number }).port;
      resolve(peer);
    }),
  );
}

/** Values of `key=value` lines. */
async function factsOf(rig: Rig, line: string): Promise<{ [key: string]: string }> {
  const lines = (await rig.command(line)).slice(0, -1);
  return Object.fromEntries(lines.map((one) => one.split(/=(.*)/s).slice(0, 2)));
}

const mqtt = await built('firmware/examples/mqtt-like.ts');
onBothEngines('the example mqtt-like', (start) => {
  const HOST = 'wifiprov-000110.local';
  /** Two bytes of length before each text. */
  const CONNECT = `\x10\x21\0\x04MQTT\x04\x02\0\0\0\x15${HOST}`;
  const TOPIC = `\0\x1b${HOST}/alive`;
  const isAlive = (bytes = ''): boolean => /^\{"n":\d+,"rssi":-?\d+\}/.test(bytes.split(TOPIC)[1] ?? '');

  it('blinks, connects, tells that it is alive, and comes back after the broker has gone', async () => {
    const broker = await peerOf((socket, bytes) => {
      if (bytes === CONNECT) socket.write('\x20\x02\0\0');
    });
    const rig = await start({ ...HOME, files: mqtt });
    await appIsUp(rig);
    expect(await rig.command(`wifiprov set app.broker=127.0.0.1 app.port=${broker.port} app.every=1`)).toEqual([
      expect.stringMatching(/^OK/),
    ]);
    await rig.said('# app: broker 127.0.0.1', 15_000);
    await rig.until(() => isAlive(broker.heard[0]));
    const levels = new Set<string | undefined>();
    await rig.until(async () => levels.add((await factsOf(rig, 'wifiprov app mqtt'))['led']).size === 2);
    broker.hangUp();
    await rig.until(() => isAlive(broker.heard[1]), 10_000);
    expect((await factsOf(rig, 'wifiprov app mqtt'))['up']).toBe('true');
  });

  it('is refused, and the doors go on answering', async () => {
    const broker = await peerOf((socket) => socket.write('\x20\x02\0\x05'));
    const rig = await start({ ...HOME, files: mqtt });
    await appIsUp(rig);
    await rig.command(`wifiprov set app.broker=127.0.0.1 app.port=${broker.port}`);
    await rig.until(() => broker.heard.length > 0, 15_000);
    expect(await factsOf(rig, 'wifiprov app mqtt')).toMatchObject({ up: 'false', sent: '0' });
    expect(await (await rig.client()).ask({ cmd: 'ping' })).toMatchObject({ ok: true });
  });
});

const sensor = await built('firmware/examples/sensor-post.ts');
onBothEngines('the example sensor-post', (start) => {
  const bodyOf = (request: string): unknown => JSON.parse(request.slice(request.indexOf('\r\n\r\n') + 4));

  it('posts its readings with the token, and never shows the token', async () => {
    const server = await peerOf((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    const rig = await start({ ...HOME, files: sensor });
    await appIsUp(rig);
    const set = `app.server=127.0.0.1 app.port=${server.port} app.token="geheim 123" app.every=1`;
    await rig.command(`wifiprov set ${set}`);
    await rig.until(() => server.heard.filter((one) => one.endsWith('}')).length > 1, 20_000);
    const [first = ''] = server.heard;
    expect(first).toMatch(/^POST \/readings HTTP\/1\.1\r\nHost: 127\.0\.0\.1\r\nAuthorization: Bearer geheim 123\r\n/);
    expect(bodyOf(first)).toEqual({
      device: 'wifiprov-000110.local',
      rssi: expect.any(Number),
      uptime_s: expect.any(Number),
    });
    expect(Number(/Content-Length: (\d+)/.exec(first)?.[1])).toBe(first.length - first.indexOf('\r\n\r\n') - 4);
    await rig.until(async () => /^\d+$/.test((await factsOf(rig, 'wifiprov app sensor'))['first'] ?? ''));
    expect(await rig.command('wifiprov get')).toContain('app.token="********"');
    const { data } = await (await rig.client()).ask({ cmd: 'get' });
    expect(data.app).toMatchObject({ server: '127.0.0.1', token: '********', every: 1 });
  });

  it('says what the server did not take, and asks less often', async () => {
    const server = await peerOf((socket) => socket.end('HTTP/1.1 500 Oh\r\n\r\n'));
    const rig = await start({ ...HOME, files: sensor });
    await appIsUp(rig);
    await rig.command(`wifiprov set app.server=127.0.0.1 app.port=${server.port} app.every=1`);
    await rig.said('# app: not taken: HTTP/1.1 500 Oh', 15_000);
    expect(await (await rig.client()).ask({ cmd: 'ping' })).toMatchObject({ ok: true });
  });
});

const custom = await built('firmware/examples/custom-field.ts');
onBothEngines('the example custom-field', (start) => {
  it('has its fields at every door', async () => {
    const rig = await start({ files: custom });
    await appIsUp(rig);
    expect(await factsOf(rig, 'wifiprov app room')).toEqual({ room: 'Hall', light: '0' });
    const client = await rig.client();
    expect(await client.ask({ app: { room: 'Küche', light: 1 } })).toMatchObject({ ok: true, saved: true });
    await rig.until(async () => (await factsOf(rig, 'wifiprov app room'))['light'] === '1');
    const response = await fetch(`http://127.0.0.1:${rig.core.httpPort}/api/config`);
    expect(((await response.json()) as { data: object }).data).toMatchObject({ app: { room: 'Küche', light: 1 } });
    expect(await rig.command('wifiprov set app.room="Bad" app.light=0')).toEqual(['OK unprovisioned saved']);
    await rig.until(async () => (await factsOf(rig, 'wifiprov app room'))['light'] === '0');
    await rig.core.control({ do: 'power-cycle' });
    await rig.until(() => rig.core.readyCount() === 2);
    await appIsUp(rig);
    expect(await factsOf(rig, 'wifiprov app room')).toEqual({ room: 'Bad', light: '0' });
  });
});
