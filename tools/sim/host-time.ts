// The host's time without its stalls: where it runs twenty times as fast, a stalled process would let deadlines pass before the sockets are read.

export const BEAT_MS = 10;
/** As much of the time since the last beat counts; what is over was a stall. */
export const STALL_MS = 3 * BEAT_MS;

let beat: NodeJS.Timeout | null = null;
let [counted, beatAt] = [0, 0];

function onBeat(): void {
  counted = hostMs();
  beatAt = performance.now();
}

/** Between two turns of the host's loop it goes on by at most STALL_MS. */
export function hostMs(): number {
  // One beat for all clocks: there may be hundreds.
  if (!beat) {
    beat = setInterval(onBeat, BEAT_MS).unref();
    beatAt = performance.now();
  }
  return counted + Math.min(performance.now() - beatAt, STALL_MS);
}
