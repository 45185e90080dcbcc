// Runs TypeScript of the firmware and the tests in the real interpreter, to hold its answers against Node's.

import { resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { defines } from '../../tools/build/defines.mjs';
import { byteLiterals } from '../../tools/espruino-lint/bytes.ts';
import { runInInterpreter } from '../sim/interpreter.ts';

const LOWERED = ['optional-chain', 'logical-assignment', 'exponent-operator'];

/** `source` imports relative to the repository and calls print(); its non-ASCII bytes must be escapes. */
async function runOnChip(path: string, source: string): Promise<string> {
  const built = await esbuild.build({
    stdin: { contents: source, resolveDir: resolve('.'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'neutral',
    target: 'es2022',
    minify: true,
    charset: 'ascii',
    supported: Object.fromEntries(LOWERED.map((feature) => [feature, false])),
    plugins: [byteLiterals()],
    define: { ...defines({}), BUILD_VERSION: '"test"' },
    logLevel: 'silent',
  });
  return runInInterpreter(path, built.outputFiles[0]?.text ?? '');
}

/** Rows for one run: all of them would not fit into the interpreter's memory. */
const BATCH = 30;

/** Evaluates `call`, which sees `row` and the module as `m`, for each row of byte strings; one result a row. */
export async function eachOnChip(path: string, module: string, call: string, rows: unknown[]): Promise<unknown[]> {
  const results: unknown[] = [];
  for (let from = 0; from < rows.length; from += BATCH) {
    const json = JSON.stringify(rows.slice(from, from + BATCH));
    const bytes = json.replace(/[\x7f-\xff]/g, (c) => `\\x${c.charCodeAt(0).toString(16)}`);
    const source = `import * as m from './${module}';
      declare function print(text: string): void;
      const rows = ${bytes};
      rows.forEach((row) => print(JSON.stringify(${call})));`;
    const lines = (await runOnChip(path, source)).split('\n').filter((line) => line !== '');
    results.push(...lines.map((line) => JSON.parse(line) as unknown));
  }
  return results;
}
