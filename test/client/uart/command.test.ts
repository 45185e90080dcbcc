// What is typed on the serial line for a request.

import { describe, expect, it } from 'vitest';
import type { Config, FieldChanges } from '../../../tools/client/api.ts';
import { commandLine, setLine, wifiLine } from '../../../tools/client/uart/command.ts';

const NOW: Config = {
  mode: 0,
  save_config: 1,
  countrycode: 'GEN',
  STA: { ch: 0, auto: 1, auth: 4, SSID: 'Home', PWD: '********' },
  AP: { ch: 1, ssidv: 1, auth: 4, SSID: 'PROV_000110', PWD: '********' },
};

describe('what is typed', () => {
  it.each<[FieldChanges, string]>([
    [{ STA: { auto: 0 } }, '0 1 "GEN" 0 0 4 "Home" "********"'],
    [{ STA: { SSID: 'Cafe', auth: 1 } }, '0 1 "GEN" 0 1 1 "Cafe"'],
    [{ STA: { SSID: 'Lab', PWD: 'a "quoted" \\ one' } }, '0 1 "GEN" 0 1 4 "Lab" "a \\"quoted\\" \\\\ one"'],
    [{ STA: { SSID: '' } }, '0 1 "GEN" 0 1 4 "" ""'],
    [{ STA: { auth: 1, PWD: 'dropped!' } }, '0 1 "GEN" 0 1 1 "Home" "dropped!"'],
    [{ save_config: 0, countrycode: 'JPN' }, '0 0 "JPN" 0 1 4 "Home" "********"'],
    [{ mode: 1 }, '1 1 "GEN" 1 1 4 "PROV_000110" "********"'],
    [{ mode: 1, AP: { ch: 11, ssidv: 0 } }, '1 1 "GEN" 11 0 4 "PROV_000110" "********"'],
    [{ mode: 1, AP: { auth: 1, SSID: 'Lamp' } }, '1 1 "GEN" 1 1 1 "Lamp"'],
  ])('for %j', (changes, words) => {
    expect(setLine(NOW, changes)).toEqual({ command: '', text: `wifiprov set ${words}` });
  });

  it('for a device that knows no network', () => {
    const fresh = { ...NOW, STA: { ...NOW.STA, SSID: '', PWD: '' } };
    expect(setLine(fresh, { countrycode: 'USA' }).text).toBe('wifiprov set 0 1 "USA" 0 1 4 "" ""');
  });

  it.each<[FieldChanges, string]>([
    [{ AP: { ch: 6 } }, 'over the serial line, mode 0 sets only STA; set AP separately with mode 1'],
    [{ mode: 1, STA: { ch: 6 } }, 'over the serial line, mode 1 sets only AP; set STA separately with mode 0'],
    [{ STA: { SSID: 'Lab' } }, 'over the serial line, a new STA.SSID needs STA.PWD too'],
    [{ mode: 1, AP: { SSID: 'Lamp' } }, 'over the serial line, a new AP.SSID needs AP.PWD too'],
    [{ STA: { SSID: 'a\rb', auth: 1 } }, 'text with control characters cannot be sent over the serial line'],
  ])('nothing for %j', (changes, message) => {
    expect(() => setLine(NOW, changes)).toThrow(expect.objectContaining({ kind: 'usage', message }));
  });

  it.each([
    [{ cmd: 'scan' }, 'wifiprov scan'],
    [{ cmd: 'open' }, 'wifiprov open'],
    [{ cmd: 'open', minutes: 5 }, 'wifiprov open 5'],
    [{ cmd: 'reset' }, 'wifiprov reset'],
    [{ cmd: 'reset', all: true }, 'wifiprov reset all'],
  ])('for %j', (request, text) => {
    expect(commandLine(request).text).toBe(text);
  });

  it('for a QR code', () => {
    expect(wifiLine('WIFI:T:WPA;S:a\\;b;P:"x"\';;').text).toBe('wifiprov set "WIFI:T:WPA;S:a\\\\;b;P:\\"x\\"\';;"');
  });
});
