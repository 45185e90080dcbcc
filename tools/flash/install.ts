// The new files into their places, and what only the old firmware wanted away.

import { deviceError } from '../client/errors.ts';
import { type Change, leavesSlots, swapOf, WAITING } from './atomic-swap.ts';
import { type FirmwareFile, PLAIN_PAGE } from './firmware.ts';
import { type InstallTarget, waiting } from './plan.ts';
import { headsOf, writeWords } from './storage-scan.ts';
import { erase, isOnBoard } from './upload.ts';

const isBoot = ({ name }: FirmwareFile): boolean => WAITING[name] !== undefined;

function changeOf(file: FirmwareFile): Change {
  return { name: file.name, waits: waiting(file).name, size: file.bytes.length };
}

/**
 * The line of a board with slots starts nothing without its loader. So while Espruino is to erase that line, the loader
 * must stay, and the bundle, which it starts as well, goes in before.
 */
export async function bundleToGoFirst(
  { repl, board }: InstallTarget,
  files: readonly FirmwareFile[],
): Promise<FirmwareFile[]> {
  const isLeft = leavesSlots(await headsOf(repl, board), files.filter(isBoot).map(changeOf));
  return isLeft ? files.filter(({ name }) => name === '.bootcde') : [];
}

/** All in one go; asked again it does nothing. True: the last step is left to `ESP32.enableBLE(false)`. */
export async function install(
  target: InstallTarget,
  files: readonly FirmwareFile[],
  leaveOld: boolean,
): Promise<boolean> {
  const { repl, board } = target;
  const boot = files.filter(isBoot);
  const swap = swapOf(await headsOf(repl, board), boot.map(changeOf), leaveOld);
  if (!swap) throw deviceError('refused', 'not_supported', 'Storage is not where an ESP32 has it');
  await writeWords(repl, swap.writes);
  for (const file of swap.leavesOld ? [] : boot)
    if (!(await isOnBoard(repl, file))) throw deviceError('refused', 'storage', `${file.name} is not in its place`);
  return swap.leavesOld;
}

/** Files that waited for a run that never ended. */
export async function removeWaiting({ repl, board }: InstallTarget): Promise<void> {
  const names = (await headsOf(repl, board)).map(({ name }) => name);
  await erase(
    repl,
    names.filter((name) => Object.values(WAITING).includes(name)),
  );
}

/** Pages of other builds, once the code that wanted them is gone. */
export async function removePages({ repl, board, firmware: { page, slot } }: InstallTarget): Promise<void> {
  const names = (await headsOf(repl, board)).map(({ name }) => name);
  if (!slot && (!page || !names.includes(page.name))) return;
  const isPage = (name: string): boolean => name === PLAIN_PAGE || /^wifiprov\.[0-9a-f]{8}$/.test(name);
  await erase(
    repl,
    names.filter((name) => isPage(name) && name !== page?.name),
  );
}
