#!/usr/bin/env node
// Builds everything: the device bundles (checked against what Espruino can run) and the tools for Node.
import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { advise } from './tools/build/app/advice.mjs';
import { typeCheck } from './tools/build/app/types.mjs';
import { buildAll } from './tools/build/build-all.mjs';
import { readOptions } from './tools/build/options.mjs';
import { withOptionsFile } from './tools/build/options-file.mjs';
import { isPackage, setFolders } from './tools/build/output.mjs';

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

const root = dirname(fileURLToPath(import.meta.url));

// npm links the command to this file.
if (process.argv[1] && pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url) {
  try {
    const { options, quiet, out: folder } = readOptions(withOptionsFile(process.argv.slice(2), process.cwd()));
    setFolders(root, folder ?? (isPackage() ? 'build' : undefined));
    await typeCheck(String(options['app'] ?? ''));
    await buildAll(options, quiet ? () => {} : console.log);
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
