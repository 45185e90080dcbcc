// What a device holds at rest, to tell what its use has cost for good.

import type { Rig } from './rig.ts';

interface Usage {
  usedVars: number | null;
}

/** Longer than the modules stay in memory without use. */
const REST_MS = 7_000;

/** Variables in use once the modules have been let go: the least of a while. */
export async function restingVars(rig: Rig): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  let sinceMs = rig.core.nowMs();
  await rig.until(async () => {
    const { usedVars } = (await rig.core.control({ do: 'state' })) as unknown as Usage;
    if ((usedVars ?? 0) < least) {
      least = usedVars ?? 0;
      sinceMs = rig.core.nowMs();
    }
    return rig.core.nowMs() - sinceMs > REST_MS;
  }, 30_000);
  return least;
}

/** On a busy machine modules may be let go late; what is lost for good does not go. */
const AGAIN = 5;

/** What `measure` says at last: measured again while it is more than that. */
export async function settledAt(most: number, measure: () => Promise<number>): Promise<number> {
  let last = await measure();
  for (let n = 0; n < AGAIN && last > most; n++) last = await measure();
  return last;
}
