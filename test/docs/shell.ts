// A manual's `sh` blocks run by the shell, in one folder, where the package is built and installed already.

import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { type OneOfMany, startMany } from '../../tools/sim/many.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `page` is a path from the root of the repository. */
export function blocksOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^ *```sh\n([\s\S]*?)```/gm)].map(([, body = '']) => body.replace(/^ +/gm, '').trimEnd());
}

/** Its commands are linked here, and nothing is installed. */
const STANDINS: { [program: string]: string } = {
  npx: `shift\nexec "${process.execPath}" "${join(root, 'tools/cli/wifiprov.mjs')}" "$@"`,
  npm: `[ "$2" = many ] || exit 0\nshift 3\nexec "${process.execPath}" "${join(root, 'build/tools/many.mjs')}" "$@" --speed 20`,
};

interface Ran {
  status: number | null;
  out: string;
  err: string;
}

interface Shell {
  folder: string;
  /** Over with the shell; or, what stays, with its line READY. */
  run(script: string): Promise<Ran>;
}

/** For all rows of a file: a folder, and a simulated board whose serial port is $PORT. */
export function useShell(): Shell {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-docs-'));
  const children: ChildProcess[] = [];
  let board: OneOfMany | undefined;
  beforeAll(async () => {
    mkdirSync(join(folder, 'bin'));
    for (const [name, script] of Object.entries(STANDINS)) {
      writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, 'bin', name), 0o755);
    }
    [board] = await startMany(1, { speed: 20 });
  }, 180_000);
  afterAll(async () => {
    for (const child of children) child.kill();
    await board?.stop();
    rmSync(folder, { recursive: true });
  });
  return { folder, run: (script) => run(script, folder, board?.port ?? '', children) };
}

function run(script: string, folder: string, port: string, children: ChildProcess[]): Promise<Ran> {
  const path = `${join(folder, 'bin')}:${process.env['PATH']}`;
  const env = { ...process.env, PATH: path, PORT: port, WIFIPROV_PWD: 'correct horse' };
  const child = spawn('sh', ['-e', '-c', script], { cwd: folder, env });
  children.push(child);
  const ran: Ran = { status: null, out: '', err: '' };
  child.stdout.on('data', (bytes) => {
    ran.out += bytes;
  });
  return new Promise((resolve) => {
    child.stderr.on('data', (bytes) => {
      ran.err += bytes;
      if (ran.err.includes('READY ')) resolve(ran);
    });
    child.on('close', (status) => resolve({ ...ran, status }));
  });
}
