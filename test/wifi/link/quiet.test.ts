// When the machine has nothing to do, and the port is left alone.

import { describe, expect, it } from 'vitest';
import type { Link } from '../../../firmware/platform/ports.ts';
import { LEFT_MS, PAUSE_MS, POLL_MS, SILENT_MS } from '../../../firmware/wifi/link/limits.ts';
import { isAtRest, isAwaited, isEventDue, isQuiet } from '../../../firmware/wifi/link/quiet.ts';
import { initialState, type LinkState } from '../../../firmware/wifi/link/state.ts';

const NOW = 100_000;
const HOME: Link = { ssid: 'Home', ip: '192.0.2.7', rssi: -50, channel: 6 };

const stateOf = (more: Partial<LinkState>): LinkState => Object.assign(initialState(), { trySsid: 'Home' }, more);
const JOINING = { sta: 'joining', joinMs: NOW, staDeadlineMs: NOW + 20_000 } as const;

describe('an attempt', () => {
  it.each([
    [SILENT_MS - 1, true],
    [SILENT_MS, false],
    [SILENT_MS + 1, false],
  ])('is left to the port while it is %i ms old: %s', (ageMs, expected) => {
    const state = stateOf(JOINING);
    expect([isAwaited(state, NOW + ageMs), isQuiet(state, NOW + ageMs, () => null)]).toEqual([expected, expected]);
  });

  it.each<[string, Partial<LinkState>, Link | null]>([
    ['there is a link', {}, HOME],
    ['the link may be the old one', { oldLink: true }, null],
    ['replies are waited for', { holdEndMs: NOW + 500 }, null],
    ['its time is over before the next look', { staDeadlineMs: NOW + POLL_MS }, null],
    ['the access point starts', { ap: 'starting' }, null],
    ['a scan runs', { scan: 'running' }, null],
  ])('is looked at where %s', (_why, more, link) => {
    expect(isQuiet(stateOf({ ...JOINING, ...more }), NOW, () => link)).toBe(false);
  });
});

describe('a link', () => {
  it('that is as it should be needs no look', () => {
    expect(isQuiet(stateOf({ sta: 'online' }), NOW, () => HOME)).toBe(true);
  });

  it.each<[string, Partial<LinkState>, Link | null]>([
    ['it is gone', {}, null],
    ['it is another network', {}, { ...HOME, ssid: 'Other' }],
    ['it has no address', {}, { ...HOME, ip: '0.0.0.0' }],
    ['the access point is wanted', { apKeepMs: NOW + 1 }, HOME],
    ['the station is down', { sta: 'down' }, HOME],
    ['the next attempt is waited for', { sta: 'waiting' }, HOME],
  ])('is looked at where %s', (_why, more, link) => {
    expect(isQuiet(stateOf({ sta: 'online', ...more }), NOW, () => link)).toBe(false);
  });
});

describe('an event may come', () => {
  it.each<[string, Partial<LinkState>, boolean]>([
    ['not while online', { sta: 'online' }, false],
    ['not while the next attempt is waited for', { sta: 'waiting' }, false],
    [
      'until the port has told of a link that was left',
      { sta: 'waiting', radioFreeAtMs: NOW + PAUSE_MS - LEFT_MS + 1 },
      true,
    ],
    ['not after it has', { sta: 'waiting', radioFreeAtMs: NOW + PAUSE_MS - LEFT_MS }, false],
    ['in an attempt', { ...JOINING, joinMs: NOW - SILENT_MS + 1 }, true],
    ['not in one that has been silent for long', { ...JOINING, joinMs: NOW - SILENT_MS }, false],
    ['not beside the access point alone', { sta: 'down', ap: 'up', radioFreeAtMs: NOW + 1 }, false],
  ])('%s', (_why, more, expected) => {
    expect(isEventDue(stateOf(more), NOW)).toBe(expected);
  });
});

describe('garbage may be collected', () => {
  it.each([
    ['online', { sta: 'online' }, true],
    ['online beside the access point', { sta: 'online', ap: 'up' }, true],
    ['with nothing to join', { sta: 'down' }, true],
    ['just before the port has told of a link that was left', { sta: 'down', radioFreeAtMs: NOW + 1 }, false],
    ['when it has told of it', { sta: 'down', radioFreeAtMs: NOW }, true],
    ['while it joins', { sta: 'joining' }, false],
    ['between two attempts', { sta: 'waiting' }, false],
    ['while the access point starts', { sta: 'online', ap: 'starting' }, false],
    ['while it scans', { sta: 'online', scan: 'running' }, false],
  ] as const)('%s: %j: %s', (_what, parts, expected) => {
    expect(isAtRest({ ...initialState(), ...parts }, NOW)).toBe(expected);
  });
});
