// Whether to try a device once more, and when. Pure.

/** Before the second try; twice as long before each one after. */
export const RETRY_MS = 1_000;
export const RETRY_MAX_MS = 30_000;
/** Devices that were refused together do not come back together. */
export const SPREAD = 0.5;
export const RETRIES = 2;
export const RETRIES_MAX = 10;

/**
 * Reasons that may pass by themselves. Not among them: what only a person can mend (wrong_password, bad_proof,
 * window_closed, incompatible), what the device has looked for three times already (not_found), and `cancelled`:
 * another client is setting this device up.
 */
const PASSING = new Set([
  ...['unreachable', 'closed', 'silent', 'timeout', 'ended', 'busy', 'locked', 'uart_cut', 'storage_failed'],
  ...['refused', 'no_ip', 'signal_lost', 'not_online', 'restarted'],
]);

export function mayPass(reason: string): boolean {
  return PASSING.has(reason);
}

/** `lockedS`: the device has said so. `random` is 0..1. */
export function waitMs(tries: number, lockedS: number, random: number): number {
  const backoff = Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** (tries - 1));
  return Math.max(lockedS * 1_000, backoff) * (1 + SPREAD * random);
}
