// `wifiprov`: the command itself.

import { processIo } from './io.ts';
import { run } from './run.ts';

/** For what is still to be written; a device that is not reached holds its socket for longer. */
const LINGER_MS = 500;

process.exitCode = await run(process.argv.slice(2), processIo());
process.stdout.write('', () => setTimeout(() => process.exit(), LINGER_MS).unref());
