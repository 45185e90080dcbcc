// Reads the description of the air (radio file, control request `radio`) and says what is wrong with it.

import { createHash } from 'node:crypto';

const NETWORK_AUTHS = ['open', 'wpa', 'wpa2', 'wpa_wpa2', 'wpa3', 'wpa2_enterprise'] as const;
type NetworkAuth = (typeof NETWORK_AUTHS)[number];

/** null: sound; `flaky` is the probability that a join fails. */
type Fault = null | 'no_dhcp' | 'refuse' | 'reject' | 'silent' | { flaky: number };

/** One access point in the air. `ssid` and `password` are byte strings (UTF-8 bytes as char codes). */
export interface AccessPoint {
  ssid: string;
  bssid: string;
  channel: number;
  rssi: number;
  auth: NetworkAuth;
  password: string;
  hidden: boolean;
  joinMs: number;
  dhcpMs: number;
  /** The address that its DHCP server gives. */
  ip: string;
  fault: Fault;
}

const NAMED_FAULTS = [null, 'no_dhcp', 'refuse', 'reject', 'silent'] as const;
/** More would not fit the chip's scan list either. */
const MAX_ACCESS_POINTS = 64;
const MAX_DELAY_MS = 600000;
const DEFAULT_JOIN_MS = 300;
const DEFAULT_DHCP_MS = 200;
const DEFAULT_IP = '192.168.1.50';
const DEFAULT_RSSI = -60;
const KNOWN = [
  'ssid',
  'ssidHex',
  'bssid',
  'channel',
  'rssi',
  'auth',
  'password',
  'hidden',
  'joinMs',
  'dhcpMs',
  'ip',
  'fault',
];

type Row = { [key in keyof AccessPoint | 'ssidHex']?: unknown };
type Checked<T> = { value: T } | { error: string };

const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const isWhole = (value: unknown, low: number, high: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high;

/** The list of access points of a parsed radio file, or the first thing that is wrong with it. */
export function checkAir(input: unknown): Checked<AccessPoint[]> {
  const list = typeof input === 'object' && input !== null && 'accessPoints' in input ? input.accessPoints : undefined;
  if (!Array.isArray(list)) return { error: 'accessPoints must be a list' };
  if (list.length > MAX_ACCESS_POINTS) return { error: `at most ${MAX_ACCESS_POINTS} access points` };
  const points: AccessPoint[] = [];
  for (const [index, row] of list.entries()) {
    const checked = checkPoint(row, (ssid) => points.filter((point) => point.ssid === ssid).length);
    if ('error' in checked) return { error: `accessPoints[${index}]: ${checked.error}` };
    points.push(checked.value);
  }
  return { value: points };
}

function checkPoint(input: unknown, countOf: (ssid: string) => number): Checked<AccessPoint> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return { error: 'must be an object' };
  const { ssidHex, ...given } = input as Row;
  if (ssidHex !== undefined && given.ssid !== undefined) return { error: 'ssid or ssidHex, not both' };
  if (ssidHex !== undefined && !isHexName(ssidHex)) return { error: 'ssidHex must be 1..32 bytes as hex digits' };
  const ssid = ssidHex === undefined ? toBytes(String(given.ssid)) : Buffer.from(ssidHex, 'hex').toString('latin1');
  const row = withDefaults(given, ssid, countOf(ssid));
  const error = faultOfRow(row, ssidHex !== undefined);
  if (error) return { error };
  const point = { ...row, ssid, password: toBytes(String(row.password)) };
  return { value: { ...point, fault: readFault(row.fault) } as AccessPoint };
}

/** A name as bytes, which need not be UTF-8. */
const isHexName = (value: unknown): value is string =>
  typeof value === 'string' && /^([0-9a-f]{2}){1,32}$/i.test(value);

/** Made from the name, so that a list in another order is still the same air; `twins` counts equal names before. */
function defaultBssid(ssid: string, twins: number): string {
  const name = createHash('sha256').update(ssid, 'latin1').digest('hex').slice(0, 8);
  return ['02', ...(name.match(/../g) ?? []), twins.toString(16).padStart(2, '0')].join(':');
}

function withDefaults(row: Row, ssid: string, twins: number): Row {
  const defaults = {
    bssid: defaultBssid(ssid, twins),
    channel: 1,
    rssi: DEFAULT_RSSI,
    auth: 'open',
    password: '',
    hidden: false,
    joinMs: DEFAULT_JOIN_MS,
    dhcpMs: DEFAULT_DHCP_MS,
    ip: DEFAULT_IP,
    fault: null,
  };
  return { ...defaults, ...row };
}

const isText = (value: unknown, low: number, high: number): boolean =>
  typeof value === 'string' && Buffer.byteLength(value) >= low && Buffer.byteLength(value) <= high;

const CHECKS: ReadonlyArray<readonly [(row: Row) => boolean, string]> = [
  [(row) => /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(String(row.bssid)), 'bssid must look like 02:00:00:00:00:01'],
  [(row) => isWhole(row.channel, 1, 13), 'channel must be 1..13'],
  [(row) => isWhole(row.rssi, -120, 0), 'rssi must be -120..0'],
  [(row) => NETWORK_AUTHS.some((auth) => auth === row.auth), `auth must be one of ${NETWORK_AUTHS.join(', ')}`],
  [(row) => isText(row.password, 0, 64), 'password must be a text of at most 64 bytes'],
  [(row) => row.auth === 'open' || isText(row.password, 8, 64), 'password must have 8..64 bytes'],
  [(row) => typeof row.hidden === 'boolean', 'hidden must be true or false'],
  [(row) => isWhole(row.joinMs, 0, MAX_DELAY_MS), `joinMs must be 0..${MAX_DELAY_MS}`],
  [(row) => isWhole(row.dhcpMs, 0, MAX_DELAY_MS), `dhcpMs must be 0..${MAX_DELAY_MS}`],
  [(row) => /^\d{1,3}(\.\d{1,3}){3}$/.test(String(row.ip)), 'ip must look like 192.168.1.50'],
  [(row) => readFault(row.fault) !== undefined, 'fault must be null, no_dhcp, refuse, reject, silent or flaky:0..1'],
];

function faultOfRow(row: Row, isNamed: boolean): string | null {
  const unknown = Object.keys(row).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) return `unknown field ${unknown}`;
  if (!isNamed && !isText(row.ssid, 1, 32)) return 'ssid must be a text of 1..32 bytes';
  return CHECKS.find(([sound]) => !sound(row))?.[1] ?? null;
}

function readFault(value: unknown): Fault | undefined {
  const named = NAMED_FAULTS.find((fault) => fault === value);
  if (named !== undefined) return named;
  const flaky = typeof value === 'string' ? /^flaky:(\d*\.?\d+)$/.exec(value) : null;
  const p = flaky ? Number(flaky[1]) : Number.NaN;
  return p >= 0 && p <= 1 ? { flaky: p } : undefined;
}
