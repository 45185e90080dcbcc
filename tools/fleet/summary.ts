// What a run comes to: counts, one sentence, and the exit status. Pure.

import { EXIT, EXIT_BUG } from '../cli/exit.ts';
import type { Ending } from './types.ts';

/** As shells have it: 128 and the number of SIGINT. */
const EXIT_INTERRUPTED = 130;

export interface Summary {
  devices: number;
  done: number;
  /** Done in a former run. */
  skipped: number;
  failed: number;
  /** Not begun. */
  left: number;
  /** How often which. */
  reasons: { [reason: string]: number };
  seconds: number;
}

export function summaryOf(endings: readonly Ending[], skipped: number, left: number, seconds: number): Summary {
  const reasons: { [reason: string]: number } = {};
  for (const { ok, reason } of endings) if (!ok) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const done = endings.filter(({ ok }) => ok).length;
  const devices = endings.length + skipped + left;
  return {
    devices,
    done,
    skipped,
    failed: endings.length - done,
    left,
    reasons,
    seconds: Math.round(seconds * 10) / 10,
  };
}

export function sentenceOf({ devices, done, skipped, failed, left, reasons, seconds }: Summary): string {
  const causes = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  const parts = [
    `${done} of ${devices} devices done in ${seconds} s`,
    ...(skipped ? [`${skipped} ${skipped === 1 ? 'was' : 'were'} done before`] : []),
    ...(failed ? [`${failed} failed (${causes.map(([reason, count]) => `${count} ${reason}`).join(', ')})`] : []),
    ...(left ? [`${left} not started`] : []),
  ];
  return parts.join('; ');
}

/** What a person must mend goes before what a further run may mend. */
const GRAVITY = [EXIT_BUG, EXIT.refused, EXIT.usage, EXIT.unreachable, EXIT.timeout];

export function exitOfAll(endings: readonly Ending[], isInterrupted: boolean): number {
  if (isInterrupted) return EXIT_INTERRUPTED;
  return GRAVITY.find((exit) => endings.some((ending) => ending.exit === exit)) ?? EXIT.done;
}
