// The real interpreter's REPL as a board: it starts anew whenever it ends, with the flash that it had.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bytes } from '../../tools/client/api.ts';

/** Storage of the build for Linux. */
const STORAGE_BYTES = 0x100000;
const FLASH_FILE = 'espruino.flash';
const WAIT_MS = 20_000;

export interface Interpreter {
  bytes: Bytes;
  said(): string;
  until(isTrue: () => boolean): Promise<void>;
  /** Storage as it is in flash now. */
  storage(): Buffer;
  folder: string;
  stop(): void;
}

/** `storage`: what flash begins with. */
export function startInterpreter(path: string, storage: Uint8Array = Buffer.alloc(0)): Interpreter {
  const folder = mkdtempSync(join(tmpdir(), 'wifiprov-repl-'));
  const image = Buffer.alloc(STORAGE_BYTES, 0xff);
  image.set(storage);
  writeFileSync(join(folder, FLASH_FILE), image);
  let said = '';
  let child: ChildProcess;
  let isStopped = false;
  let onData: (bytes: string) => void = () => {};
  let look: () => void = () => {};
  const start = (): void => {
    child = spawn(path, [], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin?.on('error', () => {});
    child.stdout?.on('data', (data: Buffer) => {
      const text = data.toString('latin1');
      said += text;
      onData(text);
      look();
    });
    child.on('close', () => isStopped || start());
  };
  start();
  return {
    bytes: {
      write: (text) => void child.stdin?.write(text, 'latin1'),
      onData: (listener) => (onData = listener),
      onClose: () => {},
      close: () => {},
    },
    said: () => said,
    until: (isTrue) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`it did not come: ${said}`)), WAIT_MS);
        look = () => {
          if (!isTrue()) return;
          clearTimeout(late);
          resolve();
        };
        look();
      }),
    storage: () => (existsSync(join(folder, FLASH_FILE)) ? readFileSync(join(folder, FLASH_FILE)) : Buffer.alloc(0)),
    folder,
    stop() {
      isStopped = true;
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
