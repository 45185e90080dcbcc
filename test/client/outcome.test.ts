// A device that falls silent while it tries a network: when the wait ends, and what the error says that the device does.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Accepted, DeviceError, DeviceEvent, Progress, Status, WaitOptions } from '../../tools/client/api.ts';
import { deviceError } from '../../tools/client/errors.ts';
import { AWAY_MS, LOST_MS, QUIET_MS } from '../../tools/client/lost-line.ts';
import { outcomeOf } from '../../tools/client/outcome.ts';
import type { ReconnectingChannel } from '../../tools/client/reconnecting.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ACCEPTED: Accepted = { state: 'connecting', unchanged: false, saved: false, warnings: [] };
const NEW: Partial<Status> = { state: 'unprovisioned', uptime_s: 100 };
const AT_HOME: Partial<Status> = { state: 'online', ssid: 'Home', uptime_s: 100 };
const GONE = deviceError('unreachable', 'unreachable', 'nobody answers');
const goneBy = (code: string): Error =>
  Object.assign(deviceError('unreachable', 'unreachable', 'nobody answers'), {
    cause: Object.assign(new Error(), { code }),
  });
const REFUSED = goneBy('ECONNREFUSED');

type Answer = Partial<Status> | Error | 'silence';

interface Rig {
  line: ReconnectingChannel;
  tell(event: DeviceEvent): void;
  /** What it says to `status` from now on. */
  answers(answer: Answer): void;
}

function rig(first: Answer, isSerial: boolean): Rig {
  let answer = first;
  let tell: (event: DeviceEvent) => void = () => {};
  const line: ReconnectingChannel = {
    id: () => undefined,
    isSerial: () => isSerial,
    listen: (listener) => {
      tell = listener;
      return () => {};
    },
    async ask() {
      if (answer === 'silence') return new Promise(() => {});
      if (answer instanceof Error) throw answer;
      return { ok: true, data: answer };
    },
    close() {},
  };
  return { line, tell: (event) => tell(event), answers: (next) => (answer = next) };
}

interface Ended {
  error?: DeviceError;
  outcome?: object;
  afterMs: number;
  /** When it was first told that the device is not heard. */
  cutMs?: number;
  progress: Progress[];
}

interface Trial {
  before: Partial<Status>;
  isSerial?: boolean;
  isTrial?: boolean;
  /** From the moment at which the device has taken the settings. */
  after: Answer;
  options?: WaitOptions;
}

async function play({ before, isSerial = false, isTrial = true, after, options = {} }: Trial): Promise<Ended> {
  const one = rig(before, isSerial);
  const progress: Progress[] = [];
  const began = Date.now();
  const begin = async (): Promise<Accepted> => {
    one.answers(after);
    return ACCEPTED;
  };
  let cutMs: number | undefined;
  function onProgress(seen: Progress): void {
    progress.push(seen);
    if (seen.isCut) cutMs ??= Date.now() - began;
  }
  const wait = { onProgress, ...options };
  const outcome = outcomeOf(one.line, begin, { isTrial, ssid: 'Lab' }, wait);
  const ended = outcome.then(
    (done) => ({ outcome: done, afterMs: Date.now() - began, progress, ...(cutMs ? { cutMs } : {}) }),
    (error: DeviceError) => ({ error, afterMs: Date.now() - began, progress, ...(cutMs ? { cutMs } : {}) }),
  );
  await vi.advanceTimersByTimeAsync(61_000);
  return ended;
}

describe('a device that is not heard any more', () => {
  it.each<[string, Trial, number, string]>([
    ['its cable is cut', { before: NEW, isSerial: true, after: GONE }, LOST_MS, 'waits for settings again'],
    ['it is silent at its cable', { before: AT_HOME, isSerial: true, after: 'silence' }, LOST_MS, 'back on "Home"'],
    ['its own network is gone', { before: NEW, after: GONE }, LOST_MS, 'waits for settings again'],
    ['it has left the network', { before: AT_HOME, after: GONE }, AWAY_MS, 'not back on "Home"'],
    ['it is silent, and may have left', { before: AT_HOME, after: 'silence' }, AWAY_MS, 'not back on "Home"'],
    ['nothing of its network answers', { before: AT_HOME, after: goneBy('EHOSTUNREACH') }, AWAY_MS, 'online on "Lab"'],
    ['its address has no device any more', { before: AT_HOME, after: REFUSED }, LOST_MS, 'back on "Home"'],
    [
      'this computer has no network',
      { before: AT_HOME, after: goneBy('ENETUNREACH') },
      LOST_MS,
      'this computer has no network',
    ],
    ['the adapter is off', { before: AT_HOME, after: goneBy('ENETDOWN') }, LOST_MS, 'this computer has no network'],
    ['it was asked to connect', { before: AT_HOME, isTrial: false, after: GONE }, LOST_MS, 'it goes on trying "Lab"'],
  ])('is given up in time, and what it does is told: %s', async (_, trial, ms, said) => {
    const { error, afterMs } = await play(trial);
    expect(error).toMatchObject({ kind: 'unreachable', code: 'closed' });
    expect(error?.message).toContain(said);
    expect(afterMs).toBeGreaterThanOrEqual(ms);
    expect(afterMs).toBeLessThanOrEqual(ms + 1_000);
  });

  it('is what the limit of ten seconds is for', () => {
    expect(LOST_MS + 500).toBeLessThan(10_000);
  });
});

describe('what is told while a device is not heard', () => {
  const cut = (told: Progress): boolean => told.isCut === true;
  const LEFT = 'the device has left this network to try "Lab"; within 20 s it is online there, or back on "Home"';
  const SILENT =
    'no sign of the device; if it runs, it goes on trying "Lab" by itself: within 20 s it is online there, or';
  const [HERE, NEW_HERE] = [`${SILENT} back on "Home"`, `${SILENT} waits for settings again`];
  it.each<[string, Trial, object]>([
    ['it has left the network', { before: AT_HOME, after: GONE }, { isAway: true, patienceS: 30, does: LEFT }],
    [
      'it is silent, and may have left',
      { before: AT_HOME, after: 'silence' },
      { isAway: true, patienceS: 30, does: LEFT },
    ],
    ['it is silent at its cable', { before: AT_HOME, isSerial: true, after: 'silence' }, { patienceS: 9, does: HERE }],
    ['its own network is gone', { before: NEW, after: GONE }, { patienceS: 9, does: NEW_HERE }],
    ['its address has no device any more', { before: AT_HOME, after: REFUSED }, { patienceS: 9, does: HERE }],
  ])('comes long before ten seconds, though nothing was ever heard of the attempt: %s', async (_, trial, more) => {
    const { progress, cutMs } = await play(trial);
    expect(cutMs).toBeLessThanOrEqual(QUIET_MS + 1_000);
    const leftS = expect.any(Number);
    expect(progress.find(cut)).toEqual({ state: 'connecting', ssid: 'Lab', of: 3, isCut: true, leftS, ...more });
  });

  it('counts down to nothing', async () => {
    const { progress } = await play({ before: AT_HOME, after: GONE });
    const left = progress.filter(cut).map(({ leftS = -1 }) => leftS);
    expect(left).toEqual([...left].sort((a, b) => b - a));
    expect([left.length > 10, Math.max(...left) <= AWAY_MS / 1000, left.at(-1)]).toEqual([true, true, 0]);
  });
});

it('a device that does not answer the request is given up within ten seconds, unless more time was asked for', async () => {
  const silent = (): Promise<Accepted> => new Promise(() => {});
  const ends = async (answerMs: number | undefined): Promise<[number, unknown]> => {
    const began = Date.now();
    const aim = { isTrial: true, ...(answerMs === undefined ? {} : { answerMs }) };
    const ended = outcomeOf(rig(AT_HOME, false).line, silent, aim).catch((error) => [Date.now() - began, error]);
    await vi.advanceTimersByTimeAsync(61_000);
    return ended as Promise<[number, unknown]>;
  };
  const [afterMs, error] = await ends(undefined);
  expect(error).toMatchObject({
    kind: 'unreachable',
    code: 'closed',
    message: expect.stringContaining('whether it took'),
  });
  expect(afterMs).toBe(LOST_MS);
  expect((await ends(60_000))[0]).toBe(60_000);
});

it('a status that is not answered is asked for once, not each second', async () => {
  const one = rig(NEW, false);
  const asked = vi.spyOn(one.line, 'ask');
  const begin = async (): Promise<Accepted> => {
    one.answers('silence');
    return ACCEPTED;
  };
  const ended = outcomeOf(one.line, begin, { isTrial: true }).catch(() => {});
  await vi.advanceTimersByTimeAsync(LOST_MS + 1_000);
  await ended;
  expect(asked).toHaveBeenCalledTimes(2);
});

it('a device that goes on answering is waited for until the time is over', async () => {
  const { error, afterMs } = await play({ before: NEW, after: { state: 'connecting', uptime_s: 101 } });
  expect(error).toMatchObject({ kind: 'timeout', message: 'no outcome in time; ask for the status later' });
  expect(afterMs).toBe(60_000);
});

it('a device that says it is busy is there', async () => {
  const { afterMs } = await play({ before: NEW, after: deviceError('refused', 'busy', 'busy') });
  expect(afterMs).toBe(60_000);
});

describe('a device that has restarted meanwhile', () => {
  it.each<[string, Partial<Status>]>([
    ['still starts', { state: 'connecting', ssid: 'Home', uptime_s: 1 }],
    ['is back on its old network', { state: 'online', ssid: 'Home', uptime_s: 1 }],
    ['has none', { state: 'unprovisioned', uptime_s: 1 }],
  ])('%s: that is told, and not taken for success', async (_, after) => {
    const { error, afterMs } = await play({ before: AT_HOME, isSerial: true, after });
    expect(error).toMatchObject({ kind: 'unreachable', code: 'restarted' });
    expect(error?.message).toContain('restarted while it tried "Lab", and is back on its old settings');
    expect(afterMs).toBeLessThan(2_000);
  });

  it('had the new network in flash already', async () => {
    const after: Partial<Status> = { state: 'online', ssid: 'Lab', ip: '1.2.3.4', saved: true, uptime_s: 1 };
    expect((await play({ before: AT_HOME, after })).outcome).toMatchObject({ ok: true, ssid: 'Lab', saved: true });
  });
});

describe('who stops waiting', () => {
  it('hears at once what the device does then', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 2_500);
    const after: Partial<Status> = { state: 'connecting', ssid: 'Lab', uptime_s: 101 };
    const { error, afterMs } = await play({ before: AT_HOME, after, options: { signal: stop.signal } });
    expect(error).toMatchObject({ kind: 'unreachable', code: 'stopped' });
    expect(error?.message).toBe(
      'stopped waiting for the device; it goes on trying "Lab" by itself: within 20 s it is online there, or back on "Home"; ask it then with `wifiprov status`',
    );
    expect(afterMs).toBe(2_500);
  });

  it('before the device has answered, hears that nothing is known', async () => {
    const stop = new AbortController();
    stop.abort();
    const { error } = await play({ before: AT_HOME, after: 'silence', options: { signal: stop.signal } });
    expect(error?.message).toContain('whether it took the settings is not known');
  });
});

it('a lost connection is told while it lasts, with what was heard last', async () => {
  const one = rig(NEW, false);
  const seen: Progress[] = [];
  const begin = async (): Promise<Accepted> => {
    one.answers(GONE);
    return ACCEPTED;
  };
  const ended = outcomeOf(one.line, begin, { isTrial: true }, { onProgress: (told) => seen.push(told) }).catch(
    () => {},
  );
  await vi.advanceTimersByTimeAsync(100);
  one.tell({ event: 'state', state: 'connecting', ssid: 'Lab' });
  one.tell({ event: 'connection', connected: false, message: 'gone' });
  await vi.advanceTimersByTimeAsync(LOST_MS + 1_000);
  await ended;
  expect(seen[0]).toEqual({ state: 'connecting', ssid: 'Lab', of: 3 });
  expect(seen[1]).toMatchObject({ state: 'connecting', ssid: 'Lab', of: 3, isCut: true, patienceS: LOST_MS / 1000 });
});

it('a device that can’t be asked is not set', async () => {
  const begin = vi.fn(async () => ACCEPTED);
  const one = rig(GONE, false);
  await expect(outcomeOf(one.line, begin, { isTrial: true })).rejects.toBe(GONE);
  expect(begin).not.toHaveBeenCalled();
});
