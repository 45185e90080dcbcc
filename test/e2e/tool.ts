// Programs that a test drives from outside: without one its rows are skipped, visibly; in CI that is a failure.

import { spawnSync } from 'node:child_process';

export function hasTool(name: string, versionFlag: string): boolean {
  if (!spawnSync(name, [versionFlag]).error) return true;
  if (process.env['CI']) throw new Error(`${name} is missing: .ci/run says which package has it`);
  process.stderr.write(`skipped: no ${name} here\n`);
  return false;
}
