// What a client of Improv is told, and when, by a device of which nothing comes but what a row says.

import { describe, expect, it } from 'vitest';
import { fault } from '../../../firmware/lib/result.ts';
import type { Device } from '../../../firmware/protocols/improv/device.ts';
import { ANSWER_MS, Session } from '../../../firmware/protocols/improv/session.ts';
import type { DeviceEvent } from '../../../firmware/provisioning/connection-context.ts';
import { framesOf } from '../../e2e/improv-rig.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { command, credentials, sum } from './bytes.ts';

function deviceThat(outcome: object, word = 'connecting', trial = 'x', checkMs = 0) {
  let said = '';
  const clock = fakeClock();
  const calls: string[] = [];
  const busyAtLoad: boolean[] = [];
  const device = {
    state: { link: { word }, trial, host: 'lamp' },
    clock,
    sum,
    espruino: '2v27',
    link: () => ({ ssid: 'Home', ip: '10.0.0.9', rssi: -50, channel: 1 }),
    requests() {
      // Making it may unload what is not busy.
      busyAtLoad.push(session.busy());
      return {
        networks: () => [],
        change: (_changes: object, _who: string, reply: (given: object) => void) =>
          void (checkMs ? clock.after(checkMs, () => reply(outcome)) : reply(outcome)),
      };
    },
    connection: () => ({ connect: () => calls.push('connect'), scan: () => calls.push('scan') }),
    store: () => ({ names: () => ['lamp', ''], keepNames: () => undefined }),
    setHostname: (name: string) => calls.push(name),
    write: (frames: string) => {
      said += frames;
    },
    say: (event: string) => calls.push(event),
  };
  const session = new Session(device as unknown as Device);
  return {
    session,
    calls,
    busyAtLoad,
    pass: clock.pass,
    /** Type and first byte of each frame since the last look. */
    told(): string {
      const frames = framesOf(said).map(({ type, data }) => `${type}:${data.charCodeAt(0)}`);
      said = '';
      return frames.join(' ');
    },
  };
}

const OK = { ok: true, state: 'connecting', saved: false, warnings: [] };
const SETTINGS = credentials('Home', 'correct horse');
const news = (event: DeviceEvent['event'], more: Partial<DeviceEvent> = {}): DeviceEvent => ({
  event,
  ssid: 'Home',
  ...more,
});

describe('settings on trial', () => {
  it.each([
    [ANSWER_MS - 1, '', true],
    [ANSWER_MS, '1:3 2:3', false],
    [ANSWER_MS + 1, '1:3 2:3', false],
  ])('of which nothing is heard have failed after 28 s: %i ms', (ms, told, busy) => {
    const { session, pass, told: said } = deviceThat(OK);
    session.frame(SETTINGS);
    expect(said()).toBe('2:0 1:3');
    pass(ms);
    expect([said(), session.busy()]).toEqual([told, busy]);
  });

  // What is not busy is unloaded, and hears of no result.
  it.each<[string, boolean, object]>([
    ['accepted', true, OK],
    ['refused', false, fault('busy', 'later')],
  ])('keep the module in memory while they are checked; %s, also until their result: %s', (_, isBusy, outcome) => {
    const { session, pass, busyAtLoad } = deviceThat(outcome, 'connecting', 'x', 500);
    expect(session.busy()).toBe(false);
    session.frame(SETTINGS);
    expect(busyAtLoad).toEqual([true]);
    pass(499);
    expect(session.busy()).toBe(true);
    pass(1);
    expect(session.busy()).toBe(isBusy);
  });

  it('answers before the 30 s that a client waits', () => expect(ANSWER_MS).toBeLessThan(30_000));

  it.each([
    [news('failed', { reason: 'wrong_password' }), '1:3 2:3'],
    [news('failed', { reason: 'cancelled' }), '1:3 2:3'],
    [news('failed', { ssid: 'Shed' }), ''],
    [news('state', { state: 'online' }), '1:4 4:1'],
    [news('state', { state: 'online', ssid: 'Shed' }), ''],
    [news('state', { state: 'connecting' }), ''],
    [news('saved'), ''],
    [news('error', { code: 'storage_failed' }), ''],
  ])('have the result that %j gives', (item, told) => {
    const { session, told: said } = deviceThat(OK);
    session.frame(SETTINGS);
    said();
    session.onEvent(item);
    expect([said(), session.busy()]).toEqual([told, told === '']);
    session.onEvent(item);
    expect(said()).toBe('');
  });

  it('are nothing to those who asked for none', () => {
    const { session, told } = deviceThat(OK);
    session.onEvent(news('failed'));
    session.onEvent(news('state', { state: 'online' }));
    expect(told()).toBe('');
  });
});

describe('settings that are known', () => {
  it.each([
    ['online', '', '2:0 1:3 1:4 4:1', []],
    ['online', 'x', '2:0 1:3', []],
    ['retrying', '', '2:0 1:3', ['connect']],
  ])('in the state %s (trial: %j)', (word, trial, told, done) => {
    const { session, calls, told: said } = deviceThat({ ok: true, unchanged: true, state: word }, word, trial);
    session.frame(SETTINGS);
    expect([said(), calls]).toEqual([told, done]);
  });
});

describe('the state', () => {
  it.each([
    ['unprovisioned', '', '2:0 1:2'],
    ['idle', '', '2:0 1:2'],
    ['ap', '', '2:0 1:2'],
    ['retrying', '', '2:0 1:2'],
    ['connecting', '', '2:0 1:2'],
    ['connecting', 'x', '2:0 1:3'],
    ['online', '', '2:0 1:4 4:2'],
  ])('%s (trial: %j) is told as %s', (word, trial, told) => {
    const { session, told: said } = deviceThat(OK, word, trial);
    session.frame(command(2));
    expect(said()).toBe(told);
  });
});
