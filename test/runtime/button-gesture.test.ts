// What a press of the BOOT button means.

import { describe, expect, it } from 'vitest';
import { gestureOf, HOLD_MAX_MS, HOLD_RESET_MS, HOLD_WINDOW_MS } from '../../firmware/runtime/button-gesture.ts';

describe('holding the button', () => {
  it('has the limits that the manual names', () => {
    expect([HOLD_WINDOW_MS, HOLD_RESET_MS, HOLD_MAX_MS]).toEqual([5_000, 10_000, 60_000]);
  });

  it.each([
    [0, ''],
    [50, ''],
    [4_999, ''],
    [5_000, 'window'],
    [5_001, 'window'],
    [9_999, 'window'],
    [10_000, 'reset'],
    [10_001, 'reset'],
    [59_999, 'reset'],
    [60_000, 'reset'],
    [60_001, 'stuck'],
    [86_400_000, 'stuck'],
  ])('for %i ms means %j', (held, gesture) => {
    for (const from of [0, 3, 12_345.678, 4e9]) expect(gestureOf(from, from + held)).toBe(gesture);
  });

  it.each([
    [7.1, 5_007.1],
    [0.1, 5_000.0999999],
    [2_800, 7_799.99999999],
  ])('from %d to %d is 5 s, whatever a clock of floats makes of it', (from, to) =>
    expect(gestureOf(from, to)).toBe('window'),
  );

  it('means nothing when the press was not seen', () => {
    expect([gestureOf(-1, 5_000), gestureOf(-1, 12_000), gestureOf(-1, 10)]).toEqual(['', '', '']);
  });

  it('means nothing when the clock was set back meanwhile', () => {
    expect(gestureOf(1_000_000, 5_000)).toBe('');
  });
});
