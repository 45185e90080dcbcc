import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote } from '../../../firmware/lib/quoting.ts';
import { splitWords } from '../../../firmware/protocols/uart/tokenize.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { onInterpreters } from '../../interpreters.ts';

const LINES: [line: string, words: string[] | null][] = [
  ['', []],
  ['  \t ', []],
  ['wifiprov  get\t', ['wifiprov', 'get']],
  ['set "a b" c', ['set', 'a b', 'c']],
  ["set 'a b' c", ['set', 'a b', 'c']],
  ['"" \'\'', ['', '']],
  ['a"b c"d', ['ab cd']],
  ['"a"\'b\'c', ['abc']],
  ['"say \\"hi\\""', ['say "hi"']],
  ['"back\\\\slash"', ['back\\slash']],
  ['"ends in one\\\\"', ['ends in one\\']],
  ['"two\\\\\\\\in a row"', ['two\\\\in a row']],
  ['"\\\\\\\\\\\\"', ['\\\\\\']],
  ['"a quote \\\\\\" behind one"', ['a quote \\" behind one']],
  ['"\\n stays \\;"', ['\\n stays \\;']],
  ["'no \\\\ escapes \\\" here'", ['no \\\\ escapes \\" here']],
  ["'WIFI:T:WPA;S:a\\;b;P:c\\\\d;;'", ['WIFI:T:WPA;S:a\\;b;P:c\\\\d;;']],
  ['plain\\"quoted"', ['plain\\quoted']],
  ['it\'s not closed', null],
  ['"not closed', null],
  ['"not closed\\"', null],
  ["'not closed", null],
  ['caf\xc3\xa9 "\xe2\x82\xac x"', ['caf\xc3\xa9', '\xe2\x82\xac x']],
  ['a\tb\t\t"c"\t', ['a', 'b', 'c']],
  ['"a\tb"', null],
  ["x 'a\t'", null],
  ['a\x01b', null],
  ['"a\x00"', null],
  ['set \xe2\x80\x9cHome\xe2\x80\x9d', null],
  ['\xe2\x80\x98Home\xe2\x80\x99', null],
  ['"\xe2\x80\x9cHome\xe2\x80\x9d"', ['\xe2\x80\x9cHome\xe2\x80\x9d']],
  ['Anna\xe2\x80\x99s', ['Anna\xe2\x80\x99s']],
]; // biome-ignore format: rows

const wordsOf = (line: string): string[] | null => {
  const split = splitWords(line);
  return split.ok ? split.words : null;
};

describe('the words of a line', () => {
  it.each([
    ['"a\tb"', 'invalid_value', 'the line contains a TAB inside quotes; type it again without'],
    ['a\x07b', 'invalid_value', 'the line contains a control character (7); type it again without'],
    ['"a', 'invalid_request', 'a quote (") is not closed'],
    ['\xe2\x80\x9cHome', 'invalid_value', expect.stringContaining('use straight quotes')],
  ])('of %j are refused: %s, %s', (line, code, message) =>
    expect(splitWords(line)).toEqual({ ok: false, code, message }),
  );

  it.each(LINES)('%j → %j', (line, words) => expect(wordsOf(line)).toEqual(words));

  it('are what `get` has quoted, whatever printable text', () => {
    const word = fc
      .array(fc.constantFrom(...'ab \\"\';,'.split(''), '\xc3\xa9'), { maxLength: 12 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), (words) => {
        expect(wordsOf(words.map(quote).join(' '))).toEqual(words);
      }),
    );
  });
  onInterpreters((path) => {
    it('are the same in the real interpreter', async () => {
      const lines = LINES.map((row) => row[0]);
      expect(await eachOnChip(path, 'firmware/protocols/uart/tokenize.ts', 'm.splitWords(row)', lines)).toEqual(
        lines.map(splitWords),
      );
    });
  });
});
