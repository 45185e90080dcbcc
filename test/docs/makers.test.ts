// Every command of the page for makers is run by the shell, in its order, on a simulated board at a serial port.

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { blocksOf, useShell } from './shell.ts';

const shell = useShell();
const blocks = blocksOf('tools/docs/makers.md');
const SAYS: [command: string, said: RegExp][] = [
  ['code', /WIFI:T:WPA;S:PROV_/],
  ['join', /online "Home" 192\.168\.1\.50 \(saved\)/],
  ['status', /online/],
  ['history', /"Home"/],
];

it('the manual has more than five blocks to run', () => expect(blocks.length).toBeGreaterThan(5));

it.each(blocks)('the manual’s block works: %s', { timeout: 300_000 }, async (script) => {
  const ran = await shell.run(script);
  expect(ran, ran.err).toMatchObject({ status: 0, err: expect.not.stringContaining('wifiprov:') });
  for (const [command, said] of SAYS) if (script.includes(`wifiprov ${command} `)) expect(ran.out).toMatch(said);
});

it.each([
  ['which board', 'ESP32-DevKitC'],
  ['which file to download', 'espruino_2v29_esp32.tgz'],
  ['the drivers', 'CP210x'],
  ['the drivers', 'CH340'],
  ['the permission', 'dialout'],
  ['the port', 'wifiprov ports'],
  ['how it is installed', 'npm install -g ./wifiprov-'],
])('names %s: %s', (_what, word) => expect(readFileSync('tools/docs/makers.md', 'utf8')).toContain(word));
