// The work of `wifiprov flash`: what was typed to a job, and what a person sees of it.

import { progressBar } from '../cli/bar.ts';
import { liveLine } from '../cli/live.ts';
import type { Call } from '../cli/subcommand.ts';
import { deviceError, isDeviceError } from '../client/errors.ts';
import { reachSerial } from '../client/node.ts';
import { readFirmware } from './firmware.ts';
import { type Done, flashBoard, type Show } from './job.ts';
import { createLine } from './line.ts';

const WHOLE = 'The board has what it had, or the new firmware, whole: plug it in and run the same command again';
/** While Storage is rewritten nothing in it is safe. */
const COMPACTED = 'Plug the board in and run the same command again; if it was compacting, with --espruino DOWNLOAD';

/** The cable was pulled: what is on the board now, and how to go on. */
function explained(error: unknown, isCompact: boolean): unknown {
  if (!isDeviceError(error) || error.code !== 'closed') return error;
  return deviceError(error.kind, error.code, `${error.message}. ${isCompact ? COMPACTED : WHOLE}`);
}

export async function flashAnswer(call: Call): Promise<Done> {
  const { port, buildDir, keepBle, compact, timeout } = call.options;
  const firmware = readFirmware(typeof buildDir === 'string' ? buildDir : undefined);
  const bytes = await reachSerial(String(port));
  const live = liveLine(call.io, call.isJson);
  const bar = progressBar(call.io, call.isJson);
  const wishes = { keepBle: keepBle === true, compact: compact === true, answerMs: Number(timeout) * 1000 };
  const show: Show = {
    phase(text) {
      bar.end();
      live.show(`${text} ...`);
    },
    progress: bar.at,
  };
  try {
    return await flashBoard(createLine(bytes), firmware, wishes, show);
  } catch (error) {
    throw explained(error, wishes.compact);
  } finally {
    bar.end();
    live.end();
    bytes.close();
  }
}
