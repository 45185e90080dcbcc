// Files that a command writes; what the file system says against it is a sentence.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { usage } from './exit.ts';

function attempt(path: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw usage(`can't write ${path} (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Its folder is made when it is not there. */
export function writeOutput(path: string, content: string | Uint8Array): void {
  attempt(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  });
}

/** What an earlier run has left. */
export function removeOutput(path: string): void {
  attempt(path, () => rmSync(path, { force: true }));
}
