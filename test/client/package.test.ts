// What others get: the package's exports, types that their compiler takes, and the examples.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import type { Config as Flat } from '../../firmware/config/schema.ts';
import type { Config, connect } from '../../tools/client/api.ts';
import type { connect as anywhere } from '../../tools/client/connect.ts';
import type { connect as inNode } from '../../tools/client/node.ts';
import { type Bench, startBench } from '../cli/bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-client-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What keeps the types true: this file does not compile when they are not. */
type Paths = Exclude<keyof Config, 'STA' | 'AP' | 'app'> | `STA.${keyof Config['STA']}` | `AP.${keyof Config['AP']}`;
const isSame: [keyof Flat extends Paths ? true : false, Paths extends keyof Flat ? true : false] = [true, true];
const isTrue: [
  typeof inNode extends typeof connect ? true : false,
  typeof anywhere extends typeof connect ? true : false,
] = [true, true];

function compile(text: string): string[] {
  const file = join(folder, 'user.mts');
  writeFileSync(file, text);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
  };
  const program = ts.createProgram([file], options);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('the types', () => {
  it('name what the device has', () => {
    expect([...isSame, ...isTrue]).toEqual([true, true, true, true]);
  });

  it('compile in another project, and catch a mistake', { timeout: 60_000 }, () => {
    const modules = join(folder, 'node_modules');
    ts.sys.createDirectory(modules);
    symlinkSync(process.cwd(), join(modules, 'wifiprov'), 'dir');
    const right = `
      import { connect, type Outcome } from 'wifiprov/client';
      const device = await connect({ host: 'lamp.local', code: 'XXXX-XXXX-XXXX' });
      const outcome: Outcome = await device.provision({ STA: { SSID: 'Home', PWD: 'correct horse' } });
      const text: string | undefined = outcome.ok ? outcome.ip : outcome.reason;
      device.onEvent((event) => event.state);
      export { text };`;
    expect(compile(right)).toEqual([]);
    expect(compile(right.replace('SSID:', 'ssid:'))).toEqual([expect.stringContaining("'ssid' does not exist")]);
  });
});

describe('the package', () => {
  const exported = JSON.parse(readFileSync('package.json', 'utf8')).exports['./client'];

  it('has one way in, for Node and for browsers', () => {
    expect(Object.keys(exported)).toEqual(['types', 'browser', 'default']);
    for (const file of Object.values<string>(exported)) expect(readFileSync(file, 'utf8')).toContain('connect');
  });

  it('brings nothing of Node into a browser', () => {
    expect(readFileSync(exported.browser, 'utf8')).not.toMatch(/^import /m);
  });
});

describe('the examples', { timeout: 60_000 }, () => {
  interface Ran {
    exit: number;
    out: string;
    err: string;
  }

  function node(words: string[], ran: Ran = { exit: -1, out: '', err: '' }): Promise<Ran> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, words);
      child.stdout.on('data', (bytes) => (ran.out += bytes));
      child.stderr.on('data', (bytes) => (ran.err += bytes));
      child.once('close', (code) => resolve({ ...ran, exit: code ?? -1 }));
    });
  }

  it('do what they say', async () => {
    const bench: Bench = await startBench();
    const where = `127.0.0.1:${bench.device.tcpPort}`;
    const provision = (words: string[]) => node(['tools/client/examples/provision.mjs', where, bench.code, ...words]);
    const live = { exit: -1, out: '', err: '' };
    const watching = node(['tools/client/examples/watch.mjs', `tcp:127.0.0.1:${bench.uartPort}`], live);
    await bench.until(() => live.out !== '');
    expect(await provision(['Neighbour', 'wrong guess'])).toMatchObject({
      exit: 0,
      out: 'in sight: Home, Cafe, Fortress, Neighbour, OldPrinter\nwrong_password: The network refused the password; check it, including upper and lower case.\n',
    });
    expect(await provision(['Home', 'correct horse'])).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/\nonline at 192\.168\.1\.50\n$/),
    });
    const watched = await watching;
    expect(watched).toMatchObject({ exit: 0, err: '' });
    expect(watched.out).toMatch(/^now: unprovisioned\n/);
    expect(watched.out).toMatch(/state connecting \nsaved {2}\nstate online 192\.168\.1\.50\n$/);
    await bench.stop();
  });
});
