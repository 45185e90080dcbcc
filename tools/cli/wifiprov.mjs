#!/usr/bin/env node
// The command as npm links it: starts the built tool, and says so when it is not built.

import { existsSync } from 'node:fs';

const built = new URL('../../build/tools/cli.mjs', import.meta.url);
if (existsSync(built)) await import(built.href);
else {
  process.stderr.write('wifiprov: not built yet; run `npm run build` first\n');
  process.exitCode = 2;
}
