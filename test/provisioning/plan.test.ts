import { describe, expect, it } from 'vitest';
import type { Config } from '../../firmware/config/schema.ts';
import { type Plan, planOf } from '../../firmware/provisioning/plan.ts';
import { provisioned } from '../fakes/asking.ts';

const EMPTY = { 'STA.SSID': '', 'STA.PWD': '' };

describe('what a changed config asks of the device', () => {
  it.each([
    ['another network', {}, { 'STA.SSID': 'Other' }, true, 'trial'],
    ['another password', {}, { 'STA.PWD': 'another horse' }, true, 'trial'],
    ['another security', {}, { 'STA.auth': 3 }, true, 'trial'],
    ['another channel', {}, { 'STA.ch': 6 }, true, 'trial'],
    ['the first network', EMPTY, { 'STA.SSID': 'Home', 'STA.PWD': 'correct horse' }, false, 'trial'],
    ['forgetting the network', {}, EMPTY, true, 'follow'],
    ['forgetting what is not there', EMPTY, { countrycode: 'JPN', ...EMPTY }, false, 'store'],
    ['no more by itself', {}, { 'STA.auto': 0 }, true, 'follow'],
    ['another network, not by itself', {}, { 'STA.auto': 0, 'STA.SSID': 'Other' }, true, 'follow'],
    ['another country, not by itself', { 'STA.auto': 0 }, { 'STA.auto': 0, countrycode: 'JPN' }, false, 'store'],
    ['by itself again while online', { 'STA.auto': 0 }, { 'STA.auto': 1 }, true, 'follow'],
    ['by itself again while offline', { 'STA.auto': 0 }, { 'STA.auto': 1 }, false, 'trial'],
    ['another country', {}, { countrycode: 'JPN' }, true, 'store'],
    ['only saved', { save_config: 0 }, { save_config: 1 }, true, 'store'],
    ["the AP's name in mode 0", {}, { 'AP.SSID': 'Other' }, true, 'store'],
    ['AP mode', {}, { mode: 1 }, true, 'ap_trial'],
    ["the AP's name in mode 1", { mode: 1 }, { mode: 1, 'AP.SSID': 'Other' }, false, 'ap_trial'],
    ["the AP's channel in mode 1", { mode: 1 }, { mode: 1, 'AP.ch': 6 }, false, 'ap_trial'],
    ['the station in mode 1', { mode: 1 }, { mode: 1, 'STA.SSID': 'Other' }, false, 'store'],
    ['back to the station', { mode: 1 }, { mode: 0 }, false, 'trial'],
    ['back to no station', { mode: 1, ...EMPTY }, { mode: 0, ...EMPTY }, false, 'follow'],
  ] as [string, Partial<Config>, Partial<Config>, boolean, Plan][])('%s: %j, %j, has worked %s → %s', (_what, was, then, isOnline, want) => {
    const now = { ...provisioned(), ...was };
    expect(planOf(now, { ...now, ...then }, isOnline)).toBe(want);
  }); // biome-ignore format: rows
});
