// What goes wrong, as an exit status and one sentence: never a stack trace, and for scripts one JSON object.

import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defaultNetworks } from '../../tools/sim/radio/default-networks.ts';
import { type Bench, command, jsonOf, startAtHome } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startAtHome();
}, 180_000);
afterAll(() => bench?.stop());

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Somebody else's port, for `--host`. */
function listen(accept: (socket: Socket) => void): Promise<string> {
  const server = createServer(accept);
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
}

const HOST = ['--host', '127.0.0.1'];
const WRONG_CODE = '0000-0000-0000';

describe('2: a mistake on the command line', () => {
  it.each<[string, string[], string]>([
    ['no command', [], 'Usage: wifiprov'],
    ['another command', ['stats'], "unknown command 'stats'"],
    ['another flag', ['status', '--hots', 'x'], "unknown option '--hots'"],
    ['a flag without its value', ['status', '--host'], "option '--host <host[:port]>' argument missing"],
    ['one word too many', ['status', 'now', ...HOST], 'too many arguments'],
    ['no device', ['status'], 'where is the device? use --host or --port'],
    ['two devices', ['status', ...HOST, '--port', 'COM3'], 'use --host or --port, not both'],
    ['no setup code', ['get', ...HOST], 'the setup code is missing: use WIFIPROV_CODE or --code-stdin, or --plain'],
    ['a wrong setup code', ['status', ...HOST, '--code', '1234'], 'a setup code has 12 characters'],
    ['a setup code in the clear', ['status', ...HOST, '--code', WRONG_CODE, '--plain'], '--plain cannot be combined'],
    ['a setup code at a serial port', ['get', '--port', 'COM3', '--code', WRONG_CODE], 'needs no setup code'],
    ['a port out of range', ['get', '--host', 'lamp:70000'], 'It must be HOST or HOST:PORT'],
    ['a port that is none', ['get', '--host', 'lamp:x'], 'It must be HOST or HOST:PORT'],
    ['a line behind nothing', ['get', '--port', 'tcp:lamp'], 'tcp:HOST:PORT'],
    ['nothing to set', ['set', ...HOST, '--plain'], 'nothing to set'],
    ['an empty name, as of an unset variable', ['set', ...HOST, '--plain', '--ssid', ''], '`wifiprov forget` forgets'],
    ['no yes', ['reset', ...HOST, '--plain'], '--yes does it'],
    ['a text for a number', ['set', ...HOST, '--plain', '--sta-ch', 'six'], 'It must be a whole number'],
    ['half a number', ['set', ...HOST, '--plain', '--sta-ch', '1.5'], 'It must be a whole number'],
    [
      'a QR code and more',
      ['set', ...HOST, '--plain', '--wifi', 'WIFI:S:x;;', '--sta-ch', '1'],
      '--wifi cannot be combined',
    ],
    ['no password', ['set', ...HOST, '--plain', '--ssid', 'Home'], 'the password is missing: use WIFIPROV_PWD'],
    ['no password for the AP', ['set', ...HOST, '--plain', '--ap-pwd'], 'the password is missing: use WIFIPROV_AP_PWD'],
    ['no time', ['status', ...HOST, '--timeout', '0'], 'It must be whole seconds, 1..600'],
    ['too much time', ['status', ...HOST, '--timeout', '601'], 'It must be whole seconds, 1..600'],
    ['no minutes', ['open', '0', ...HOST], 'It must be whole minutes, 1..60'],
    ['too many minutes', ['open', '61', ...HOST], 'It must be whole minutes, 1..60'],
  ])('%s', async (_, words, said) => {
    const ran = await command(words);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain(said);
    expect(ran.err).not.toMatch(/^ +at /m);
    const forScripts = await command([...words.slice(0, 1), '--json', ...words.slice(1)]);
    if (words.length === 0) return;
    expect(forScripts).toMatchObject({ exit: 2, err: '' });
    expect(jsonOf(forScripts)).toMatchObject({ ok: false });
    expect(jsonOf(forScripts).message).toContain(said);
  });

  it('standard input that ends too early', async () => {
    const words = ['set', '--ssid', 'Home', '--code-stdin', '--pwd-stdin', ...HOST];
    expect(await command(words, { stdin: 'XXXX-XXXX-XXXX' })).toMatchObject({
      exit: 2,
      err: 'wifiprov: standard input ended before the password or setup code\n',
    });
  });
});

describe('1: the device refuses', () => {
  it('a wrong setup code, and says how long it will not listen', async () => {
    const ran = await bench.host(['status'], { env: { WIFIPROV_CODE: WRONG_CODE } });
    expect(ran).toMatchObject({ exit: 1, out: '' });
    expect(ran.err).toContain('wifiprov: the device has another setup code\nThe code is on the label');
    const locked = await bench.host(['status', '--json']);
    expect(locked.exit).toBe(1);
    expect(jsonOf(locked)).toMatchObject({ ok: false, code: 'locked', seconds: expect.any(Number) });
    await bench.device.advance(2_000);
    expect((await bench.host(['status'])).exit).toBe(0);
  });

  it('what is in the clear while its window is closed, but for the status', async () => {
    await bench.host(['close']);
    const ran = await bench.host(['get', '--plain']);
    expect(ran).toMatchObject({ exit: 1, out: '' });
    expect(ran.err).toContain('the setup window is closed');
    expect(ran.err).toContain('With the setup code');
    expect(jsonOf(await bench.host(['get', '--plain', '--json']))).toMatchObject({ ok: false, code: 'window_closed' });
    const status = jsonOf(await bench.host(['status', '--plain', '--json'])).data;
    expect(status).toMatchObject({ state: 'online', window: 'closed' });
    expect(status).not.toHaveProperty('ssid');
    expect((await bench.host(['get'])).exit).toBe(0);
  });

  it('a fourth client', async () => {
    const plain = ['status', '--plain', '--json'];
    const sockets: Socket[] = [];
    // The place of the command before is free once the device has seen it go.
    await bench.until(async () => sockets.push(...(await holdOpen(bench.device.tcpPort))) === 3);
    expect(jsonOf(await bench.host(plain))).toMatchObject({ ok: false, code: 'busy' });
    expect(jsonOf(await bench.host(['status', '--json']))).toMatchObject({ ok: false, code: 'busy' });
    for (const socket of sockets) socket.destroy();
    await bench.until(async () => (await bench.host(plain)).exit === 0);
  });
});

/** None when all places are taken. */
async function holdOpen(port: number): Promise<Socket[]> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  const reply = await new Promise<Buffer>((resolve) => {
    socket.once('data', resolve);
    socket.write('{"cmd":"ping"}\n');
  });
  return String(reply).startsWith('{"ok":true') ? [socket] : [];
}

describe('3: the device is not reached', () => {
  it.each([
    [
      'nothing listens',
      '127.0.0.1:9',
      /no answer from 127\.0\.0\.1:9: a computer is there, but no wifiprov on that port \(ECONNREFUSED\)\n`wifiprov discover` lists/,
    ],
    [
      'no device has the name',
      'no-such-host.invalid',
      /no answer from no-such-host\.invalid:6666(: no device of that name in this network)? \(\w+\)\n`wifiprov discover`/,
    ],
  ])('%s', async (_, where, said) => {
    const ran = await command(['status', '--plain', '--host', where]);
    expect(ran).toMatchObject({ exit: 3, out: '' });
    expect(ran.err).toMatch(said);
  });

  it('names the serial port that does not exist', async () => {
    const ran = await command(['status', '--port', '/dev/no-such-port', '--json']);
    expect(ran).toMatchObject({ exit: 3, err: '' });
    expect(jsonOf(ran)).toMatchObject({ ok: false, code: 'unreachable' });
    expect(jsonOf(ran).message).toMatch(
      /^there is no port \/dev\/no-such-port\. (Ports here:|There is no serial port here)/,
    );
  });

  it('it closes the connection', async () => {
    const where = await listen((socket) => socket.end());
    for (const more of [['--plain'], ['--code', WRONG_CODE]])
      expect((await command(['status', '--host', where, ...more])).exit).toBe(3);
  });
});

describe('4: the device does not answer', () => {
  it.each([
    ['in the clear', '--plain'],
    ['in a sealed session', `--code=${WRONG_CODE}`],
  ])('%s', async (_, more) => {
    const where = await listen(() => {});
    const ran = await command(['status', '--host', where, '--timeout', '1', more]);
    expect(ran).toMatchObject({ exit: 4, err: 'wifiprov: the device does not answer\n' });
  });

  it('and says something else', async () => {
    const where = await listen((socket) => socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect((await command(['status', '--host', where, '--timeout', '1', '--plain'])).exit).toBe(4);
  });
});

it('shows nothing that a network’s name could do to a terminal', async () => {
  const evil = 'a\u001b[2J\u0007b\u009bc\u202ed';
  await bench.device.control({
    do: 'radio',
    accessPoints: [...defaultNetworks(), { ssid: evil, channel: 6, rssi: -40, auth: 'open' }],
  });
  for (const door of ['host', 'port'] as const) {
    const ran = await bench[door](['scan']);
    expect(ran.out).toContain('"a?[2J?b?c?d"');
  }
});
