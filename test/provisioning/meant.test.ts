import { describe, expect, it } from 'vitest';
import type { Checked } from '../../firmware/config/check.ts';
import { REPLACEMENT as BAD } from '../../firmware/lib/utf8.ts';
import { meant } from '../../firmware/provisioning/meant.ts';
import { validateSettings } from '../../firmware/provisioning/validate.ts';
import { provisioned } from '../fakes/asking.ts';

const LONG = '\xcf\xf0\xe8\xe2\xe5\xf2\xcc\xe8\xf0\xdf\xdf\xdf';
const shownLong = BAD.repeat(12);

describe('a name with U+FFFD', () => {
  it.each([
    ['Home', ['Caf\xe9'], 'Home'],
    [`Caf${BAD}`, ['Home', 'Caf\xe9'], 'Caf\xe9'],
    [`Caf${BAD}`, ['Caf\xe9', 'Caf\xe9'], 'Caf\xe9'],
    [`Caf${BAD}`, ['Caf\xe9', 'Caf\xe8'], `Caf${BAD}`],
    [`Caf${BAD}`, ['Caf\xe9', `Caf${BAD}`], `Caf${BAD}`],
    [`caf${BAD}`, ['Caf\xe9'], `caf${BAD}`],
    [`Caf${BAD}`, [], `Caf${BAD}`],
  ])('%j among %j means %j', (ssid, names, want) => expect(meant(ssid, names)).toBe(want));

  const networks = [
    { ssid: 'Caf\xe9', rssi: -40, channel: 6, auth: 'wpa2' },
    { ssid: LONG, rssi: -50, channel: 1, auth: 'open' },
  ];
  const judged = (sta: object): string => {
    const now = Object.assign(provisioned(), { 'STA.SSID': 'Old\xff', 'AP.SSID': 'Lamp\xfe' });
    const checked = validateSettings(sta as never, now, () => networks) as Checked;
    return checked.config ? `${checked.config['STA.SSID']} ${checked.config['AP.SSID']}` : JSON.stringify(checked);
  };
  it.each([
    ['a scanned one', { STA: { SSID: `Caf${BAD}`, PWD: 'correct horse' } }, 'Caf\xe9 Lamp\xfe'],
    ['one in another spelling of the key', { sta: { ssid: `Caf${BAD}`, pwd: 'correct horse' } }, 'Caf\xe9 Lamp\xfe'],
    ['one that is too long as it is shown', { STA: { SSID: shownLong, auth: 1 } }, `${LONG} Lamp\xfe`],
    [
      'the present one, not in the air, password masked',
      { STA: { SSID: `Old${BAD}`, PWD: '********' } },
      'Old\xff Lamp\xfe',
    ],
    ['that of the own AP', { AP: { SSID: `Lamp${BAD}` } }, 'Old\xff Lamp\xfe'],
    ['one that the air has, for the own AP', { AP: { SSID: `Caf${BAD}` } }, `Old\xff Caf${BAD}`],
  ])('means %s', (_what, changes, want) => expect(judged(changes)).toBe(want));
});
