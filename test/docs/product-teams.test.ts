// Every command of the page for product teams is run by the shell, in its order, on a simulated board at a serial port.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { blocksOf, useShell } from './shell.ts';

const shell = useShell();
const blocks = blocksOf('tools/docs/product-teams.md');
const SAYS: [command: string, said: RegExp][] = [
  ['join', /online "Home" 192\.168\.1\.50 \(saved\)/],
  ['status --all', /^state +online$/m],
  ['history', /"ok":true/],
  // The password in the file may be another one than the device has: it is tried.
  ['restore', /online "Home"/],
];

it('the manual has more than five blocks to run', () => expect(blocks.length).toBeGreaterThan(5));

it.each(blocks)('the manual’s block works: %s', { timeout: 300_000 }, async (script) => {
  const ran = await shell.run(script);
  expect(ran, ran.err).toMatchObject({ status: 0, err: expect.not.stringContaining('wifiprov:') });
  for (const [command, said] of SAYS) if (script.includes(`wifiprov ${command} `)) expect(ran.out).toMatch(said);
});

it('the manual’s blocks leave the files that it names', () => {
  const files = ['unit-0001/records.bin', 'unit-0001.png', 'public/install/index.html', 'old.backup.json'];
  expect(files.filter((name) => !existsSync(join(shell.folder, name)))).toEqual([]);
  expect(statSync(join(shell.folder, 'unit-0001/records.bin')).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(join(shell.folder, 'old.backup.json'), 'utf8')).secrets).toHaveProperty('code');
});
