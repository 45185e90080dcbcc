// How strong a signal is, in bars and in a word: one table for list, status, page and tools. Pure.

/**
 * The least dBm of 4, 3 and 2 bars. These are the limits at 2.4 GHz by which Android judges a network unless a maker changes
 * them (`config_wifi_framework_wifi_score_good`, `_low` and `_entry_rssi_threshold_24GHz`). Below the last one a phone no
 * longer joins.
 */
export const STRONG_DBM = -60;
export const GOOD_DBM = -73;
export const FAIR_DBM = -80;

type Signal = 'strong' | 'good' | 'fair' | 'weak';

/** What helps when it is weak, before and after joining. */
export const WEAK_ADVICE = 'The signal is too weak to last. Move the device closer to the router.';

/** 1 to 4. */
export function barsOf(rssi: number): number {
  return rssi >= STRONG_DBM ? 4 : rssi >= GOOD_DBM ? 3 : rssi >= FAIR_DBM ? 2 : 1;
}

export function signalOf(rssi: number): Signal {
  return ['weak', 'fair', 'good', 'strong'][barsOf(rssi) - 1] as Signal;
}
