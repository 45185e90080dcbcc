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
