// Every command of the page for makers is run by the shell, in its order, on a simulated board at a serial port.

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

it('there are some', () => expect(blocks.length).toBeGreaterThan(5));

it.each(blocks)('%s', { timeout: 300_000 }, async (script) => {
  const ran = await shell.run(script);
  expect(ran, ran.err).toMatchObject({ status: 0, err: expect.not.stringContaining('wifiprov:') });
  for (const [command, said] of SAYS) if (script.includes(`wifiprov ${command} `)) expect(ran.out).toMatch(said);
});
