// Files that a command writes; what the file system says against it is a sentence.

import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { usage } from './exit.ts';

function attempt(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw usage(`can't write ${path} (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** For its owner alone. */
const SECRET_MODE = 0o600;

/** Its folder is made when it is not there. Others on this computer can't read what is secret, not even for a moment. */
export function writeOutput(path: string, content: string | Uint8Array, { isSecret = false } = {}): void {
  attempt(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    if (isSecret && existsSync(path)) chmodSync(path, SECRET_MODE);
    writeFileSync(path, content, isSecret ? { mode: SECRET_MODE } : {});
  });
}

/** What an earlier run has left. */
export function removeOutput(path: string): void {
  attempt(path, () => rmSync(path, { force: true }));
}
