// A device as Espressif's endpoints see it; a row sets what it wants to be true and asks with hex, as in a capture.

import type { Changes } from '../../firmware/config/check.ts';
import { type Fault, fault } from '../../firmware/lib/result.ts';
import type { Link, ScanResult } from '../../firmware/platform/ports.ts';
import { type Answer, espressifAnswer } from '../../firmware/protocols/espressif/answer.ts';
import type { Device } from '../../firmware/protocols/espressif/device.ts';
import { type DeviceState, type Failure, newDeviceState } from '../../firmware/provisioning/state.ts';
import { initialState, type LinkState } from '../../firmware/wifi/link/state.ts';

export interface Facts {
  closed: boolean;
  networks: ScanResult[];
  state: DeviceState;
  /** As the port sees it. */
  link: Link | null;
  /** What the device answers a config request with, if not fine. */
  refusal: Fault | undefined;
  calls: string[];
  changes: Changes[];
  /** Scans that have not come back. */
  scans: (() => void)[];
}

/** What may have become of the station. */
export interface Station extends Partial<Pick<LinkState, 'job' | 'sta' | 'ssid' | 'trySsid' | 'word'>> {
  trial?: string;
  failed?: Failure;
  link?: Link;
}

export const HOME: ScanResult = { ssid: 'HomeNet', rssi: -48, channel: 6, auth: 'wpa2' };
const GUEST: ScanResult = { ssid: 'Guest', rssi: -71, channel: 1, auth: 'open' };

export function factsOf(more: Partial<Facts> = {}): Facts {
  const facts = { closed: false, networks: [HOME, GUEST], state: newDeviceState(initialState()), link: null };
  return { ...facts, refusal: undefined, calls: [], changes: [], scans: [], ...more };
}

export function set(facts: Facts, station: Station): void {
  const { trial, failed, link, ...state } = station;
  Object.assign(facts.state.link, state);
  if (trial) facts.state.trial = trial;
  if (failed) facts.state.failed = failed;
  if (link) facts.link = link;
}

/** That network is on trial. */
export function onTrial(ssid: string): Station {
  return { trial: '{}', job: 'trial', sta: 'joining', trySsid: ssid, word: 'connecting' };
}

/** That network is there, with an address. */
export function online(ssid: string): Station {
  const link = { ssid, ip: '192.168.1.50', rssi: -48, channel: 6 };
  return { job: 'known', sta: 'online', ssid, trySsid: ssid, word: 'online', link };
}

export function failureOf(reason: Failure['reason'], ssid = 'HomeNet', rolled_back = false): Failure {
  return { reason, message: '', ssid, attempts: 3, rolled_back };
}

export const FULL = fault('storage_full', 'no room');

function deviceOf(facts: Facts): Device {
  return {
    state: facts.state,
    ports: { clock: { nowMs: () => 4711.5 }, link: () => facts.link },
    hidesIdentity: (who) => who === 'anonymous' && facts.closed,
    noteActivity: () => void facts.calls.push('touch'),
    window: () => ({ open: (minutes) => void facts.calls.push(`open ${minutes}`) }),
    connection: () => ({ scan: (done) => void facts.scans.push(done) }),
    requests: () => ({
      networks: () => facts.networks,
      change(changes, who, reply) {
        facts.calls.push(`change by ${who}`);
        facts.changes.push(changes);
        reply(facts.refusal ?? { ok: true, state: 'connecting', saved: false, warnings: [] });
      },
    }),
  };
}

/** Answers that have come so far. */
export function post(facts: Facts, path: string, body: string, cookie = ''): Answer[] {
  const answers: Answer[] = [];
  espressifAnswer(path, body, cookie, deviceOf(facts), (answer) => answers.push(answer));
  return answers;
}

export function hex(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('hex');
}

export function unhex(digits: string): string {
  return Buffer.from(digits.replaceAll(' ', ''), 'hex').toString('latin1');
}

/** A request of a client without cookies that is answered at once: the body in hex, or the status where it is not 200. */
export function ask(facts: Facts, path: string, request: string): string {
  const answer = post(facts, path, unhex(request))[0];
  if (!answer) return 'nothing yet';
  return answer.status === 200 ? hex(answer.body) : `${answer.status}`;
}
