// The manual for embedders: its app is built by its commands and answers as it says.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { FIELDS_MAX, TEXT_MAX, TEXTS_MAX } from '../../tools/build/app/fields.mjs';
import { readBundle } from '../../tools/sim/firmware-install.ts';
import { examplesIn } from '../docs/examples.ts';
import { startNode } from '../e2e/engines.ts';
import { appIsUp } from './built.ts';

const MANUAL = 'firmware/docs/embedding.md';
const page = readFileSync(MANUAL, 'utf8');
const root = mkdtempSync(join(tmpdir(), 'wifiprov-embed-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A repository whose build/ is its own: other tests read ours. */
function makeRepository(): void {
  for (const name of ['firmware', 'tools', 'node_modules', 'package.json'])
    symlinkSync(resolve(name), join(root, name));
  copyFileSync('build.mjs', join(root, 'build.mjs'));
  const [, name = '', text = ''] = /<!-- app: (\S+) -->\n\n```ts\n([\s\S]*?)```/.exec(page) ?? [];
  writeFileSync(join(root, name), text);
}

function run(line: string): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(line, { cwd: root, shell: true, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe('the manual for embedders', { timeout: 120_000 }, () => {
  it('has an app that its commands build, and that says what it says there', async () => {
    makeRepository();
    const [build = '', start = ''] = (/```sh\n([\s\S]*?)```/.exec(page)?.[1] ?? '').trim().split('\n');
    expect(run(build)).toMatchObject({ status: 0, said: expect.stringContaining('build/bootcde.js: ') });
    expect(run(`${start} --help`)).toMatchObject({ status: 0, said: expect.stringContaining('--uart') });
    const rig = await startNode({ files: readBundle(pathToFileURL(`${root}/build/`)) });
    await appIsUp(rig);
    const steps = examplesIn(page.replaceAll('-->\n\n```', '-->\n```')).flatMap((example) => example.steps);
    expect(steps.length).toBeGreaterThan(4);
    for (const { typed, answers } of steps) expect(await rig.command(typed), typed).toEqual(answers);
  });

  it('names the limits as they are', () => {
    const words = page.replace(/\s+/g, ' ');
    expect(words).toContain(`A text has up to ${TEXT_MAX} bytes, all texts together ${TEXTS_MAX}.`);
    expect(FIELDS_MAX).toBe(8);
    expect(words).toContain("the app's settings, eight at most");
  });
});
