// The AP and the scan: order, trials of AP settings, deadlines, and what is done about a scan that never answers.

import { describe, expect, it } from 'vitest';
import { AP_AFTER_JOIN_MS } from '../../../firmware/wifi/link/limits.ts';
import type { Generation } from '../../fakes/air-terms.ts';
import { createLinkRig, type LinkRig } from '../../fakes/link-rig.ts';

const NOTHING = { mode: 0, auto: 1, ssid: '', psk: '' };
const HOME = { mode: 0, auto: 1, ssid: 'Home', psk: 'home-psk' };
const GENERATIONS: Generation[] = ['A', 'B', 'C'];

function rigOf(generation: Generation): LinkRig {
  const rig = createLinkRig(generation);
  rig.air.networks = { Home: { psk: 'home-psk' } };
  return rig;
}

const deeds = (rig: LinkRig): string[] => rig.news().map(({ effect }) => effect.do);

describe.each(GENERATIONS)('on generation %s', (generation) => {
  it('a device without a network scans once, then opens the AP, and rests', () => {
    const rig = rigOf(generation);
    rig.boot(NOTHING);
    rig.advance(60_000);
    expect(deeds(rig)).toEqual(['scan', 'start_ap']);
    expect(rig.state().word).toBe('unprovisioned');
    expect(rig.air.apIsUp()).toBe(true);
  });

  it('a window opened by hand has the AP up beside the network, and takes it down with it', () => {
    const rig = rigOf(generation);
    rig.boot(HOME);
    rig.advance(10_000);
    rig.news();
    rig.wantsAp = true;
    rig.send({ type: 'tick' });
    rig.advance(15_000);
    expect(rig.air.apIsUp()).toBe(true);
    expect(rig.state().word).toBe('online');
    rig.wantsAp = false;
    rig.send({ type: 'tick' });
    rig.advance(1_000);
    expect(rig.air.apIsUp()).toBe(false);
    expect(rig.state().word).toBe('online');
    expect(deeds(rig).filter((deed) => deed === 'join')).toEqual([]);
    expect(rig.air.faults).toEqual([]);
  });

  it('an AP that is wanted at the moment of a join comes AP_AFTER_JOIN_MS later, not before', () => {
    const rig = rigOf(generation);
    rig.boot(HOME);
    while (rig.state().word !== 'online') rig.advance(10);
    rig.wantsAp = true;
    rig.send({ type: 'tick' });
    rig.advance(AP_AFTER_JOIN_MS - 20);
    expect(deeds(rig)).not.toContain('start_ap');
    rig.advance(40);
    expect(deeds(rig)).toContain('start_ap');
  });

  it('a scan asked for during a trial waits for its end', () => {
    const rig = rigOf(generation);
    rig.boot(HOME);
    rig.advance(6_000);
    rig.send({ type: 'trial', ssid: 'Gone', psk: 'x' });
    rig.send({ type: 'scan' });
    rig.news();
    while (rig.state().job === 'trial') rig.advance(100);
    expect(deeds(rig)).not.toContain('scan');
    rig.advance(15_000);
    expect(deeds(rig)).toContain('scan');
    expect(rig.state().word).toBe('online');
    expect(rig.air.faults).toEqual([]);
  });

  it.each([
    [9_999, 'running'],
    [10_000, 'lost'],
    [10_001, 'lost'],
  ])('a scan without an answer is after %i ms %s', (ms, scan) => {
    const rig = rigOf(generation);
    rig.air.lies = { muteScan: 2 };
    rig.boot(NOTHING);
    rig.advance(ms);
    expect(rig.state().scan).toBe(scan);
  });

  it('after a lost scan the AP opens anyway, and the device restarts once no client is on it', () => {
    const rig = rigOf(generation);
    rig.air.lies = { muteScan: 2 };
    rig.boot(NOTHING);
    rig.advance(12_000);
    expect(rig.air.apIsUp()).toBe(true);
    rig.send({ type: 'ap_clients', clients: 1 });
    rig.advance(600_000);
    expect(deeds(rig)).not.toContain('restart');
    rig.send({ type: 'ap_clients', clients: 0 });
    expect(deeds(rig)).toContain('restart');
  });

  it.each([
    [69_999, false],
    [70_000, true],
  ])('a lost scan leads to a restart: after %i ms %s', (ms, restarts) => {
    const rig = rigOf(generation);
    rig.air.lies = { muteScan: 2 };
    rig.boot(NOTHING);
    rig.advance(ms);
    expect(deeds(rig).includes('restart')).toBe(restarts);
  });

  it('a lost scan does not end a trial', () => {
    const rig = rigOf(generation);
    rig.air.lies = { muteScan: 2, muteJoin: 2 };
    rig.boot(NOTHING);
    rig.advance(65_000);
    rig.send({ type: 'trial', ssid: 'Home', psk: 'home-psk' });
    rig.advance(19_000);
    expect(rig.state().job).toBe('trial');
    expect(deeds(rig)).not.toContain('restart');
  });

  it('AP settings that come up are kept, and are the mode from then on', () => {
    const rig = rigOf(generation);
    rig.boot(HOME);
    rig.advance(6_000);
    rig.send({ type: 'ap_trial' });
    expect(rig.state()).toMatchObject({ mode: 0, word: 'ap' });
    rig.advance(4_000);
    expect(rig.state()).toMatchObject({ mode: 1, word: 'ap', ssid: 'Home' });
    expect(deeds(rig)).toContain('worked');
  });

  it.each([
    [4_999, 'ap'],
    [5_000, 'connecting'],
  ])('AP settings that do not come up: %i ms after the start the word is %s', (ms, word) => {
    const rig = rigOf(generation);
    rig.boot(HOME);
    rig.advance(6_000);
    rig.air.lies = { muteAp: 2 };
    rig.send({ type: 'ap_trial' });
    while (rig.state().ap !== 'starting') rig.advance(1);
    rig.advance(ms);
    expect(rig.state().word).toBe(word);
    rig.advance(6_000 - ms);
    rig.advance(4_000);
    expect(rig.state()).toMatchObject({ mode: 0, word: 'online' });
  });

  it('in mode 1 an AP whose new settings fail comes back with the old ones', () => {
    const rig = rigOf(generation);
    rig.boot({ mode: 1, auto: 1, ssid: '', psk: '' });
    rig.advance(5_000);
    expect(rig.air.apIsUp()).toBe(true);
    rig.news();
    rig.air.lies = { muteAp: 2 };
    rig.send({ type: 'ap_trial' });
    rig.advance(5_400);
    rig.air.lies = {};
    rig.advance(1_000);
    expect(rig.air.apIsUp()).toBe(true);
    expect(deeds(rig)).toEqual(['stop_ap', 'start_ap', 'stop_ap', 'failed', 'start_ap']);
  });

  it('an AP that never comes up does not keep the station from joining', () => {
    const rig = rigOf(generation);
    rig.air.lies = { muteAp: 2 };
    rig.air.networks = {};
    rig.boot(HOME);
    rig.advance(600_000);
    rig.air.networks = { Home: { psk: 'home-psk' } };
    rig.advance(75_000);
    expect(rig.state().word).toBe('online');
  });

  it('newer settings end a trial of AP settings, whose AP goes', () => {
    const rig = rigOf(generation);
    rig.boot(NOTHING);
    rig.advance(5_000);
    rig.send({ type: 'ap_trial' });
    rig.send({ type: 'settings', ...NOTHING });
    rig.advance(5_000);
    expect(rig.state()).toMatchObject({ mode: 0, apTrial: false, ap: 'up' });
    expect(deeds(rig)).not.toContain('worked');
  });

  it.each([
    [59_999, true],
    [60_001, false],
  ])('%i ms after success with the AP up it is up: %s', (ms, up) => {
    const rig = rigOf(generation);
    rig.boot(NOTHING);
    rig.advance(5_000);
    rig.send({ type: 'trial', ssid: 'Home', psk: 'home-psk' });
    while (rig.state().word !== 'online') rig.advance(1);
    rig.advance(ms);
    expect(rig.air.apIsUp()).toBe(up);
  });
});
