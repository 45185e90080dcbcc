// Pretokenised code: what each token stands for, and that code which has none is left as it is.

import { describe, expect, it } from 'vitest';
import { byteOf, INT8, INT16, STRING8, STRING16, ZERO } from '../../tools/tokens/table.ts';
import { textOf } from '../../tools/tokens/text.ts';

const code = (...parts: (string | number)[]): string =>
  parts.map((part) => (typeof part === 'number' ? String.fromCharCode(part) : part)).join('');
const word = (text: string): number => byteOf(text);

describe('a token', () => {
  it.each<[string, string, string]>([
    ['the first operator', code('a', 138, 'b'), 'a==b'],
    ['the last word', code('a', 198, 'b'), 'a of b'],
    ['a word between names', code(word('return'), 'a', word('in'), 'b'), 'return a in b'],
    ['a word before a bracket', code(word('if'), '(a)', word('return')), 'if(a)return'],
    ['two words', code(word('return'), word('typeof'), 'a'), 'return typeof a'],
    ['zero', code('a=', ZERO), 'a=0'],
    ['the largest of one byte', code('a=', INT8, 127), 'a=127'],
    ['the smallest of one byte', code('a=', INT8, 128), 'a=-128'],
    ['the largest of two bytes', code('a=', INT16, 255, 127), 'a=32767'],
    ['the smallest of two bytes', code('a=', INT16, 0, 128), 'a=-32768'],
    ['a number whose byte ends a line', code('a=', INT8, 10, ';b'), 'a=10;b'],
    ['a number behind a word', code(word('case'), ZERO, ':'), 'case 0:'],
    ['a string', code('a=', STRING8, 2, 'bc;d'), 'a="bc";d'],
    ['a string with a quote, a backslash and a byte', code(STRING8, 4, '"\\\n\xff'), '"\\x22\\x5c\\x0a\\xff"'],
    ['a string with bytes that are tokens elsewhere', code(STRING8, 2, STRING16, ZERO), '"\\xd2\\xd3"'],
    ['a string whose length is a quote', code(STRING8, 34, 'x'.repeat(34), '+1'), `"${'x'.repeat(34)}"+1`],
    ['a string of 256 bytes', code(STRING16, 0, 1, 'x'.repeat(256), ';'), `"${'x'.repeat(256)}";`],
    ['a plus before ++', code('a+', word('++'), 'b'), 'a+ ++b'],
  ])('%s: %j → %j', (_what, bytes, text) => {
    expect(textOf(bytes).text).toBe(text);
  });
});

describe('a byte over 127', () => {
  it.each([
    ['in a text', 'a="\xd1\x8a"'],
    ['behind an escaped quote', "a='\\'\xd1'"],
    ['in a template', 'a=`\xd1${b+`\x8a`}\xd2`'],
    ['in a regular expression', 'a=/[/"\x8a]/.test(b)'],
    ['in a comment', '/* \x8a " */a// \xd1\n'],
    ['behind a division', 'a=b/c/"\x8a"'],
  ])('%s is refused as a token', (_what, text) => {
    expect(textOf(text).text).toBe(text);
  });
});

it('tells from which byte each character comes', () => {
  const bytes = code(word('return'), 'a+', STRING8, 1, 'b');
  const { text, from } = textOf(bytes);
  expect(text).toBe('return a+"b"');
  expect([from[text.indexOf('a')], from[text.indexOf('+')], from[text.indexOf('"')]]).toEqual([1, 2, 3]);
});
