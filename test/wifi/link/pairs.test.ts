// Every kind of state with every event: there is always an answer, and it is a legal one.

import { describe, expect, it } from 'vitest';
import type { Link } from '../../../firmware/platform/ports.ts';
import type { LinkEvent, LinkInputs } from '../../../firmware/wifi/link/events.ts';
import { initialState, type LinkState } from '../../../firmware/wifi/link/state.ts';
import { step } from '../../../firmware/wifi/link/step.ts';
import { wakeMs } from '../../../firmware/wifi/link/wake.ts';

const NOW = 500_000;
const EVENTS: LinkEvent[] = [
  { type: 'tick' },
  { type: 'settings', mode: 0, auto: 1, ssid: 'Home', psk: 'home-psk' },
  { type: 'settings', mode: 0, auto: 0, ssid: 'Work', psk: '' },
  { type: 'settings', mode: 1, auto: 1, ssid: 'Home', psk: 'home-psk' },
  { type: 'settings', mode: 0, auto: 1, ssid: '', psk: '' },
  { type: 'trial', ssid: 'Work', psk: 'work-psk' },
  { type: 'trial', ssid: 'Home', psk: 'new-psk' },
  { type: 'ap_trial' },
  { type: 'connect' },
  { type: 'disconnect' },
  { type: 'hold', ms: 1_000 },
  { type: 'release' },
  { type: 'scan' },
  { type: 'joined' },
  { type: 'left', ssid: 'Home', reason: 2 },
  { type: 'left', ssid: 'Home', reason: 8 },
  { type: 'left', ssid: '', reason: 201 },
  { type: 'ap_up' },
  { type: 'ap_clients', clients: 0 },
  { type: 'ap_clients', clients: 1 },
  { type: 'scanned', ssids: [] },
  { type: 'scanned', ssids: ['Home'] },
  { type: 'scanned', ssids: ['Other', ''] },
  { type: 'known', others: 0 },
  { type: 'known', others: 4 },
  { type: 'recalled', known: [] },
  { type: 'recalled', known: [{ ssid: 'Other', psk: 'other-psk' }] },
];
const link = (ssid: string, ip: string): Link => ({ ssid, ip, rssi: -50, channel: 6 });
const LINKS: (Link | null)[] = [null, link('Home', '192.168.1.50'), link('Home', '0.0.0.0'), link('Other', '10.0.0.2')];
const VIEW = { isAssociated: false, lastReason: 0, showsAp: false, wantsAp: false };
const PORTS = [
  { joinsAlone: false, portRetries: false, holdsEvents: true },
  { joinsAlone: true, portRetries: true, holdsEvents: false },
];
const WORDS = ['unprovisioned', 'idle', 'connecting', 'online', 'retrying', 'ap'];

type Part = Partial<LinkState>;
const NETWORK: Part = { ssid: 'Home', psk: 'home-psk', trySsid: 'Home', tryPsk: 'home-psk' };
const OTHER = { ssid: 'Other', psk: 'other-psk' };
/** Another known network is tried: with one more in the queue, or as the last. */
const TRIES_OTHER: Part = {
  ...NETWORK,
  trySsid: 'Other',
  tryPsk: 'other-psk',
  job: 'known',
  others: 1,
  listened: true,
};
/** There only where several networks are known. */
const SEARCH_KEYS = ['others', 'queue', 'listened', 'guesses'];
const STATIONS: Part[] = [
  { ...NETWORK, job: 'known', sta: 'waiting', nextMs: NOW, others: 1 },
  { ...NETWORK, job: 'known', sta: 'waiting', nextMs: NOW, others: 1, queue: [OTHER] },
  {
    ...NETWORK,
    job: 'known',
    sta: 'waiting',
    nextMs: NOW,
    others: 1,
    queue: [OTHER],
    lostMs: NOW - 900_000,
    attempts: 9,
    scans: 20,
  },
  { ...TRIES_OTHER, sta: 'waiting', nextMs: NOW, queue: [OTHER], attempts: 2, guesses: 3 },
  { ...TRIES_OTHER, sta: 'joining', attempts: 1, staDeadlineMs: NOW, queue: [] },
  { ...TRIES_OTHER, sta: 'joining', attempts: 1, staDeadlineMs: NOW + 9, queue: [OTHER] },
  { job: 'idle', sta: 'down' },
  { ...NETWORK, job: 'idle', sta: 'down', auto: 0 },
  { ...NETWORK, job: 'idle', sta: 'down', mode: 1 },
  { ...NETWORK, job: 'known', sta: 'online', staDeadlineMs: NOW + 1 },
  { ...NETWORK, job: 'known', sta: 'online', staDeadlineMs: NOW, auto: 0, asked: true },
  { ...NETWORK, job: 'known', sta: 'online', staDeadlineMs: NOW, missingMs: NOW - 3_000 },
  {
    ...NETWORK,
    job: 'known',
    sta: 'joining',
    joinMs: NOW - 9,
    staDeadlineMs: NOW + 9,
    oldLink: true,
    unheard: true,
    late: true,
  },
  {
    ...NETWORK,
    job: 'known',
    sta: 'waiting',
    attempts: 3,
    reasons: [201, 201, 201],
    backoffMs: 4_000,
    nextMs: NOW + 9,
  },
  { ...NETWORK, job: 'known', sta: 'waiting', attempts: 1, needsApDown: true, silentAttempts: 30 },
  { ...NETWORK, job: 'known', sta: 'waiting', attempts: 30, lostMs: NOW - 900_000, backoffMs: 60_000, nextMs: NOW },
  { ...NETWORK, job: 'known', sta: 'waiting', attempts: 30, lostMs: NOW - 900_000, scans: 20, nextMs: NOW },
  { ...NETWORK, job: 'known', sta: 'joining', attempts: 1, staDeadlineMs: NOW + 9 },
  { ...NETWORK, job: 'known', sta: 'joining', attempts: 9, staDeadlineMs: NOW },
  { ...NETWORK, job: 'manual', sta: 'waiting', jobEndMs: NOW + 9, auto: 0, asked: true },
  { ...NETWORK, job: 'manual', sta: 'joining', attempts: 3, jobEndMs: NOW, staDeadlineMs: NOW, auto: 0 },
  { ...NETWORK, job: 'trial', trySsid: 'Work', tryPsk: 'work-psk', sta: 'waiting', jobEndMs: NOW },
  {
    ...NETWORK,
    job: 'trial',
    tryPsk: 'new-psk',
    sta: 'joining',
    attempts: 3,
    jobEndMs: NOW + 9,
    staDeadlineMs: NOW + 9,
  },
  { trySsid: 'Home', job: 'trial', sta: 'joining', attempts: 1, mode: 1, jobEndMs: NOW, staDeadlineMs: NOW },
];
const APS: Part[] = [
  { ap: 'down' },
  { ap: 'down', apEndMs: NOW + 9 },
  { ap: 'down', apSuspended: true, apKeepMs: NOW + 9 },
  { ap: 'starting', apEndMs: NOW },
  { ap: 'starting', apEndMs: NOW + 9, apTrial: true },
  { ap: 'starting', apEndMs: NOW, apTrial: true },
  { ap: 'up', clients: 1, apKeepMs: NOW + 9 },
  { ap: 'up', apRestartDue: true, apTrial: true },
];
const SCANS: Part[] = [
  { scan: 'none' },
  { scan: 'none', scanned: true, radioFreeAtMs: NOW + 9 },
  { scan: 'wanted', scanned: true },
  { scan: 'running', scanEndMs: NOW + 9 },
  { scan: 'running', scanEndMs: NOW, scanned: true },
  { scan: 'lost', scanEndMs: NOW - 60_000, scanned: true },
];

const RADIO = ['join', 'leave', 'start_ap', 'stop_ap', 'scan', 'restart'];

/** Combinations that the machine never gets into: joining excludes a scan and a starting AP. */
function isReachable(state: LinkState): boolean {
  const busy = [state.sta === 'joining', state.ap === 'starting', state.scan === 'running'].filter(Boolean).length;
  if (busy > 1 || (state.apTrial && state.job !== 'idle')) return false;
  if (state.apSuspended && !(state.job !== 'idle' && (state.sta === 'waiting' || state.sta === 'joining')))
    return false;
  if (state.leaveDue && state.sta !== 'waiting' && state.sta !== 'down') return false;
  return !(state.sta === 'joining' && state.radioFreeAtMs > NOW);
}

const HOLDS: Part[] = [
  { holdEndMs: 0 },
  { holdEndMs: NOW },
  { holdEndMs: NOW + 9 },
  { holdEndMs: NOW + 9, leaveDue: true },
];

const STATES = STATIONS.flatMap((station) =>
  APS.flatMap((ap) =>
    SCANS.flatMap((scan) =>
      HOLDS.map((hold): LinkState => ({ ...initialState(), ...station, ...ap, ...scan, ...hold })),
    ),
  ),
).filter(isReachable);

function isResting(state: LinkState): boolean {
  return state.sta === 'down' && state.ap !== 'starting' && state.scan !== 'running';
}

const keysOf = (state: LinkState): string =>
  Object.keys(state)
    .filter((key) => !SEARCH_KEYS.includes(key))
    .join();

/** The laws that this step breaks. Not an `expect` for each: there are millions. */
function brokenLaws(state: LinkState, event: LinkEvent, inputs: LinkInputs): string[] {
  const before = JSON.stringify(state);
  const { next, effects } = step(state, event, inputs);
  const deeds = effects.map((effect) => effect.do);
  const starts = deeds.filter((deed) => deed === 'join' || deed === 'scan' || deed === 'start_ap');
  const stops = deeds.some((deed) => deed === 'leave' || deed === 'stop_ap');
  const isHeld = next.holdEndMs !== 0 && next.holdEndMs === state.holdEndMs;
  const worked = deeds.includes('worked') && state.job === 'trial';
  const mayMove = event.type === 'settings' || worked || deeds.includes('switched');
  const laws: [law: string, isKept: boolean][] = [
    ['the old state is not touched', JSON.stringify(state) === before],
    ['the keys stay the same', keysOf(next) === keysOf(state)],
    [
      'a search leaves nothing behind',
      next.sta !== 'online' || !!next.others || !SEARCH_KEYS.some((key) => key in next),
    ],
    ['nothing is undefined', !Object.values(next).includes(undefined)],
    ['the state has a word', WORDS.includes(next.word)],
    ['three reasons at most', next.reasons.length <= 3],
    ['one thing is begun at a time', starts.length <= 1],
    ['a held radio is left alone', !isHeld || !deeds.some((deed) => RADIO.includes(deed))],
    ['nothing is begun while something ends', !starts.length || !stops],
    ['what waits has a deadline', isResting(next) || wakeMs(next, inputs.nowMs) > inputs.nowMs],
    ['the kept network stays', mayMove || (next.ssid === state.ssid && next.psk === state.psk)],
  ];
  return laws.filter(([, isKept]) => !isKept).map(([law]) => law);
}

describe.each(EVENTS.map((event): [string, LinkEvent] => [JSON.stringify(event), event]))(
  'the event %s',
  (_, event) => {
    it('has a legal answer in every state, whatever the port shows', () => {
      expect(STATES.length).toBeGreaterThan(300);
      for (const state of STATES)
        for (const now of LINKS)
          for (const port of PORTS) {
            const broken = brokenLaws(state, event, { nowMs: NOW, link: now, ...VIEW, ...port });
            if (broken.length > 0) expect({ broken, state, now, port }).toHaveProperty('broken', []);
          }
    });
  },
);
