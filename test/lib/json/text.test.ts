import { describe, expect, it } from 'vitest';
import { decodeEscapes, isText, parseJson, toJson } from '../../../firmware/lib/json/text.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { onInterpreters } from '../../interpreters.ts';

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('JSON text in', () => {
  it.each([
    ['\\u00e9', bytes('é')], ['\\u20AC', bytes('€')], ['\\uD83D\\uDE00', bytes('😀')], ['\\u007f', '\\u007f'], ['\\u0000', '\\u0000'],
    ['\\\\u00e9', '\\\\u00e9'], ['\\\\\\u00e9', `\\\\${bytes('é')}`], ['\\u00e9\\u00e9', bytes('éé')], ['', ''], ['u00e9', 'u00e9'],
    ['\\ud83dx', '\xed\xa0\xbdx'], ['\\ude00', '\xed\xb8\x80'], ['\\ud83d\\u0041', '\xed\xa0\xbd\\u0041'],
  ])('decodes the escapes of %s', (text, want) => expect(decodeEscapes(text)).toBe(want)); // biome-ignore format: rows

  it.each([
    ['18446744073709551617', Infinity], ['-18446744073709551617', Infinity], ['[100000000000000000]', [1e17]], ['1e0', 1], ['1.0000000000000000000000', 1],
    [`0.${'0'.repeat(80)}1e81`, Infinity], ['{"a":"18446744073709551617"}', { a: '18446744073709551617' }],
    ['{"18446744073709551617":18446744073709551617}', { '18446744073709551617': Infinity }],
    ['{"a\\"":"\\\\","b":123456789012345678901}', { 'a"': '\\', b: Infinity }],
    ['{"p":"12345678901234567890\\u00e9","n":[1,12345678901234567890]}', { p: `12345678901234567890${bytes('é')}`, n: [1, Infinity] }],
  ])('keeps %s from being wrapped', (text, want) => expect(parseJson(text)).toEqual(want)); // biome-ignore format: rows

  it.each([
    ['', true], ['plain', true], [bytes('é€😀'), true], ['a\x00', false], ['\xed\xa0\x80', false], ['\xed\xbf\xbf', false], ['\xed\x9f\xbf', true],
  ])('%j is text: %s', (text, want) => expect(isText(text)).toBe(want)); // biome-ignore format: rows
});

const VALUES: [value: unknown, json: string][] = [
  [{ ssid: bytes('Café Ω 😀') }, `{"ssid":"${bytes('Café Ω 😀')}"}`],
  ['\\u00e9', '"\\\\u00e9"'],
  ['\x01\x1f', '"\\u0001\\u001F"'],
  [{ a: 1, b: [true, null], c: 'x\ny"z\\' }, '{"a":1,"b":[true,null],"c":"x\\ny\\"z\\\\"}'],
];

describe('JSON text out', () => {
  it.each(VALUES)('writes %j as bytes', (value, json) => expect(toJson(value).toUpperCase()).toBe(json.toUpperCase()));

  it.each(VALUES)('is read back the same: %j', (value) => expect(parseJson(toJson(value))).toEqual(value));
  onInterpreters((path) => {
    it('is the same in the real interpreter', async () => {
      const chip = await eachOnChip(
        path,
        'firmware/lib/json/text.ts',
        '[m.toJson(row), m.parseJson(m.toJson(row))]',
        VALUES.map((row) => row[0]),
      );
      expect(chip).toEqual(VALUES.map(([value, json]) => [json, value]));
    });
  });
});
