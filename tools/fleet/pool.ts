// Much work, a little at a time.

export const PARALLEL = 16;
export const PARALLEL_MAX = 128;

/** The next item is taken when a place is free, not before. `work` must not reject. */
export async function eachOf<T>(items: Iterable<T>, places: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  async function place(): Promise<void> {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  }
  await Promise.all(Array.from({ length: places }, place));
}
