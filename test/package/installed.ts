// The package as others get it: packed, and installed into an empty folder. Nothing is fetched, since it brings nothing.

import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

interface Installed {
  folder: string;
  run(program: string, ...words: string[]): SpawnSyncReturns<string>;
  /** As `npx` does. */
  wifiprov(...words: string[]): SpawnSyncReturns<string>;
  write(name: string, text: string): string;
  /** The folders of `node_modules`. */
  modules(): string[];
  /** Installs what this repository has installed. */
  link(name: string): void;
}

const QUIET = ['--no-audit', '--no-fund', '--offline', '--ignore-scripts'];

export function useInstalled(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-package-'));
  const run = (program: string, words: string[], cwd = folder): SpawnSyncReturns<string> =>
    spawnSync(program, words, { cwd, encoding: 'utf8', env: { ...process.env, NODE_PATH: '' } });
  function mustRun(program: string, words: string[], cwd?: string): string {
    const { status, stdout, stderr } = run(program, words, cwd);
    if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stdout}${stderr}`);
    return stdout.trim();
  }
  beforeAll(() => {
    const file = mustRun('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], resolve('.'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
    mustRun('npm', ['install', ...QUIET, join(folder, file)]);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    folder,
    run: (program, ...words) => run(program, words),
    wifiprov: (...words) => run(join(folder, 'node_modules/.bin/wifiprov'), words),
    write(name, text) {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    modules: () => readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    link(name) {
      const path = join(folder, 'node_modules', name);
      rmSync(path, { force: true });
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(resolve('node_modules', name), path, 'dir');
    },
  };
}
