// Every command of the page about production is run by the shell, in its order and in one folder.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blocksOf, useShell } from './shell.ts';

const blocks = blocksOf('tools/docs/production.md');
const shell = useShell();

const STAYS = 'npm run many';

describe('each block does what it says', () => {
  it('and there are some', () => expect(blocks.length).toBeGreaterThan(7));

  it.each(blocks)('%s', { timeout: 300_000 }, async (script) => {
    const ran = await shell.run(script.startsWith(STAYS) ? `exec ${script}` : script);
    if (script.startsWith(STAYS)) return expect(ran.err).toContain('READY ');
    expect(ran, ran.err).toMatchObject({ status: 0, err: expect.not.stringContaining('wifiprov:') });
  });

  it('together', () => {
    const names = ['board-0003/records.bin', 'boards.csv', 'labels.pdf', 'report.csv', 'report.xml'];
    expect(names.filter((name) => !existsSync(join(shell.folder, name)))).toEqual([]);
    const done = readFileSync(join(shell.folder, 'report.csv'), 'utf8').match(/,done,/g);
    expect(done).toHaveLength(200);
  });
});
