// The example in tools/client/README.md, as it stands there, against a device.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as esbuild from 'esbuild';
import { expect, it } from 'vitest';
import { onNodeOnly } from './engines.ts';
import { codeOf, done } from './sealed.ts';

onNodeOnly('the example of the client library', (start) => {
  it('asks for the status and sets a network', async () => {
    const example = /```ts\n([\s\S]*?)```/.exec(readFileSync('tools/client/README.md', 'utf8'))?.[1] ?? 'no example';
    const folder = mkdtempSync(join(tmpdir(), 'wifiprov-example-'));
    const outfile = join(folder, 'example.mjs');
    const stdin = { contents: example, resolveDir: '.', loader: 'ts' as const };
    await esbuild.build({ stdin, bundle: true, platform: 'node', format: 'esm', outfile });
    const rig = await start({ start: { access: 'window' } });
    const args = [outfile, '127.0.0.1', `${rig.core.tcpPort}`, await codeOf(rig)];
    const { stdout } = await done(rig, promisify(execFile)(process.execPath, args));
    rmSync(folder, { recursive: true });
    expect(stdout).toMatch(/ok: true,\s+data: \{\s+state: 'unprovisioned'/);
    expect(stdout).toMatch(/ok: true, state: 'connecting', saved: false/);
  });
});
