// Packages that are large and that few need: they are not installed with wifiprov, but asked for by name when needed.

import { fileURLToPath } from 'node:url';
import { installLine } from '../build/packages.mjs';
import { deviceError } from './errors.ts';

const HERE = fileURLToPath(import.meta.url);

function isMissing(error: unknown, names: readonly string[]): boolean {
  const { code, message = '' } = error as NodeJS.ErrnoException;
  const isLookup = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  return isLookup && names.some((name) => message.includes(`'${name}`));
}

/** What `load` gives; when one of the packages is not there, a sentence that says how to get it. */
export async function optional<T>(what: string, names: readonly string[], load: () => T | Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, names)) throw error;
    const list = names.length > 1 ? `the packages ${names.join(', ')}` : `the package ${names[0]}`;
    throw deviceError('usage', 'missing_package', `${what} needs ${list}. Install with: ${installLine(names, HERE)}`);
  }
}
