// Every command of the page about images and labels is run, in its order and in one folder, as somebody would type it.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { files as espruinoFiles } from '../image/espruino-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'tools/docs/image.md'), 'utf8');
const blocks = (kind: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${kind}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, body = '']) => body);
const commands = blocks('sh').flatMap((body) => body.trimEnd().split('\n'));

const folder = mkdtempSync(join(tmpdir(), 'wifiprov-docs-'));
beforeAll(() => {
  writeFileSync(join(folder, 'lamp.json'), '{"STA":{"SSID":"Home","PWD":"correct horse"}}');
  writeFileSync(join(folder, 'devices.csv'), blocks('csv')[0] ?? '');
  mkdirSync(join(folder, 'espruino_2v29_esp32'));
  for (const [name, bytes] of Object.entries(espruinoFiles()))
    writeFileSync(join(folder, 'espruino_2v29_esp32', name), bytes);
});

let simulator: ChildProcess | undefined;
afterAll(() => {
  simulator?.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const env = { ...process.env, WIFIPROV_CODE: '7K3M-9QXT-2VBN', WIFIPROV_PWD: 'correct horse' };

/** As a shell reads it. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** What `npm start` runs after the build; its default ports may be taken. */
function isReady(words: string[]): Promise<boolean> {
  const ports = ['--tcp-port', '0', '--http-port', '0', '--dns-port', '0'];
  const child = spawn(process.execPath, [join(root, 'build/tools/sim.mjs'), ...words, ...ports], { cwd: folder });
  simulator = child;
  let said = '';
  return new Promise((resolve) => {
    child.stderr.on('data', (bytes) => {
      said += bytes;
      if (said.includes('READY {"tcp":')) resolve(true);
    });
    child.on('exit', () => resolve(false));
  });
}

it('has commands of both kinds', () => {
  expect(commands.filter((line) => line.startsWith('npx wifiprov ')).length).toBeGreaterThan(4);
  expect(commands.filter((line) => /^(npx wifiprov|npm start --) /.test(line))).toEqual(commands);
});

it.each(commands)('the manual’s command works: %s', async (line) => {
  const words = wordsOf(line);
  if (words[0] === 'npm') return expect(await isReady(words.slice(3))).toBe(true);
  const run = spawnSync(process.execPath, [join(root, 'tools/cli/wifiprov.mjs'), ...words.slice(2)], {
    ...{ cwd: folder, env, encoding: 'utf8' },
  });
  expect(run).toMatchObject({ status: 0, stderr: '' });
});

it('names every file that the first of them writes', () => {
  for (const name of readdirSync(join(folder, 'lamp'))) expect(page).toContain(`\`${name}\``);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['lamp.png', 'sheet.pdf', 'wifiprov-image']));
});
