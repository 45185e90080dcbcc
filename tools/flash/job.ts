// One board flashed, from its prompt to its new firmware's `# ready`.

import { acquirePrompt } from './acquire-prompt.ts';
import { boardOf, checkMemory } from './board.ts';
import type { Firmware, FirmwareFile } from './firmware.ts';
import { freeSpace } from './free-space.ts';
import { bundleToGoFirst, install as installFiles, removePages, removeWaiting } from './install.ts';
import type { Line } from './line.ts';
import { filesToSend, type InstallTarget, waiting } from './plan.ts';
import { createRepl, type Repl } from './repl.ts';
import { restart, turnBleOff } from './restart.ts';
import { planSlots, putFirmware, type SlotPlan } from './slots.ts';
import { headsOf, repairStorage } from './storage-scan.ts';
import { spaceFor, upload } from './upload.ts';

export interface Wishes {
  keepBle: boolean;
  /** Storage may be compacted, which no power cut survives. */
  compact: boolean;
  /** For each answer. */
  answerMs?: number;
}

export interface Show {
  phase(text: string): void;
  /** How many bytes of how many are on the board. */
  progress(done: number, total: number): void;
}

export interface Done {
  board: string;
  espruino: string;
  /** Bytes; 0: the board had this firmware already. */
  uploaded: number;
  ble: boolean;
}

interface Job extends InstallTarget {
  line: Line;
  wishes: Wishes;
  show: Show;
}

/** Until what was written has left. */
const LAST_WORD_MS = 300;
const RUNS = 'typeof wifiprov=="function"&&!(typeof wifiprovBoot=="object"&&wifiprovBoot.safe)';

/** wifiprov in the background has half of the memory, and the radio; a start that ends in its boot window has neither. */
async function prompt(line: Line, repl: Repl): Promise<void> {
  const owner = await acquirePrompt(line);
  if (owner === 'start') return;
  if (owner === 'repl' && (await repl.ask(RUNS)) !== true) return;
  repl.tell('E.reboot()');
  await acquirePrompt(line);
}

/** What the board lacks of the firmware: files, and what goes into a slot. */
interface ToSend {
  files: FirmwareFile[];
  slot?: { plan: SlotPlan; bytes: Buffer };
}

async function send(job: Job, { files, slot }: ToSend): Promise<number> {
  const { repl, show } = job;
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, slot?.bytes.length ?? 0);
  if (total > 0) show.phase(`sending ${total} bytes`);
  let done = 0;
  const tell = (bytes: number): void => {
    done += bytes;
    show.progress(done, total);
  };
  // A loader that finds no firmware would be of no use.
  if (slot) await putFirmware(job, slot.plan, slot.bytes, tell);
  for (const file of files) await upload(repl, waiting(file), tell);
  return total;
}

async function slotToSend(job: Job): Promise<ToSend['slot']> {
  const bytes = job.firmware.slot;
  if (!bytes) return undefined;
  const plan = await planSlots(job, bytes);
  return plan.isThere ? undefined : { plan, bytes };
}

/** From slots to a firmware without them: Bluetooth off, and with it the old `.bootcde`, before the loader goes. */
async function bleOffWithSlots(job: Job, files: readonly FirmwareFile[]): Promise<boolean> {
  const first = await bundleToGoFirst(job, files);
  if (first.length === 0 || !(await installFiles(job, first, true))) return false;
  job.show.phase('turning Bluetooth off');
  job.board = await turnBleOff(job.line, job.repl);
  return true;
}

/**
 * Turning Bluetooth off erases one `.bootcde`. On a board that has none it comes first; on another it is the last step,
 * and erases the old one.
 */
async function install(job: Job): Promise<Done> {
  const { repl, line, wishes, show } = job;
  checkMemory(job.board);
  await repairStorage(repl, job.board);
  const bleGoes = job.board.hasBle && !wishes.keepBle;
  const hasOld = (await headsOf(repl, job.board)).some(({ name }) => name === '.bootcde');
  if (bleGoes && !hasOld) {
    show.phase('turning Bluetooth off');
    job.board = await turnBleOff(line, repl);
  }
  await removeWaiting(job);
  const files = await filesToSend(job, await headsOf(repl, job.board), bleGoes && hasOld);
  const slot = await slotToSend(job);
  const made = [...files, ...(slot?.plan.missing ?? [])];
  if (made.length > 0) await freeSpace(repl, spaceFor(made), wishes.compact, show.phase);
  const uploaded = await send(job, slot ? { files, slot } : { files });
  const isErased = bleGoes && hasOld && (await bleOffWithSlots(job, files));
  const rest = isErased ? files.filter(({ name }) => name !== '.bootcde') : files;
  const leavesOld = await installFiles(job, rest, bleGoes && hasOld && !isErased);
  if (!leavesOld) await removePages(job);
  show.phase('restarting');
  await restart(line, repl, leavesOld);
  const { board, version, hasBle } = job.board;
  return { board, espruino: version, uploaded, ble: hasBle && !leavesOld };
}

export async function flashBoard(line: Line, firmware: Firmware, wishes: Wishes, show: Show): Promise<Done> {
  const repl = createRepl(line, wishes.answerMs);
  show.phase('looking for Espruino');
  await prompt(line, repl);
  try {
    return await install({ line, repl, board: await boardOf(repl), firmware, wishes, show });
  } catch (error) {
    // Back to whatever the board runs; one that is gone does not hear it.
    repl.tell('E.reboot()');
    await line.rest(LAST_WORD_MS).catch(() => {});
    throw error;
  }
}
