// The one source of chance in the simulation: a seeded generator, so that a run can be repeated.

/** Uniform in 0..1 (1 excluded); a fresh number at each call. */
export type Random = () => number;

/** mulberry32: 32 bits of state are enough to decide which packet gets lost. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A 32-bit word, for registers and torn bytes. */
export function randomWord(random: Random): number {
  return Math.floor(random() * 4294967296) >>> 0;
}

/** A choice and its weight among the others. */
export type Weighted<T> = readonly [T, number];

/** One of the values, by weight. */
export function pick<T>(random: Random, first: Weighted<T>, ...others: Weighted<T>[]): T {
  const choices = [first, ...others];
  let left = random() * choices.reduce((sum, choice) => sum + choice[1], 0);
  for (const [value, weight] of choices) {
    left -= weight;
    if (left < 0) return value;
  }
  return first[0];
}
