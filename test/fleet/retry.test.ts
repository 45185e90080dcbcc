// When a device is tried again: only where the reason may pass, later each time, and never all at once.

import { describe, expect, it } from 'vitest';
import { mayPass, RETRY_MAX_MS, RETRY_MS, SPREAD, waitMs } from '../../tools/fleet/retry.ts';

describe('it is tried again', () => {
  it.each([
    ['unreachable', true],
    ['closed', true],
    ['timeout', true],
    ['silent', true],
    ['busy', true],
    ['locked', true],
    ['refused', true],
    ['no_ip', true],
    ['signal_lost', true],
    ['wrong_password', false],
    ['not_found', false],
    ['incompatible', false],
    ['cancelled', false],
    ['bad_proof', false],
    ['wrong_device', false],
    ['tampered', false],
    ['window_closed', false],
    ['invalid_value', false],
    ['internal', false],
    ['', false],
    ['toString', false],
  ])('after %s: %s', (reason, isRetried) => expect(mayPass(reason)).toBe(isRetried));
});

describe('it waits', () => {
  it.each([
    ['at first', 1, 0, 0, RETRY_MS],
    ['twice as long the next time', 2, 0, 0, 2 * RETRY_MS],
    ['and so on', 5, 0, 0, 16 * RETRY_MS],
    ['but not for ever', 6, 0, 0, RETRY_MAX_MS],
    ['nor after very many', 60, 0, 0, RETRY_MAX_MS],
    ['as long as the device wants', 1, 8, 0, 8_000],
    ['not less than it would anyway', 4, 2, 0, 8 * RETRY_MS],
    ['and a little more, each another while', 1, 0, 1, RETRY_MS * (1 + SPREAD)],
  ])('%s: %i tries, locked for %i s, random %i → %i ms', (_, tries, lockedS, random, ms) =>
    expect(waitMs(tries, lockedS, random)).toBe(ms),
  );
});
