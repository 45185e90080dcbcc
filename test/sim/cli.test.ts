// The simulator as a process: READY, its ports, its signals, and what ends it.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const BOOTCDE = `E.setConsole(null,{force:true});
Serial1.on("data",function(d){Serial1.write("echo "+d)});
require("net").createServer(function(c){c.on("data",function(d){c.write(d)})}).listen(6666);
Serial1.write(JSON.stringify(wifiprovOptions)+"\\n# ready\\n");`;

let folder = '';
beforeAll(async () => {
  // Inside the repository, so that the built tool finds its packages.
  mkdirSync(join(root, 'build'), { recursive: true });
  folder = mkdtempSync(join(root, 'build', 'cli-test-'));
  await esbuild.build({
    entryPoints: [join(root, 'tools/sim/main.ts')],
    outfile: join(folder, 'tools/sim.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  writeFileSync(join(folder, 'boot0.js'), 'require("TelnetServer").setOptions({mode:"off"});');
  writeFileSync(join(folder, 'bootcde.js'), BOOTCDE);
  writeFileSync(join(folder, 'page.bin'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  child: ChildProcess;
  out(): string;
  err(): string;
  /** Resolves once the text has been seen on one of the two. */
  says(text: string): Promise<void>;
  status: Promise<number | null>;
}

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function run(...argv: string[]): Run {
  const child = spawn(process.execPath, [join(folder, 'tools/sim.mjs'), ...argv], { cwd: folder });
  children.push(child);
  let out = '';
  let err = '';
  const waiting: Array<() => void> = [];
  const wake = (): void => waiting.splice(0).forEach((one) => void one());
  child.stdout.on('data', (bytes) => {
    out += bytes;
    wake();
  });
  child.stderr.on('data', (bytes) => {
    err += bytes;
    wake();
  });
  const status = new Promise<number | null>((resolve) => child.on('close', resolve));
  void status.then(wake);
  return {
    child,
    status,
    out: () => out,
    err: () => err,
    async says(text) {
      while (!(out + err).includes(text)) {
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${err}`);
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

const ANY = ['--tcp-port', '0', '--http-port', '0', '--dns-port', '0'];

function readyOf(err: string): { tcp: number; http: null; dns: null; uart: unknown; control: number } {
  return JSON.parse(/^READY (.*)$/m.exec(err)?.[1] ?? 'null');
}

async function ask(socket: Socket, line: string, end = '\n'): Promise<string> {
  socket.write(line);
  let answer = '';
  while (!answer.endsWith(end))
    answer += await new Promise<string>((resolve) => socket.once('data', (b) => resolve(`${b}`)));
  return answer;
}

it.each(['SIGTERM', 'SIGINT'] as const)('says READY once and ends with status 0 on %s', async (signal) => {
  const sim = run(...ANY);
  await sim.says('READY');
  expect(readyOf(sim.err())).toEqual({ tcp: expect.any(Number), http: null, dns: null, uart: 'stdio', control: null });
  sim.child.kill(signal);
  expect(await sim.status).toBe(0);
  expect(sim.err().match(/READY/g)).toHaveLength(1);
});

it('has the UART on its standard input and output, and outlives the end of the input', async () => {
  const sim = run(...ANY);
  await sim.says('READY');
  sim.child.stdin?.end('hello\n');
  await sim.says('echo hello');
  const socket = connect(readyOf(sim.err()).tcp, '127.0.0.1');
  expect(await ask(socket, 'still here', 'here')).toBe('still here');
  socket.destroy();
});

it('has UART and control on TCP, which stay through a power cycle while the device starts anew', async () => {
  const sim = run(...ANY, '--uart', 'tcp:0', '--control', '0', '--access', 'open', '--boot-window');
  await sim.says('READY');
  const ready = readyOf(sim.err());
  const uart = connect(Number(ready.uart), '127.0.0.1');
  const control = connect(ready.control, '127.0.0.1');
  let heard = '';
  uart.on('data', (bytes) => {
    heard += bytes;
  });
  expect(await ask(uart, 'hi\n')).toBe('echo hi\n');
  const device = connect(ready.tcp, '127.0.0.1');
  const gone = new Promise((resolve) => device.on('close', resolve));
  expect(await ask(device, 'x', 'x')).toBe('x');
  expect(await ask(control, '{"do":"power-cycle"}\n')).toBe('{"ok":true}\n');
  await gone;
  expect(JSON.parse(await ask(control, '{"do":"state"}\n'))).toMatchObject({ ok: true, boots: 2 });
  await ask(uart, 'again\n', 'echo again\n');
  expect(heard).toContain('"access":"open","bootWindow":true,"ownHosts":["127.0.0.1:');
  uart.destroy();
  control.destroy();
});

it('ends with status 2 when a port that was asked for is taken', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const sim = run('--tcp-port', String(port), '--http-port', '0', '--dns-port', '0');
  expect(await sim.status).toBe(2);
  expect(sim.err()).toBe(`--tcp-port ${port} is in use\n`);
  await new Promise((resolve) => server.close(resolve));
});

it.each([
  [['--speed', 'x'], 'It must be'],
  [['--radio', 'none.json'], '--radio none.json: ENOENT'],
  [['--radio', 'boot0.js'], '--radio boot0.js: '],
  [['--flash', 'boot0.js'], 'flash image boot0.js has'],
  [['--flash', 'none/flash.bin'], 'ENOENT'],
  [['--as-flashed'], '--as-flashed needs --flash FILE'],
  [['--as-flashed', '--flash', 'none.bin'], '--as-flashed needs --flash FILE'],
])('%j ends with status 2', async (argv, words) => {
  const sim = run(...ANY, ...argv);
  expect(await sim.status).toBe(2);
  expect(sim.err()).toContain(words);
});
