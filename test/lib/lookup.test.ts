import { describe, expect, it } from 'vitest';
import { hasKey, KEY_MAX } from '../../firmware/lib/lookup.ts';
import { eachOnChip } from '../fakes/chip.ts';
import { onInterpreters } from '../interpreters.ts';

const LENGTHS = [KEY_MAX - 1, KEY_MAX, KEY_MAX + 1, 100];

describe('a key that comes from outside', () => {
  it('is found in a table, unless it is longer than any of ours', () => {
    const table = Object.fromEntries(LENGTHS.map((length) => ['7'.repeat(length), 1]));
    expect(LENGTHS.map((length) => hasKey(table, '7'.repeat(length)))).toEqual([true, true, false, false]);
    expect([hasKey({ a: 1 }, 'a'), hasKey({ a: 1 }, 'constructor'), hasKey({}, '')]).toEqual([true, false, false]);
  });

  onInterpreters((path) => {
    it('throws nowhere in the real interpreter, however many digits it has', async () => {
      const names = LENGTHS.map((length) => '7'.repeat(length));
      const found = await eachOnChip(path, 'firmware/lib/lookup.ts', 'm.hasKey({ a: 1 }, row)', names);
      expect(found).toEqual(names.map(() => false));
    });
  });
});
