// One device: its tries, what is waited between them, and how it has ended. No time passes here, and nothing is sent.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Changes, Device, DeviceError, Outcome, Warning } from '../../tools/client/api.ts';
import { deviceError } from '../../tools/client/errors.ts';
import { setUp, type World } from '../../tools/fleet/attempt.ts';
import type { Ending } from '../../tools/fleet/types.ts';
import { job } from './jobs.ts';

const ONLINE: Outcome = { ok: true, state: 'online', ssid: 'Home', ip: '10.0.0.7', unchanged: false, warnings: [] };
const failed = (reason: string): Outcome => ({
  ok: false,
  reason,
  message: `It was ${reason}.`,
  ssid: 'Home',
  warnings: [],
});
const error = (kind: DeviceError['kind'], code: string, more = {}): DeviceError =>
  deviceError(kind, code, `it: ${code}`, more);

type Turn = Outcome | Error;

let turns: Turn[];
let waits: number[];
let sent: Changes[];
let closed: number;
let now: { STA: { auth: number } };
let world: World & { stopAfterWait: boolean };

function device(turn: Outcome | Error): Device {
  const one: Partial<Device> = {
    id: 'wifiprov-000110',
    get: async () => now as Awaited<ReturnType<Device['get']>>,
    async provision(changes) {
      sent.push(changes);
      if (turn instanceof Error) throw turn;
      return turn;
    },
    close: () => void closed++,
  };
  return one as Device;
}

beforeEach(() => {
  [turns, waits, sent, closed] = [[], [], [], 0];
  now = { STA: { auth: 4 } };
  let ms = 0;
  let isStopped = false;
  world = {
    stopAfterWait: false,
    async connect() {
      const turn = turns.shift() ?? new Error('one try too many');
      if (turn instanceof Error && turn.message === 'it: unreachable') throw turn;
      return device(turn);
    },
    async wait(span) {
      waits.push(span);
      ms += span;
      isStopped = world.stopAfterWait;
    },
    nowMs: () => ms,
    random: () => 0,
    isStopped: () => isStopped,
  };
});

async function play(script: Turn[], retries = 2): Promise<Ending & { told: string[] }> {
  turns = script;
  const told: string[] = [];
  const watcher = { onProgress() {}, onRetry: (reason: string) => void told.push(reason) };
  return { ...(await setUp(job(), retries, world, watcher)), told };
}

describe('a device ends', () => {
  it.each([
    ['done at once', [ONLINE], { ok: true, tries: 1, reason: '', exit: 0, ip: '10.0.0.7', id: 'wifiprov-000110' }],
    ['done at the second try', [error('unreachable', 'unreachable'), ONLINE], { ok: true, tries: 2 }],
    [
      'done when it is free again',
      [error('refused', 'busy'), error('refused', 'busy'), ONLINE],
      { ok: true, tries: 3 },
    ],
    ['done when the router takes it', [failed('refused'), ONLINE], { ok: true, tries: 2 }],
    [
      'with a wrong password, at once',
      [failed('wrong_password')],
      { ok: false, tries: 1, reason: 'wrong_password', exit: 1 },
    ],
    [
      'with a wrong code, at once',
      [error('refused', 'bad_proof')],
      { ok: false, tries: 1, reason: 'bad_proof', exit: 1 },
    ],
    ['with its window closed, at once', [error('refused', 'window_closed')], { tries: 1, exit: 1 }],
    [
      'not reached',
      [1, 2, 3].map(() => error('unreachable', 'unreachable')),
      { tries: 3, exit: 3, reason: 'unreachable', id: '' },
    ],
    ['silent', [1, 2, 3].map(() => error('timeout', 'timeout')), { tries: 3, exit: 4, reason: 'timeout' }],
    [
      'by its last reason',
      [error('timeout', 'timeout'), failed('wrong_password')],
      { tries: 2, exit: 1, reason: 'wrong_password' },
    ],
    [
      'by a fault of this program, which costs no other device',
      [new TypeError('x is undefined')],
      { tries: 1, exit: 70, reason: 'internal', message: 'x is undefined' },
    ],
  ])('%s', async (_, script, expected) => {
    expect(await play(script as Turn[])).toMatchObject(expected);
    expect(turns).toEqual([]);
  });

  it.each([0, 1, 10])('after %i retries', async (retries) => {
    const script = Array.from({ length: 20 }, () => error('unreachable', 'unreachable'));
    const ended = await play(script, retries);
    expect(ended).toMatchObject({ ok: false, tries: retries + 1 });
    expect(ended.told).toHaveLength(retries);
    expect(waits).toHaveLength(retries);
  });
});

it('waits longer each time, and as long as a locked device says', async () => {
  const ended = await play([error('timeout', 'timeout'), error('refused', 'locked', { seconds: 8 }), ONLINE]);
  expect(waits).toEqual([1_000, 8_000]);
  expect(ended).toMatchObject({ ok: true, tries: 3, seconds: 9, told: ['timeout', 'locked'] });
});

it('tries no more once the run is stopped', async () => {
  world.stopAfterWait = true;
  const ended = await play([error('unreachable', 'unreachable'), ONLINE]);
  expect(ended).toMatchObject({ ok: false, tries: 1, reason: 'unreachable' });
});

it('closes every connection that it has opened', async () => {
  await play([error('refused', 'busy'), error('timeout', 'timeout'), ONLINE]);
  expect(closed).toBe(3);
});

it.each([
  ['keeps what the device has', 4, undefined],
  ['is not open when it has a password', 1, 4],
])('a network %s', async (_, auth, expected) => {
  now.STA.auth = auth;
  await play([ONLINE]);
  expect(sent).toEqual([
    {
      STA: { SSID: 'Home', PWD: 'secret password', ...(expected ? { auth: expected } : {}) },
      AP: { PWD: 'secret of the lamp' },
    },
  ]);
});

it('passes warnings on', async () => {
  const warnings = [{ code: 'not_enforced', field: 'mode', message: 'stored all the same' }];
  expect(await play([{ ...ONLINE, warnings }])).toMatchObject({ ok: true, message: 'stored all the same' });
});

it('says to scripts what `wifiprov set` would say', async () => {
  expect((await play([failed('wrong_password')])).json).toEqual({
    ok: false,
    code: 'failed',
    reason: 'wrong_password',
    message: 'It was wrong_password.',
    ssid: 'Home',
    warnings: [],
  });
  expect((await play([error('refused', 'locked', { seconds: 2 })], 0)).json).toEqual({
    ok: false,
    code: 'locked',
    message: 'it: locked',
    seconds: 2,
  });
});

describe('what the device says counts, not that it has taken the settings', () => {
  const wants = { ...job(1), changes: { STA: { SSID: 'Home' } } };
  const taken = { ok: true, unchanged: true, warnings: [] as Warning[] } as const;

  it.each<[string, Outcome, string]>([
    ['it is offline with them', { ...taken, state: 'retrying' }, 'not_online'],
    ['it knows no network', { ...taken, state: 'unprovisioned' }, 'not_online'],
    ['it is in another network', { ...taken, state: 'online', ssid: 'Cafe' }, 'other_network'],
    ['it is online', { ...taken, state: 'online', ssid: 'Home' }, ''],
    ['it waits for connect', { ...taken, state: 'idle' }, ''],
    ['it is an access point', { ...taken, state: 'ap' }, ''],
  ])('%s', async (_, outcome, reason) => {
    turns = [outcome];
    const ending = await setUp(wants, 0, world, { onProgress() {}, onRetry() {} });
    expect(ending).toMatchObject({ ok: reason === '', reason, exit: reason === '' ? 0 : 1 });
    if (reason) expect(ending.json).toMatchObject({ ok: false, code: 'failed', reason });
  });
});
