// `wifiprov flash` as it is typed: a simulated board behind TCP, the real interpreter at a serial port, and mistakes.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkIn } from '../../tools/cli/commands/flash.ts';
import { contentsText } from '../../tools/flash/contents.ts';
import { hasTool } from '../e2e/tool.ts';
import { type Interpreter, startInterpreter } from '../flash/interpreter.ts';
import { onInterpreters } from '../interpreters.ts';
import { type Bench, command, jsonOf, startBench } from './bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-flash-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Comes up, and does no more. */
const GUARD = 'print("guard");';
const CODE = `print("\\r\\n# ready");//${'x'.repeat(4000)}`;
writeFileSync(join(folder, 'boot0.js'), GUARD);
writeFileSync(join(folder, 'bootcde.js'), CODE);
writeFileSync(join(folder, 'page.bin'), 'page');
writeFileSync(join(folder, 'page.json'), '{}');
const BUILD = ['--build-dir', folder];
const BYTES = GUARD.length + CODE.length;

/** A cable that is pulled once so many bytes have gone to the board. */
async function cableTo(port: number, bytes: number): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => {
    const board = connect(port, '127.0.0.1');
    let gone = 0;
    board.on('data', (data) => socket.write(data)).on('error', () => {});
    socket.on('error', () => {}).on('close', () => board.destroy());
    socket.on('data', (data) => {
      board.write(data);
      gone += data.length;
      if (gone > bytes) socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

it.each([
  ['WIFI:T:WPA;S:PROV_000110;P:7K3M9QXT2VBN;;', 'PROV_000110'],
  ['WIFI:S:Lumo\\;Lamp\\\\;T:WPA;P:x;;', 'Lumo;Lamp\\'],
  ['WIFI:T:WPA;P:S:no;;', ''],
])('%s has the network "%s"', (wifi, name) => expect(networkIn(wifi)).toBe(name));

it.each([
  [{ product: 'wifiprov', app: '', without: [] }, 'wifiprov 0.1.0, no app'],
  [
    { product: 'Lumo', app: 'lamp.ts', without: ['qr', 'tcp'] },
    'wifiprov 0.1.0 as "Lumo", app lamp.ts, without qr, tcp',
  ],
])('a build says what it carries: %j', (has, said) => {
  expect(contentsText({ version: '0.1.0', ...has })).toBe(said);
});

describe('a board behind TCP', { timeout: 60_000 }, () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench();
  }, 180_000);
  afterAll(() => bench?.stop());

  it('has the firmware already', async () => {
    const ran = await bench.port(['flash']);
    expect(ran).toMatchObject({
      exit: 0,
      out: `ready: ESP32, Espruino 2v27, firmware already up to date (wifiprov ${BUILD_VERSION}, no app)\n`,
    });
    expect(ran.err).toBe('looking for Espruino ...\nrestarting ...\n');
  });

  it.each([
    [[], 'The board has what it had, or the new firmware, whole: plug it in and run the same command again'],
    [['--compact'], 'run the same command again; if it was compacting, with --espruino DOWNLOAD'],
  ])('whose cable is pulled: it says what is on it, and how to go on %j', async (words, said) => {
    const cable = await cableTo(bench.uartPort, 3_000);
    const ran = await command(['flash', '--port', `tcp:127.0.0.1:${cable.port}`, ...BUILD, ...words]);
    cable.close();
    expect(ran).toMatchObject({ exit: 3, out: '' });
    expect(ran.err).toContain(`wifiprov: the serial port disappeared. `);
    expect(ran.err).toContain(`${said}\n`);
  });

  it('gets another, with nothing on standard error for a script', async () => {
    const ran = await bench.port(['flash', '--json', ...BUILD]);
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(jsonOf(ran)).toEqual({
      ok: true,
      data: { board: 'ESP32', espruino: '2v27', uploaded: BYTES, ble: false },
    });
  });

  it('shows a bar to a person, and leaves one line', async () => {
    const ran = await bench.port(['flash'], { typed: [] });
    expect(ran).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^ready: ESP32, Espruino 2v27, \d+ bytes sent \(wifiprov [\d.]+, no app\)\n$/),
    });
    expect(ran.err).toMatch(/100% \| (\d+)\/\1 bytes/);
    expect(ran.err.endsWith('\x1b[2K')).toBe(true);
  });

  it('is left as it was when the command is refused', async () => {
    const huge = mkdtempSync(join(folder, 'huge-'));
    for (const name of ['boot0.js', 'page.bin']) writeFileSync(join(huge, name), 'x');
    writeFileSync(join(huge, 'page.json'), '{}');
    writeFileSync(join(huge, 'bootcde.js'), 'x'.repeat(900_000));
    const ran = await bench.port(['flash', '--json', '--build-dir', huge]);
    expect(ran).toMatchObject({ exit: 1, err: '' });
    expect(jsonOf(ran)).toMatchObject({ ok: false, code: 'no_space' });
    expect((await bench.port(['get'])).exit).toBe(0);
  });
});

describe('a mistake', () => {
  it.each<[string, string[], number, string]>([
    ['no port', ['flash'], 2, 'where is the device? use --port'],
    [
      'a folder that is none',
      ['flash', '--port', 'COM3', '--build-dir', '/no/such'],
      2,
      "can't read /no/such/boot0.js",
    ],
    ['a port that is none', ['flash', '--port', '/dev/no-such-port'], 3, '/dev/no-such-port'],
    ['a port behind nothing', ['flash', '--port', 'tcp:127.0.0.1:9'], 3, 'no answer from tcp:127.0.0.1:9'],
    ['a host', ['flash', '--host', 'lamp'], 2, "unknown option '--host'"],
  ])('%s', async (_, words, exit, said) => {
    const ran = await command(words);
    expect(ran).toMatchObject({ exit, out: '' });
    expect(ran.err).toContain(said);
    expect(ran.err).not.toMatch(/^ +at /m);
    expect(jsonOf(await command([...words, '--json']))).toMatchObject({ ok: false });
  });
});

const canPlug = hasTool('socat', '-V');

/** The interpreter's console behind TCP, for socat to make a serial port of it. */
function serve(interpreter: Interpreter): Promise<Server> {
  const server = createServer((socket) => {
    socket.setEncoding('latin1').on('data', (bytes) => interpreter.bytes.write(String(bytes)));
    interpreter.bytes.onData((bytes) => socket.write(bytes, 'latin1'));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe.skipIf(!canPlug)('the real interpreter at a serial port', { timeout: 120_000 }, () =>
  onInterpreters((path) => {
    const port = join(mkdtempSync(join(folder, 'port-')), 'tty');
    let cable: ChildProcess;
    let interpreter: Interpreter;
    let server: Server;
    beforeAll(async () => {
      interpreter = startInterpreter(path);
      server = await serve(interpreter);
      cable = spawn('socat', [`PTY,link=${port},rawer`, `TCP:127.0.0.1:${(server.address() as AddressInfo).port}`]);
      while (!existsSync(port)) await new Promise((resolve) => setTimeout(resolve, 20));
    });
    afterAll(() => {
      cable?.kill();
      server?.close();
      interpreter?.stop();
    });

    it('gets the firmware through the package serialport, as a process of its own', async () => {
      const child = spawn(process.execPath, ['tools/cli/wifiprov.mjs', 'flash', '--port', port, '--json', ...BUILD]);
      let out = '';
      child.stdout.on('data', (bytes) => (out += bytes));
      const exit = await new Promise((resolve) => child.once('close', resolve));
      expect(JSON.parse(out)).toMatchObject({ ok: true, data: { board: 'LINUX', uploaded: BYTES } });
      expect(exit).toBe(0);
    });
  }),
);
