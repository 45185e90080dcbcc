// The built command as a process of its own: streams, signals, a real serial port, a real terminal.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTool } from '../e2e/tool.ts';
import { useHome } from './bench.ts';

const NOBODY =
  'wifiprov: no answer from 127.0.0.1:9: a computer is there, but no wifiprov on that port (ECONNREFUSED)\n`wifiprov discover` lists the devices in this network.\n';

const COMMAND = 'tools/cli/wifiprov.mjs';
const hasSocat = hasTool('socat', '-V');
const home = useHome('wifiprov-cli-');
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill();
});

interface Child {
  process: ChildProcess;
  out: string;
  err: string;
  ended: Promise<number>;
}

function start(program: string, args: string[], env: { [name: string]: string } = {}): Child {
  const child = spawn(program, args, { env: { ...process.env, WIFIPROV_CODE: home.bench.code, ...env } });
  running.push(child);
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const started: Child = { process: child, out: '', err: '', ended };
  child.stdout.on('data', (bytes) => (started.out += bytes));
  child.stderr.on('data', (bytes) => (started.err += bytes));
  return started;
}

function wifiprov(words: string[], env?: { [name: string]: string }): Child {
  return start(process.execPath, [COMMAND, ...words], env);
}

const host = (): string[] => ['--host', `127.0.0.1:${home.bench.device.tcpPort}`];

describe('as a process', { timeout: 30_000 }, () => {
  it('reads secrets from standard input: the code, then the password', async () => {
    const child = wifiprov(['set', ...host(), '--code-stdin', '--ssid', 'Neighbour', '--pwd-stdin', '--json'], {
      WIFIPROV_CODE: '',
    });
    child.process.stdin?.end(`${home.bench.code}\nnot your wifi\n`);
    expect(await child.ended).toBe(0);
    expect(JSON.parse(child.out)).toMatchObject({ ok: true, state: 'online', ssid: 'Neighbour' });
    expect(child.err).toBe('');
    expect(JSON.parse((await home.bench.port(['get', '--json'])).out).data).toMatchObject({
      STA: { SSID: 'Neighbour' },
    });
  });

  it('ends with the status of its failure, and says it on standard error', async () => {
    const child = wifiprov(['status', '--host', '127.0.0.1:9']);
    expect(await child.ended).toBe(3);
    expect(child).toMatchObject({ out: '', err: NOBODY });
  });

  it('ends in good order on Ctrl-C while it monitors', async () => {
    const child = wifiprov(['monitor', ...host(), '--json']);
    await home.bench.until(() => child.out.includes('"connected":true'));
    child.process.kill('SIGINT');
    expect(await child.ended).toBe(0);
  });

  it.each([
    [['status', '--plain', '--host'], /stopped; what the device was told before, it does/],
    [['scan', '--plain', '--host'], /stopped; what the device was told before, it does/],
    [['set', '--ssid', 'Home', '--pwd', 'correct horse', '--plain', '--host'], /stopped; what the device/],
    [['flash', '--port'], /stopped; run the same command again/],
  ])('ends at once with status 3 and a sentence on Ctrl-C: %j to a device that is silent', async (words, said) => {
    let heard = 0;
    const silent = createServer((socket) => {
      heard += 1;
      socket.on('error', () => {});
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const child = wifiprov([...words, words.includes('--port') ? `tcp:${address}` : address]);
    await home.bench.until(() => heard > 0);
    child.process.kill('SIGINT');
    expect(await child.ended).toBe(3);
    expect(child.err).toMatch(said);
    silent.close();
  });

  it('ends without a message when its reader has gone, and not later than Ctrl-C', async () => {
    const child = wifiprov(['monitor', ...host(), '--json', '--for', '600']);
    await home.bench.until(() => child.out.includes('"connected":true'));
    child.process.stdout?.destroy();
    await home.bench.host(['open', '--plain']);
    await home.bench.port(['disconnect']);
    expect(await child.ended).toBe(0);
    expect(child.err).toBe('');
    await home.bench.port(['connect']);
    const other = wifiprov(['monitor', ...host(), '--json', '--for', '600']);
    await home.bench.until(() => other.out.includes('"connected":true'));
    other.process.kill('SIGINT');
    expect(await other.ended).toBe(0);
  });

  it('asks in a sealed session', async () => {
    const child = wifiprov(['status', ...host()]);
    expect(await child.ended).toBe(0);
    expect(child.out).toMatch(/^online in "Neighbour"/m);
  });
});

describe.skipIf(!hasSocat)('at a serial port', { timeout: 30_000 }, () => {
  const port = join(home.folder, 'tty');

  async function plug(): Promise<ChildProcess> {
    const cable = start('socat', [`PTY,link=${port},rawer`, `TCP:127.0.0.1:${home.bench.uartPort}`]);
    await home.bench.until(() => existsSync(port));
    return cable.process;
  }

  it('speaks to the device through the package serialport', async () => {
    await plug();
    const child = wifiprov(['get', '--port', port, '--json']);
    expect(await child.ended).toBe(0);
    expect(JSON.parse(child.out).data.AP).toMatchObject({ SSID: 'PROV_000110', PWD: '********' });
    const set = wifiprov(['set', '--port', port, '--ssid', 'Home'], { WIFIPROV_PWD: 'correct horse' });
    expect(await set.ended).toBe(0);
    expect(set.out).toBe('online "Home" 192.168.1.50 (saved)\n');
  });

  it('says that the line is gone when the cable is pulled', async () => {
    const cable = await plug();
    const child = wifiprov(['monitor', '--port', port, '--json']);
    await home.bench.until(() => child.out.includes('"connected":true'));
    cable.kill();
    await home.bench.until(() => child.out.includes('"connected":false'));
    child.process.kill('SIGINT');
    expect(await child.ended).toBe(0);
  });
});

describe.skipIf(!hasSocat)('at a terminal', { timeout: 30_000 }, () => {
  it('asks for code and password without showing them, and shows the attempts in one line', async () => {
    const words = [process.execPath, COMMAND, 'set', ...host(), '--ssid', 'Neighbour'];
    const terminal = start('socat', ['-', `EXEC:"${words.join(' ')}",pty,setsid,ctty,stderr`], { WIFIPROV_CODE: '' });
    const type = async (question: string, text: string): Promise<void> => {
      await home.bench.until(() => terminal.out.includes(question));
      terminal.process.stdin?.write(`${text}\r`);
    };
    await type('Setup code of 127.0.0.1:', home.bench.code);
    await type('Password of "Neighbour"', 'wrong guess');
    await home.bench.until(() => /wifiprov:.+\(\w+ after/s.test(terminal.out));
    expect(terminal.out).toContain('trying "Neighbour" ...');
    expect(terminal.out).not.toContain('wrong guess');
    expect(terminal.out).not.toContain(home.bench.code);
  });
});
