// Room for the new firmware beside the old one.

import { deviceError } from '../client/errors.ts';
import type { Repl } from './repl.ts';

/** Up to 224 pages are erased and written again. */
const COMPACT_MS = 180_000;

const UNSAFE = '--compact reclaims erased space; power must not fail while it runs.';

export async function freeSpace(
  repl: Repl,
  needed: number,
  mayCompact: boolean,
  say: (text: string) => void,
): Promise<void> {
  const stats = async (): Promise<number[]> =>
    (await repl.ask('(s=>[s.freeBytes,s.trashBytes])(require("Storage").getStats())')) as number[];
  let [free = 0, trash = 0] = await stats();
  if (free < needed && trash > 0 && mayCompact) {
    say('compacting Storage; do not cut the power');
    await repl.ask('(require("Storage").compact(),1)', COMPACT_MS);
    [free = 0, trash = 0] = await stats();
  }
  if (free >= needed) return;
  const help = free + trash >= needed && !mayCompact ? ` ${UNSAFE}` : '';
  throw deviceError('refused', 'no_space', `Storage has ${free} bytes free, ${needed} are needed.${help}`);
}
