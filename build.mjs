#!/usr/bin/env node
// Builds everything: the device bundles (checked against what Espruino can run) and the tools for Node.
//
// What needs a package is imported only when all of them are there: without one, the build is one sentence.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { advise } from './tools/build/app/advice.mjs';
import { typeCheck } from './tools/build/app/types.mjs';
import { helpText, readOptions } from './tools/build/flags.mjs';
import { withOptionsFile } from './tools/build/options-file.mjs';
import { isPackage, setFolders } from './tools/build/output.mjs';
import { missingForBuild } from './tools/build/packages.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const [FAILED, MISTAKE] = [1, 2];

/** esbuild's own complaints in the form of ours. @param {unknown} error */
function explain(error) {
  const { errors, message } = /** @type {Partial<import('esbuild').BuildFailure>} */ (error);
  if (!errors) return message;
  return errors
    .map(
      (e) => `${e.location ? `${e.location.file}:${e.location.line}:${e.location.column + 1} ` : ''}${advise(e.text)}`,
    )
    .join('\n');
}

/** @param {string[]} words */
async function build(words) {
  const { options, quiet, out: folder } = readOptions(withOptionsFile(words, process.cwd()));
  setFolders(root, folder ?? (isPackage() ? 'build' : undefined));
  const note = await typeCheck(String(options['app'] ?? ''));
  if (note) console.warn(note);
  const { buildAll } = await import('./tools/build/build-all.mjs');
  await buildAll(options, quiet ? () => {} : console.log);
}

/** The exit status. @param {string[]} words */
async function run(words) {
  if (words.some((word) => word === '--help' || word === '-h')) {
    console.log(helpText());
    return 0;
  }
  const missing = missingForBuild();
  if (missing) {
    console.error(missing);
    return MISTAKE;
  }
  try {
    await build(words);
    return 0;
  } catch (error) {
    console.error(explain(error));
    return FAILED;
  }
}

process.exitCode = await run(process.argv.slice(2));
