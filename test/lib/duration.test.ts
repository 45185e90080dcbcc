// How long, in words.

import { expect, it } from 'vitest';
import { duration } from '../../firmware/lib/duration.ts';

it.each([
  [0, '< 1 min'],
  [59, '< 1 min'],
  [60, '1 min'],
  [3_599, '59 min'],
  [3_600, '1 h 0 min'],
  [86_399, '23 h 59 min'],
  [86_400, '1 d 0 h'],
  [400 * 86_400, '400 d 0 h'],
])('%i s are %j', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
