// The words of a signal, at each limit.

import { expect, it } from 'vitest';
import { barsOf, FAIR_DBM, GOOD_DBM, STRONG_DBM, signalOf } from '../../firmware/lib/signal.ts';

it.each([
  [STRONG_DBM + 1, 'strong', 4],
  [STRONG_DBM, 'strong', 4],
  [STRONG_DBM - 1, 'good', 3],
  [GOOD_DBM + 1, 'good', 3],
  [GOOD_DBM, 'good', 3],
  [GOOD_DBM - 1, 'fair', 2],
  [FAIR_DBM + 1, 'fair', 2],
  [FAIR_DBM, 'fair', 2],
  [FAIR_DBM - 1, 'weak', 1],
])('%i dBm is %s, %i bars', (rssi, word, bars) => {
  expect([signalOf(rssi), barsOf(rssi)]).toEqual([word, bars]);
});
