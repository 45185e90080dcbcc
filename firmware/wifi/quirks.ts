// What a build of Espruino's ESP32 port is known to do, by its version: `2v27` is a release, `2v29.277` a build after one.

export interface Quirks {
  /** Hands over 64 bytes of a UART burst and drops the rest (mended in July 2026, 96 commits after 2v29). */
  cutsBursts: boolean;
  /** connect() does nothing while the station's interface is up (from August 2026 on; mended after 2v29.277). */
  joinsAlone: boolean;
  /** Tries three times by itself and reports once. */
  portRetries: boolean;
  /** After a new address no event comes for half a minute, unless the interpreter's task waits for something. */
  holdsEvents: boolean;
}

const LAST_RELEASE = 29;
const BURSTS_MENDED = 96;
const RETRIES_SINCE = 261;

/** A build that can't be told is taken for the newest. */
/* @shared */
export function quirksOf(version: string): Quirks {
  const numbers = version.split('v')[1] || '';
  const release = parseInt(numbers, 10);
  const dot = numbers.indexOf('.');
  const commits = dot < 0 ? 0 : parseInt(numbers.slice(dot + 1), 10);
  const isOld = release < LAST_RELEASE;
  const isLast = release === LAST_RELEASE;
  const portRetries = !isOld && !(isLast && commits < RETRIES_SINCE);
  return {
    cutsBursts: isOld || (isLast && commits < BURSTS_MENDED),
    joinsAlone: isLast && commits >= RETRIES_SINCE,
    portRetries,
    holdsEvents: !portRetries,
  };
}
