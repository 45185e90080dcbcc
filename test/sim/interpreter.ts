// Runs a script in the real interpreter, for tests that compare the sandbox with it.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const END = '@end@';
const LIMIT_MS = 60000;

/** The interpreter's path, or null with a visible line when there is none. */
export function interpreterPath(): string | null {
  const path = process.env['ESPRUINO'] ?? 'espruino';
  const probe = spawnSync(path, ['--help'], { timeout: LIMIT_MS });
  if (!probe.error) return path;
  process.stderr.write('no Espruino interpreter here (ESPRUINO, PATH): the comparison with it is skipped\n');
  return null;
}

/** What the script prints, as bytes. `script` is a byte string. */
export function runInInterpreter(path: string, script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-compare-'));
  try {
    writeFileSync(join(folder, 'script.js'), `print("${END}");\n${script}\nprint("${END}");\n`, 'latin1');
    const run = spawnSync(path, ['script.js'], { cwd: folder, encoding: 'latin1', timeout: LIMIT_MS, input: '' });
    const parts = run.stdout.split(END);
    if (parts.length < 3) throw new Error(`the interpreter did not finish: ${run.stdout.slice(-400)}`);
    return (parts[1] ?? '').replaceAll('\r', '').replace(/^\n|\n$/g, '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
