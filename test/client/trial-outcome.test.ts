// What an event or a status means for settings that are being tried.

import { describe, expect, it } from 'vitest';
import type { Accepted, DeviceEvent, Status } from '../../tools/client/api.ts';
import { afterEvent, afterStatus, atOnce, type TrialCourse } from '../../tools/client/trial-outcome.ts';

function course(accepted: Partial<Accepted>, isTrial = true): TrialCourse {
  const whole: Accepted = { state: 'connecting', unchanged: false, saved: false, warnings: [], ...accepted };
  return { accepted: whole, isTrial, saved: false, beganMs: 0 };
}

const status = (facts: Partial<Status>): Status => facts as Status;
const CONNECTING: DeviceEvent = { event: 'state', state: 'connecting', ssid: 'Home' };
const ONLINE: DeviceEvent = { event: 'state', state: 'online', ssid: 'Home', ip: '1.2.3.4' };
const CANCELLED: DeviceEvent = { event: 'failed', reason: 'cancelled', message: 'Stopped.', attempts: 1 };

describe('it is over at once', () => {
  it.each<[Partial<Accepted>, boolean, boolean]>([
    [{ state: 'connecting' }, true, false],
    [{ state: 'connecting', unchanged: true }, true, false],
    [{ state: 'connecting' }, false, false],
    [{ state: 'idle', saved: true }, true, true],
    [{ state: 'online', unchanged: true }, true, true],
    [{ state: 'online' }, false, true],
    [{ state: 'ap' }, true, false],
    [{ state: 'ap', saved: true }, true, true],
    [{ state: 'ap', unchanged: true }, true, true],
    [{ state: 'ap' }, false, true],
  ])('%j, a trial: %s', (accepted, isTrial, isOver) => {
    expect(atOnce(course(accepted, isTrial)) !== undefined).toBe(isOver);
  });
});

describe('events', () => {
  /** The first verdict, and after how many of them. */
  function play(begun: TrialCourse, events: DeviceEvent[]): [number, unknown] {
    for (const [i, event] of events.entries()) {
      const done = afterEvent(begun, event);
      if (done) return [i + 1, done];
    }
    return [0, undefined];
  }

  it.each<[string, TrialCourse, DeviceEvent[], number, object]>([
    ['online', course({}), [CONNECTING, ONLINE], 2, { ok: true, state: 'online', ip: '1.2.3.4', saved: false }],
    ['saved before', course({}), [CONNECTING, { event: 'saved' }, ONLINE], 3, { ok: true, saved: true }],
    ['another trial’s end', course({}), [CANCELLED, CONNECTING, ONLINE], 3, { ok: true }],
    ['another network’s', course({}), [ONLINE, CONNECTING, ONLINE], 3, { ok: true }],
    ['its own end', course({}), [CONNECTING, CANCELLED], 2, { ok: false, reason: 'cancelled', attempts: 1 }],
    ['the same trial again', course({ unchanged: true }), [ONLINE], 1, { ok: true, unchanged: true }],
    ['an attempt that was asked for', course({}, false), [ONLINE], 1, { ok: true }],
    [
      'the AP is up',
      course({ state: 'ap' }),
      [CANCELLED, { event: 'saved' }],
      2,
      { ok: true, state: 'ap', saved: true },
    ],
    [
      'flash is full',
      course({}),
      [CONNECTING, { event: 'error', code: 'storage_full', message: 'No room.' }],
      2,
      { ok: false, reason: 'storage_full', message: 'No room.' },
    ],
    ['the line broke', course({}), [{ event: 'connection', connected: false }, CONNECTING, ONLINE], 3, { ok: true }],
  ])('tell what has become of it: %s', (_, begun, events, count, verdict) => {
    const [told, done] = play(begun, events);
    expect(told).toBe(count);
    expect(done).toMatchObject(verdict);
  });
});

describe('a status', () => {
  const WRONG = { reason: 'wrong_password', message: 'No.', attempts: 3, rolled_back: true };

  it.each<[string, TrialCourse, Partial<Status>, number, object | undefined]>([
    ['still trying', course({}), { state: 'connecting', attempts: 2 }, 0, undefined],
    ['online', course({}), { state: 'online', ssid: 'Home', ip: '1.2.3.4' }, 0, { ok: true, ip: '1.2.3.4' }],
    ['back on the old network', course({}), { state: 'online', ssid: 'Home', ...WRONG }, 0, { ok: false, ...WRONG }],
    [
      'of which network it was',
      { ...course({}), ssid: 'New' },
      { state: 'online', ssid: 'Home', ...WRONG },
      0,
      { ssid: 'New' },
    ],
    ['asked for, of which network', course({}, false), { state: 'idle', ssid: 'Home', ...WRONG }, 0, { ssid: 'Home' }],
    ['retrying the old one', course({}), { state: 'retrying', ...WRONG }, 0, { ok: false }],
    ['asked for, and an old trial is still told', course({}, false), { state: 'online', ...WRONG }, 0, { ok: true }],
    ['asked for, and failed', course({}, false), { state: 'idle', ...WRONG }, 0, { ok: false }],
    ['the AP is starting', course({ state: 'ap' }), { state: 'ap' }, 9_000, undefined],
    ['the AP is up, too soon to tell', course({ state: 'ap' }), { state: 'ap', ap_ssid: 'x' }, 5_000, undefined],
    ['the AP is up', course({ state: 'ap' }), { state: 'ap', ap_ssid: 'x' }, 5_001, { ok: true, state: 'ap' }],
  ])('tells what has become of it: %s', (_, begun, facts, nowMs, verdict) => {
    const done = afterStatus(begun, status(facts), nowMs);
    if (verdict) expect(done).toMatchObject(verdict);
    else expect(done).toBeUndefined();
  });

  it('does not say which network has failed if it did not hear which one was tried', () => {
    const back = status({ state: 'online', ssid: 'Home', ...WRONG });
    expect(afterStatus(course({}), back, 0)).not.toHaveProperty('ssid');
    const heard = course({});
    afterEvent(heard, { event: 'state', state: 'connecting', ssid: 'New' });
    expect(afterStatus(heard, back, 0)).toMatchObject({ ssid: 'New' });
    const seen = course({});
    afterStatus(seen, status({ state: 'connecting', ssid: 'New' }), 0);
    expect(afterStatus(seen, back, 0)).toMatchObject({ ssid: 'New' });
  });

  it('says that it was saved when the status does, whether that was heard or not', () => {
    const online = status({ state: 'online', ssid: 'Home', saved: true });
    expect(afterStatus(course({}), online, 0)).toMatchObject({ ok: true, saved: true });
  });

  it('says that it was not saved only when the status says so twice: the device may be about to write', () => {
    const begun = course({});
    const online = status({ state: 'online', ssid: 'Home', saved: false });
    expect(afterStatus(begun, online, 0)).toBeUndefined();
    expect(afterStatus(begun, online, 1_000)).toMatchObject({ ok: true, saved: false });
  });

  it('does not say whether it was saved, when neither an event nor the status of an older firmware does', () => {
    expect(afterStatus(course({}), status({ state: 'online' }), 0)).not.toHaveProperty('saved');
    expect(afterStatus({ ...course({}), saved: true }, status({ state: 'online' }), 0)).toMatchObject({ saved: true });
  });
});
