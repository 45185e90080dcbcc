// What is typed on the serial line for a request.

import { describe, expect, it } from 'vitest';
import type { FieldChanges } from '../../../tools/client/api.ts';
import { commandLine, setLine, wifiLine } from '../../../tools/client/uart/command.ts';

describe('what is typed', () => {
  it.each<[FieldChanges, string]>([
    [{ STA: { auto: 0 } }, 'STA.auto=0'],
    [{ STA: { SSID: 'Cafe', auth: 1 } }, 'STA.SSID="Cafe" STA.auth=1'],
    [{ STA: { PWD: 'a "quoted" \\ one' } }, 'STA.PWD="a \\"quoted\\" \\\\ one"'],
    [{ STA: { SSID: '' } }, 'STA.SSID=""'],
    [{ save_config: 0, countrycode: 'JPN' }, 'save_config=0 countrycode="JPN"'],
    [{ mode: 1, STA: { ch: 6 }, AP: { ch: 11 } }, 'mode=1 STA.ch=6 AP.ch=11'],
    [{ app: { interval: 5, label: 'a b' }, STA: { auto: 1 } }, 'app.interval=5 app.label="a b" STA.auto=1'],
  ])('for %j', (changes, words) => {
    expect(setLine(changes)).toEqual({ command: '', text: `wifiprov set ${words}` });
  });

  it('nothing for a text with control characters', () => {
    const message = 'text with control characters cannot be sent over the serial line';
    expect(() => setLine({ STA: { SSID: 'a\rb' } })).toThrow(expect.objectContaining({ kind: 'usage', message }));
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
