// The machine's times and counts.

export const TRIAL_MS = 20_000;
export const ATTEMPTS = 3;
/** A client that never reads its reply does not delay the change for longer. */
export const HOLD_MAX_MS = 1_000;
/** After leaving a network or stopping the AP: the port's own event handlers get to finish. */
export const PAUSE_MS = 500;
/** Of that, what the port takes at most to tell that it has left a link. */
export const LEFT_MS = 100;
export const BACKOFF_FIRST_MS = 1_000;
export const BACKOFF_MAX_MS = 60_000;
/** A kept network may need its whole DHCP time; then the next attempt. */
export const KEEP_ATTEMPT_MS = 20_000;
/** From the beginning of an attempt or a scan to the next: a network that returns is found and joined within a minute. */
export const SCAN_GAP_MS = BACKOFF_MAX_MS - 10_000;
/** A scan may miss a weak network again and again: after this many scans the device tries to join anyway. */
export const SCANS_MAX = 20;
export const KEEP_GAP_MS = SCAN_GAP_MS - KEEP_ATTEMPT_MS;
/** After this many attempts without any answer (half an hour) the radio counts as stuck. */
export const SILENT_ATTEMPTS_MAX = 30;
export const HEARTBEAT_MS = 5_000;
/** A link that is not there may be an old event that comes late, and a new address on its way. */
export const MISSING_MS = 3_000;
/** A report this soon after a join can be of the attempt before. */
export const EARLY_MS = 300;
/** While joining, the port's view is polled this often: its callbacks may never come. */
export const POLL_MS = 1_000;
/** So long an attempt may be without a word before the port is made to tell what it knows; a missing network takes 2.5 s. */
export const SILENT_MS = 4_000;
export const FALLBACK_AP_MS = 180_000;
export const AP_AFTER_SUCCESS_MS = 60_000;
/** A phone that fell off the AP during an attempt is back on it by then, if it comes back at all. */
export const COMEBACK_MS = 15_000;
export const AP_START_MS = 5_000;
/** Its callback comes within 2 s or not at all; then the port's own view counts, which is too hopeful before. */
export const AP_TRUST_MS = 3_000;
/**
 * After a join the ESP-IDF's heap is some 4 KB short for a while, and an AP with a password takes 16 KB while it starts:
 * an AP that is not up yet waits for so long.
 */
export const AP_AFTER_JOIN_MS = 4_000;
/** An AP that did not come up leaves the radio to the station for a while. */
export const AP_RETRY_MS = 10_000;
export const SCAN_MS = 10_000;
/** A lost scan is healed by a restart, but not before a user had time to find the AP: otherwise no AP would stay up. */
export const HEAL_MS = 60_000;
/** A client on the AP holds back the next attempt, but not for ever: a forgotten phone must not strand the device. */
export const CLIENT_PAUSE_MS = 300_000;
