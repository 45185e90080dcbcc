// Runs a script in the real interpreter, for tests that compare the sandbox with it.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const END = '@end@';
const LIMIT_MS = 60000;

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
