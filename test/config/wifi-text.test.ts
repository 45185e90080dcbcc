import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkChanges } from '../../firmware/config/check.ts';
import {
  authFor,
  authNumber,
  isWifiText,
  WIFI_TEXT_MAX,
  wifiText,
  wifiTextChanges,
} from '../../firmware/config/wifi-text.ts';
import { isFault } from '../../firmware/lib/result.ts';
import { fresh } from '../fakes/asking.ts';
import { eachOnChip } from '../fakes/chip.ts';
import { onInterpreters } from '../interpreters.ts';

const seen = (ssid: string): number => (ssid === 'Mixed' ? 3 : ssid === 'Open' ? 1 : 0);
const got = (text: string): unknown => {
  const changes = wifiTextChanges(text, seen);
  if (isFault(changes)) return [changes.code, changes.field];
  const sta = changes['STA'] as { auth: number; SSID: string; PWD: string };
  expect(changes).toEqual({ mode: 0, save_config: 1, STA: { auto: 1, ...sta } });
  return [sta.auth, sta.SSID, sta.PWD];
};

const TEXTS: [text: string, want: unknown[]][] = [
  ['WIFI:T:WPA;S:Home;P:correct horse;;', [4, 'Home', 'correct horse']],
  ['WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:p\\\\\\;\\:;;', [4, 'a;b,c:d"e\\f', 'p\\;:']],
  ['WIFI:T:nopass;S:Guest;;', [1, 'Guest', '']],
  ['WIFI:S:"ABCD";T:WPA;P:"12345678";;', [4, 'ABCD', '12345678']],
  ['WIFI:P:x;T:SAE;R:1;S:My Net;;', [6, 'My Net', 'x']],
  ['wifi:t:wpa;s:Home;p:correct horse;;', [4, 'Home', 'correct horse']],
  ['WIFI:S:Home;;', [1, 'Home', '']],
  ['WIFI:T:;S:Home;P:;;', [1, 'Home', '']],
  ['WIFI:T:NOPASS;S:Home;P:not needed;;', [1, 'Home', 'not needed']],
  ['WIFI:T:WPA2;S:Home;P:12345678;;', [4, 'Home', '12345678']],
  ['WIFI:T:WPA;S:Mixed;P:12345678;H:true;;', [3, 'Mixed', '12345678']],
  ['WIFI:T:WPA;S:Open;P:12345678;;', [4, 'Open', '12345678']],
  ['WIFI:T:WPA;S:Home;P:;;', [1, 'Home', '']],
  ['WIFI:T:WPA;S:Home;P:a%3Bb%20cde;;', [4, 'Home', 'a%3Bb%20cde']],
  ['WIFI:T:WPA;S:Home;P:ends in a backslash\\\\;;', [4, 'Home', 'ends in a backslash\\']],
  ['WIFI:T:WPA;S:\\"quoted\\";P:\\"12345678\\";;', [4, '"quoted"', '"12345678"']],
  ['WIFI:T:WPA;S:"ends in a backslash\\\\";P:"12345678\\\\";;', [4, 'ends in a backslash\\', '12345678\\']],
  ['WIFI:T:WPA;S:"open\\";P:"\\"\\"\\"\\"\\"\\"\\"\\"";;', [4, '"open"', '""""""""']],
  ['WIFI:T:WPA;S:";P:"12345678;;', [4, '"', '"12345678']],
  ['WIFI:T:nopass;S:"";;', ['missing_field', 'STA.SSID']],
  ['WIFI:T:WPA;S:\\;\\;;P:\\\\\\;12345678\\;;;', [4, ';;', '\\;12345678;']],
  ['WIFI:T:WPA;S:\\a\\b;P:1234567\\8;;', [4, 'ab', '12345678']],
  ['WIFI:T:WPA;S:Caf\xc3\xa9;P:p\xc3\xa4ssword;;', [4, 'Caf\xc3\xa9', 'p\xc3\xa4ssword']],
  ['WIFI:T:WPA;S:a:b;P:c:d:e:f:g;;', [4, 'a:b', 'c:d:e:f:g']],
  ['WIFI:T:WPA;S:Home;P:12345678', [4, 'Home', '12345678']],
  ['WIFI:T:WPA;X:unknown;SS:x;S:Home;P:12345678;K:abc;;', [4, 'Home', '12345678']],
  ...[' ', '\n', '\r\n\t', '\xef\xbb\xbf', '\xef\xbb\xbf ', 'QR-Code:', 'QR-Code: ', 'QR Code:\n', 'qrcode:'].map(
    (before): [string, unknown[]] => [`${before}WIFI:T:WPA;S:Home;P:12345678;;`, [4, 'Home', '12345678']],
  ),
  ...[
    'WPA2',
    'WPA2-PSK',
    'WPA-PSK',
    'WPA/WPA2',
    'WPA2/WPA',
    'WPA/WPA2-PSK',
    'WPA2/WPA3',
    'WPA2-Personal',
    ' WPA',
    'wpa2-psk',
    'WPA, WPA2',
  ].map((type): [string, unknown[]] => [`WIFI:T:${type};S:Mixed;P:12345678;;`, [3, 'Mixed', '12345678']]),
  ...['WPA3', 'SAE', 'wpa3', 'WPA3-SAE', 'WPA3-Personal', 'WPA3-PSK'].map((type): [string, unknown[]] => [
    `WIFI:T:${type};S:Home;P:12345678;;`,
    [6, 'Home', '12345678'],
  ]),
  ...['nopass', 'None', 'open', ' '].map((type): [string, unknown[]] => [`WIFI:T:${type};S:Home;;`, [1, 'Home', '']]),
  ...['WPA2-EAP', 'WPA2-Enterprise', 'WEP', 'WPA4', 'constructor'].map((type): [string, unknown[]] => [
    `WIFI:T:${type};S:Home;P:12345678;;`,
    ['invalid_value', 'STA.auth'],
  ]),
  ['WIFI: T:WPA; S:Home; P:12345678;;', [4, 'Home', '12345678']],
  ['WIFI:T:WPA;\nS:Home;\r\nP:12345678;\n;', [4, 'Home', '12345678']],
  ['WIFI:S: two blanks ;P: 1234567 ;T:WPA;;', [4, ' two blanks ', ' 1234567 ']],
  ['QR-Code:', ['invalid_value', undefined]],
  ['WIFI:T:WEP;S:Home;P:12345;;', ['invalid_value', 'STA.auth']],
  ['WIFI:T:WPA2-EAP;S:Home;P:12345678;;', ['invalid_value', 'STA.auth']],
  ['WIFI:T:toString;S:Home;P:12345678;;', ['invalid_value', 'STA.auth']],
  ['WIFI:T:WPA;P:12345678;;', ['missing_field', 'STA.SSID']],
  ['WIFI:T:WPA;S:;P:12345678;;', ['missing_field', 'STA.SSID']],
  ['WIFI:', ['missing_field', 'STA.SSID']],
  ['DPP:C:81/1;M:0102;K:MDkwEw;;', ['not_supported', undefined]],
  ['dpp:K:x;;', ['not_supported', undefined]],
  [`DPP:K:${'x'.repeat(WIFI_TEXT_MAX)};;`, ['not_supported', undefined]],
  ['http://example.com', ['invalid_value', undefined]],
  ['', ['invalid_value', undefined]],
  [`WIFI:T:WPA;S:Home;P:${'x'.repeat(WIFI_TEXT_MAX)};;`, ['too_long', undefined]],
];

describe('the text of a Wi-Fi QR code', () => {
  it.each(TEXTS)('%s → %j', (text, want) => expect(got(text)).toEqual(want));

  it.each([['WIFI:S:x;;', true], [' QR-Code: WIFI:S:x;;', true], ['QR-Code:x', false], ['wifi:x', true], ['DPP:x', true], ['0', false], ['xWIFI:', false], ['', false]])('%s is one: %s', (text, want) =>
    expect(isWifiText(text)).toBe(want),
  ); // biome-ignore format: rows

  it('is judged like any other request', () => {
    const wrong = (text: string): unknown => {
      const changes = wifiTextChanges(text, seen);
      const checked = isFault(changes) ? changes : checkChanges(changes, fresh());
      return isFault(checked) ? [checked.code, checked.field] : checked.warnings.map((warning) => warning.field);
    };
    expect(wrong('WIFI:T:WPA;S:Home;P:short;;')).toEqual(['invalid_value', 'STA.PWD']);
    expect(wrong(`WIFI:T:WPA;S:${'x'.repeat(32)};P:12345678;;`)).toEqual(['radio_limit', 'STA.SSID']);
    expect(wrong('WIFI:T:SAE;S:Home;;')).toEqual(['invalid_value', 'STA.PWD']);
    expect(wrong('WIFI:T:nopass;S:Home;P:12345678;;')).toEqual(['STA.PWD']);
    expect(wrong('WIFI:T:SAE;S:Home;P:12345678;;')).toEqual(['STA.auth']);
  });

  it.each([
    ['PROV_000110', '7KQ2M9XD4TRA', 'WIFI:T:WPA;S:PROV_000110;P:7KQ2M9XD4TRA;;'],
    ['a;b,c:d"e\\f', 'p\\;:', 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:p\\\\\\;\\:;;'],
    ['Guest', '', 'WIFI:T:nopass;S:Guest;;'],
    ['\\', '"";;::,,', 'WIFI:T:WPA;S:\\\\;P:\\"\\"\\;\\;\\:\\:\\,\\,;;'],
    ['ABCDEF12', '0123456789ABCDEF', 'WIFI:T:WPA;S:ABCDEF12;P:0123456789ABCDEF;;'],
    ['%3B', '100%25\xf0\x9f\x94\x91', 'WIFI:T:WPA;S:%3B;P:100%25\xf0\x9f\x94\x91;;'],
  ])('is written for %s', (ssid, psk, text) => expect(wifiText(ssid, psk)).toBe(text));

  it('is read back as it was written, whatever the bytes', () => {
    const byte = fc.constantFrom(...'\\;,:"x \xc3\xa9%TSP'.split(''));
    const word = fc.array(byte, { minLength: 1, maxLength: 20 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(word, word, (ssid, psk) => {
        expect(got(wifiText(ssid, psk))).toEqual([4, ssid, psk]);
      }),
      { numRuns: 2000 },
    );
  });
  onInterpreters((path) => {
    it('is the same in the real interpreter', async () => {
      const rows = TEXTS.map((row) => row[0]);
      const chip = await eachOnChip(
        path,
        'firmware/config/wifi-text.ts',
        'm.wifiTextChanges(row, (ssid) => (ssid === "Mixed" ? 3 : ssid === "Open" ? 1 : 0))',
        rows,
      );
      expect(chip).toEqual(rows.map((row) => wifiTextChanges(row, seen)));
      const pairs = [
        ['a;b,c:d"e\\f', 'p\\;:'],
        ['x', ''],
        ['\\', '";"'],
      ];
      const texts = await eachOnChip(path, 'firmware/config/wifi-text.ts', 'm.wifiText(row[0], row[1])', pairs);
      expect(texts).toEqual(pairs.map((pair) => wifiText(pair[0] ?? '', pair[1] ?? '')));
    });
  });
});

describe('the auth where the text does not name it', () => {
  it.each([['', 0, 1], ['', 4, 1], ['12345678', 0, 4], ['12345678', 1, 4], ['12345678', 3, 3], ['12345678', 4, 4]])('password %j, seen %i: %i', (psk, before, want) =>
    expect(authFor(psk, before)).toBe(want),
  ); // biome-ignore format: rows

  it.each([['open', 1], ['wpa', 3], ['wpa_wpa2', 3], ['wpa2', 4], ['unknown', 0], ['wpa3', 0], ['', 0]])('the port calls it %s: %i', (word, want) =>
    expect(authNumber(word)).toBe(want),
  ); // biome-ignore format: rows
});
