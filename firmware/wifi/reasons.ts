// Why a network could not be joined: from the port's numbers and what the last scan saw to one word and one sentence.

import type { ScanResult } from '../platform/ports.ts';

/** All reasons that there are: docs/reasons.md describes them, and clients rely on the words. */
export type Reason =
  | 'wrong_password'
  | 'not_found'
  | 'refused'
  | 'no_ip'
  | 'signal_lost'
  | 'incompatible'
  | 'timeout'
  | 'cancelled';

/** Numbers of ESP-IDF's wifi_err_reason_t, as the port reports them. */
const NUMBERS: { [number: number]: Reason } = {
  2: 'wrong_password',
  4: 'refused',
  5: 'refused',
  10: 'incompatible',
  11: 'incompatible',
  13: 'incompatible',
  14: 'wrong_password',
  15: 'wrong_password',
  17: 'incompatible',
  18: 'incompatible',
  19: 'incompatible',
  20: 'incompatible',
  21: 'incompatible',
  22: 'incompatible',
  23: 'wrong_password',
  24: 'incompatible',
  200: 'signal_lost',
  201: 'not_found',
  202: 'wrong_password',
  203: 'refused',
  204: 'wrong_password',
};

/** One plain sentence each, with what to do. */
const SENTENCES: { [reason in Reason]: string } = {
  wrong_password: 'The network refused the password; check it, including upper and lower case.',
  not_found: 'The network was not found; check the name. This device only sees 2.4 GHz networks.',
  refused:
    'The router refused the device; it may be at its client limit or filtering devices: restart it or check its device list.',
  no_ip: 'The device joined but got no address; turn on DHCP in the router, or restart it.',
  signal_lost: 'The signal was lost; move the device closer to the router.',
  incompatible: 'The network uses a security mode this device does not support; set the router to WPA2 or WPA2/WPA3.',
  timeout: 'The network did not answer in time; move the device closer to the router and try again.',
  cancelled: 'A newer request stopped the attempt.',
};

/** This many attempts must say so before the device reports a wrong password. */
const WRONG_PASSWORD_VOTES = 2;

export interface Failure {
  reasons: number[];
  associated: boolean;
  attempts: number;
  /** One report of the port stands for its own three tries. */
  portRetries: boolean;
}

export function sentence(reason: Reason): string {
  return SENTENCES[reason];
}

function fromNumbers(failure: Failure): Reason {
  const words = failure.reasons.map((number) => NUMBERS[number] || 'refused');
  const last = words[words.length - 1] as Reason;
  const votes = words.filter((word) => word === 'wrong_password').length;
  if (votes >= WRONG_PASSWORD_VOTES || (votes && failure.portRetries)) return 'wrong_password';
  if (last !== 'wrong_password') return last;
  const other = words.filter((word) => word !== 'wrong_password').pop();
  return other || 'refused';
}

/** `seen`: the network's row of the last scan, if it was there. */
export function reasonOf(failure: Failure, seen: ScanResult | undefined): Reason {
  if (!failure.reasons.length) return failure.associated ? 'no_ip' : 'timeout';
  const reason = fromNumbers(failure);
  if (seen && seen.auth === 'unknown' && reason !== 'refused') return 'incompatible';
  return reason;
}
