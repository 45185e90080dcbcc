// What outlives a restart: history, last failure, the open window, and that a trial did not end.

import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../../firmware/config/schema.ts';
import { recall, remember } from '../../firmware/provisioning/history.ts';
import { RESUME_MAX, resumeText, takeUp, trialText } from '../../firmware/provisioning/resume.ts';
import { type DeviceState, newDeviceState } from '../../firmware/provisioning/state.ts';
import { windowLeft } from '../../firmware/provisioning/window.ts';
import { initialState } from '../../firmware/wifi/link/state.ts';

const MINUTE = 60_000;

function keptWith(ssid: string): DeviceState {
  const config = { ...defaultConfig('PROV_000110'), 'STA.SSID': ssid };
  return Object.assign(newDeviceState(initialState()), { committed: JSON.stringify(config), worked: true });
}

const tried = (at_s: number, ssid: string, reason: string) => ({ at_s, ssid, ok: !reason, reason });

describe('a restart for want of memory', () => {
  it('keeps the history with its times, and the last failure', () => {
    const before = keptWith('Home');
    before.attempts = remember(remember('', tried(100, 'Home', '')), tried(160, 'Work', 'wrong_password'));
    before.failed = { reason: 'wrong_password', message: 'so', ssid: 'Work', attempts: 3, rolled_back: true };
    const after = keptWith('Home');
    expect(takeUp(after, resumeText(before, 200_000), 2_000)).toBeUndefined();
    expect(recall(after.attempts, 10_000)).toEqual([
      { ago_s: 50, ssid: 'Work', ok: false, reason: 'wrong_password' },
      { ago_s: 110, ssid: 'Home', ok: true },
    ]);
    expect(after.failed).toEqual(before.failed);
  });

  it.each([
    [10 * MINUTE, 0, 10 * MINUTE],
    [10 * MINUTE, 3 * MINUTE, 3 * MINUTE],
    [0, 0, 0],
  ])('keeps an open window: %i ms left of idling, %i in any case → %i', (idle, last, left) => {
    const before = keptWith('Home');
    before.windowIdleMs = 15 * MINUTE;
    before.windowEndMs = idle && 500_000 + idle;
    before.windowLastMs = last && 500_000 + last;
    const after = keptWith('Home');
    takeUp(after, resumeText(before, 500_000), 2_000);
    expect(windowLeft(after, 'window', 2_000)).toBe(left);
  });

  it.each([
    ['known', 'waiting', 400_000],
    ['known', 'online', 0],
    ['idle', 'down', 0],
  ] as const)('keeps since when the network is away: %s, %s → %i ms', (job, sta, outMs) => {
    const before = keptWith('Home');
    Object.assign(before.link, { job, sta, lostMs: 100_000 });
    const after = keptWith('Home');
    takeUp(after, resumeText(before, 500_000), 2_000);
    expect(after.link.lostMs).toBe(outMs && 2_000 - outMs);
  });

  it('drops the oldest of a history that is too long for its record', () => {
    const before = keptWith('Home');
    for (let i = 0; i < 10; i++)
      before.attempts = remember(before.attempts, tried(i, `${i}`.repeat(32), 'incompatible'));
    const text = resumeText(before, 10_000);
    expect(text.length).toBeLessThanOrEqual(RESUME_MAX);
    const after = keptWith('Home');
    takeUp(after, text, 0);
    const rows = recall(after.attempts, 0) as { ssid: string }[];
    expect(rows.length).toBeGreaterThan(4);
    expect(rows[0]?.ssid).toBe('9'.repeat(32));
  });

  it('without a record changes nothing', () => {
    const state = keptWith('Home');
    const before = JSON.stringify(state);
    expect(takeUp(state, '', 0)).toBeUndefined();
    expect(JSON.stringify(state)).toBe(before);
  });
});

describe('a start after a trial that did not end', () => {
  it.each([
    ['Home', 'Work', 'Home', true],
    ['Home', 'Home', 'Home', true],
    ['', 'Work', '', false],
  ])('from %j to %j, now %j: it has failed, rolled back %s', (old, tryed, now, rolled_back) => {
    const text = trialText(keptWith(old), tryed);
    const state = keptWith(now);
    const failure = takeUp(state, text, 0);
    expect(failure).toMatchObject({ reason: 'timeout', ssid: tryed, rolled_back });
    expect(failure?.message).toBe('The device restarted during the attempt; check the password and try again.');
    expect(state.failed).toEqual(failure);
  });

  it('says nothing of one that had worked: its config is the one in flash', () => {
    expect(takeUp(keptWith('Work'), trialText(keptWith('Home'), 'Work'), 0)).toBeUndefined();
  });
});
