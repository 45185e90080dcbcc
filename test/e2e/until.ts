// Waiting for a condition while the device's time passes.

import type { Core } from './rig.ts';

/** Between two looks at a condition. */
const STEP_MS = 50;
const FAR_STEP_MS = 500;
/** From then on a wait is long, and looks less often. */
const FAR_MS = 15_000;
/** The host's sockets live in real time: where the device's is virtual, a wait gives them moments, most before it fails. */
const MOMENT_MS = 1;
const LAST_MOMENTS = 500;

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, MOMENT_MS));

type Condition = () => boolean | Promise<boolean>;

/** A step of at most `leftMs` of the device's time. */
async function step(core: Core, spentMs: number, leftMs: number): Promise<void> {
  await core.pass(Math.min(spentMs < FAR_MS ? STEP_MS : FAR_STEP_MS, leftMs));
  if (!core.isReal && spentMs > STEP_MS) await moment();
}

/** Moments in which no time of the device passes. */
async function holdsAtLast(core: Core, condition: Condition): Promise<boolean> {
  for (let late = 0; late < LAST_MOMENTS && !core.isReal; late++) {
    await moment();
    await core.pass(0);
    if (await condition()) return true;
  }
  return false;
}

/** The rig's `until`; its error holds the end of `output`. */
export function untilOf(core: Core, output: () => string) {
  return async (condition: Condition, ms = 5_000): Promise<void> => {
    const begunMs = core.nowMs();
    for (;;) {
      await core.pass(0);
      if (await condition()) return;
      const spent = core.nowMs() - begunMs;
      const left = ms + core.slackMs - spent;
      if (left <= 0) break;
      await step(core, spent, left);
    }
    if (await holdsAtLast(core, condition)) return;
    throw new Error(`not within ${ms} ms: ${condition}${core.log()}\n${output().slice(-1500)}`);
  };
}
