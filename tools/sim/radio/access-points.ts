// The air around the device: which access points there are now, and how an attempt to join one ends.

import { pick, type Random, type Weighted } from '../random.ts';
import type { AccessPoint } from './check.ts';

export interface RadioEnvironment {
  points(): AccessPoint[];
  replace(points: AccessPoint[]): void;
  /** Called after each replacement, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

export function createRadioEnvironment(initial: AccessPoint[]): RadioEnvironment {
  let points = initial;
  const listeners = new Set<() => void>();
  return {
    points: () => points,
    replace(next) {
      points = next;
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** How one attempt ends. `silent`: the driver never says anything again about it. */
export type JoinOutcome =
  | { kind: 'joined'; point: AccessPoint; joinMs: number; dhcpMs: number | null }
  | { kind: 'rejected'; point: AccessPoint; joinMs: number; reason: number; thenMs: number }
  | { kind: 'failed'; reason: number; afterMs: number; point: AccessPoint }
  | { kind: 'not_found' }
  | { kind: 'silent' };

const WRONG_PASSWORD: [Weighted<number>, ...Weighted<number>[]] = [
  [15, 55],
  [204, 30],
  [202, 8],
  [2, 7],
];
const REFUSED: [Weighted<number>, ...Weighted<number>[]] = [
  [203, 1],
  [5, 1],
];
const FLAKY: [Weighted<number>, ...Weighted<number>[]] = [
  [2, 1],
  [200, 1],
];
/** A station that knows neither SAE nor EAP does not count the network as there or is turned away for its cipher suite. */
const FOREIGN: [Weighted<number>, ...Weighted<number>[]] = [
  [201, 1],
  [20, 1],
];
/** 4WAY_HANDSHAKE_TIMEOUT, told that long after the station was let in. */
const REJECT_REASON = 15;
const REJECT_MIN_MS = 1;
const REJECT_MAX_MS = 5;
const WRONG_PASSWORD_MIN_MS = 1000;
const WRONG_PASSWORD_MAX_MS = 4000;

/** Security modes that are newer than the port: a scan shows them as unknown. */
export const hasNoWord = (auth: string): boolean => auth === 'wpa3' || auth === 'wpa2_enterprise';

/** The port asks for a fast scan: the first of that name that is heard, channel by channel, is joined. */
const byChannel = (a: AccessPoint, b: AccessPoint): number => a.channel - b.channel || b.rssi - a.rssi;

/** An open network is passed over when a password is given: seen on the chip's firmware, which reports 201. */
const isTaken = (point: AccessPoint, ssid: string, password: string): boolean =>
  point.ssid === ssid && (point.auth !== 'open' || password === '');

export function joinOutcome(points: AccessPoint[], ssid: string, password: string, random: Random): JoinOutcome {
  const [point] = points.filter((one) => isTaken(one, ssid, password)).sort(byChannel);
  if (!point) return { kind: 'not_found' };
  const failed = (reason: number, afterMs = point.joinMs): JoinOutcome => ({ kind: 'failed', reason, afterMs, point });
  if (point.fault === 'silent') return { kind: 'silent' };
  if (point.fault === 'reject') return rejected(point, random);
  if (point.fault === 'refuse') return failed(pick(random, ...REFUSED));
  if (hasNoWord(point.auth)) return failed(pick(random, ...FOREIGN));
  if (point.auth !== 'open' && point.password !== password) {
    const span = WRONG_PASSWORD_MAX_MS - WRONG_PASSWORD_MIN_MS;
    return failed(pick(random, ...WRONG_PASSWORD), WRONG_PASSWORD_MIN_MS + Math.round(random() * span));
  }
  if (point.fault !== null && typeof point.fault === 'object' && random() < point.fault.flaky)
    return failed(pick(random, ...FLAKY));
  return { kind: 'joined', point, joinMs: point.joinMs, dhcpMs: point.fault === 'no_dhcp' ? null : point.dhcpMs };
}

function rejected(point: AccessPoint, random: Random): JoinOutcome {
  const thenMs = REJECT_MIN_MS + Math.round(random() * (REJECT_MAX_MS - REJECT_MIN_MS));
  return { kind: 'rejected', point, joinMs: point.joinMs, reason: REJECT_REASON, thenMs };
}

/** True while `point` is still on air as it was when it was joined. */
export function stillThere(points: AccessPoint[], point: AccessPoint): boolean {
  const same = (one: AccessPoint): boolean =>
    one.ssid === point.ssid &&
    one.bssid === point.bssid &&
    one.channel === point.channel &&
    one.auth === point.auth &&
    one.password === point.password;
  return points.some(same);
}
