// The work of `wifiprov flash`: what was typed to a job, and what a person sees of it.

import { progressBar } from '../cli/bar.ts';
import { liveLine } from '../cli/live.ts';
import type { Call } from '../cli/subcommand.ts';
import { reachSerial } from '../client/node.ts';
import { readFirmware } from './firmware.ts';
import { type Done, flashBoard, type Show } from './job.ts';
import { createLine } from './line.ts';

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
  } finally {
    bar.end();
    live.end();
    bytes.close();
  }
}
