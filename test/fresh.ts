// The end-to-end rows run what stands in build/: older than its sources, it would be the wrong thing that is tested.

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { namedInterpreters, probeInterpreter } from '../tools/sim/espruino/interpreter.ts';
import { likenessLine } from '../tools/sim/espruino/likeness.ts';
import { SKIPPED } from './skipped.ts';

const SOURCES = ['firmware', 'tools', 'build.mjs', 'package.json'];
const BUILT = 'build/bootcde.js';
const IS_SOURCE = /\.(ts|mjs|json|css|html|svg)$/;

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return IS_SOURCE.test(path) ? stat.mtimeMs : 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** The first lines of a run: which interpreters its rows are for, and how far each is like the chip. */
async function tellInterpreters(): Promise<void> {
  const paths = namedInterpreters();
  if (paths.length === 0) process.stdout.write(`Rows on the real interpreter are ${SKIPPED}\n`);
  for (const path of paths) process.stdout.write(`Rows on ${likenessLine(path, await probeInterpreter(path))}\n`);
}

export async function setup(): Promise<void> {
  const builtMs = statSync(BUILT, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (builtMs < Math.max(...SOURCES.map(newest)))
    throw new Error(`${BUILT} is older than its sources: run \`node build.mjs\` first, or \`npm test\``);
  await tellInterpreters();
}
