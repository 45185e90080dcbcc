// What of the firmware has to be sent: not what the board has already.

import { type Head, WAITING } from './atomic-swap.ts';
import type { Board } from './board.ts';
import { type Firmware, type FirmwareFile, PLAIN_PAGE } from './firmware.ts';
import type { Repl } from './repl.ts';
import { isOnBoard } from './upload.ts';

/** What a job works with. */
export interface InstallTarget {
  repl: Repl;
  board: Board;
  firmware: Firmware;
}

/** Under the name that it has until it is put in its place. */
export function waiting(file: FirmwareFile): FirmwareFile {
  return { ...file, name: WAITING[file.name] ?? file.name };
}

async function isThere(repl: Repl, heads: readonly Head[], file: FirmwareFile, name = file.name): Promise<boolean> {
  const head = heads.find((one) => one.name === name);
  return head?.size === file.bytes.length && (await isOnBoard(repl, { ...file, name }));
}

/** A board with this very code may have the page by the plain name. */
async function hasPage(
  { repl }: InstallTarget,
  heads: readonly Head[],
  page: FirmwareFile,
  isSame: boolean,
): Promise<boolean> {
  if (await isThere(repl, heads, page)) return true;
  return isSame && heads.every(({ name }) => name !== page.name) && isThere(repl, heads, page, PLAIN_PAGE);
}

/** With `isLeft` the old `.bootcde` is left to be erased by Espruino itself: then the new one is sent in any case. */
export async function filesToSend(
  target: InstallTarget,
  heads: readonly Head[],
  isLeft: boolean,
): Promise<FirmwareFile[]> {
  const { boot, page } = target.firmware;
  const files: FirmwareFile[] = [];
  for (const file of boot) {
    const mustGo = isLeft && file.name === '.bootcde';
    if (mustGo || !(await isThere(target.repl, heads, file))) files.push(file);
  }
  if (page && !(await hasPage(target, heads, page, files.length === 0))) files.unshift(page);
  return files;
}
