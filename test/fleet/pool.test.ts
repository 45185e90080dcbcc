// Many devices, a few at a time: what is under way never grows with what is still to come.

import { describe, expect, it } from 'vitest';
import { eachOf, PARALLEL, PARALLEL_MAX } from '../../tools/fleet/pool.ts';

/** Ends each work some turns later, and counts. */
async function counted(items: Iterable<number>, places: number): Promise<{ most: number; ended: number[] }> {
  let underWay = 0;
  let most = 0;
  const ended: number[] = [];
  await eachOf(items, places, async (item) => {
    underWay++;
    most = Math.max(most, underWay);
    for (let i = 0; i <= item % 5; i++) await Promise.resolve();
    underWay--;
    ended.push(item);
  });
  return { most, ended };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

it.each([
  [0, 1, 0],
  [1, 16, 1],
  [15, 16, 15],
  [16, 16, 16],
  [17, 16, 16],
  [200, 1, 1],
  [200, PARALLEL, PARALLEL],
  [200, PARALLEL_MAX, PARALLEL_MAX],
  [10_000, PARALLEL_MAX, PARALLEL_MAX],
])('of %i with %i places at most %i are under way, and all are done', async (count, places, most) => {
  const seen = await counted(upTo(count), places);
  expect(seen.most).toBe(most);
  expect(seen.ended.sort((a, b) => a - b)).toEqual(upTo(count));
});

describe('the next one', () => {
  it('is not even looked at before there is a place for it', async () => {
    let looked = 0;
    let ended = 0;
    function* items(): Generator<number> {
      for (const item of upTo(100)) {
        expect(looked - ended).toBeLessThan(4);
        looked++;
        yield item;
      }
    }
    await eachOf(items(), 4, async () => {
      await Promise.resolve();
      ended++;
    });
    expect(ended).toBe(100);
  });
});
