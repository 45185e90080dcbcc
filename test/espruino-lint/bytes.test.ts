import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { toByteSource } from '../../tools/espruino-lint/bytes.ts';

const code = async (source: string): Promise<string> => (await toByteSource(source, 'a.ts')).code;
const bytesOf = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
/** The value of a JavaScript expression; what is evaluated here was written in this file. */
const value = (expression: string): unknown => runInNewContext(expression);

describe('literals become the bytes of their UTF-8', () => {
  it.each([
    ["'é'", 'é'],
    ['"€uro"', '€uro'],
    ["'😀'", '😀'],
    ["'it\\'s \\\\ ü'", "it's \\ ü"],
    ["'\\é'", 'é'],
    ['`ä${1}ö${2}ü`', 'ä1ö2ü'],
    ['`ß`', 'ß'],
    ["({ 'ö': 1 }, 'ö')", 'ö'],
    ["'\u2028'", '\u2028'],
  ])('%s → %j', async (source, text) => {
    expect(value(await code(source))).toBe(bytesOf(text));
  });
});

describe('bytes that are written as bytes stay', () => {
  it.each([
    "'\\x80\\xff'",
    "'\\0\\x01\\x7f'",
    "'\\n\\t\\\\'",
    '`\\xc3${1}`',
    '/[\\x80-\\xff]/',
    "'\\u0041\\u{42}'",
    "'plain'",
  ])('%s', async (source) => {
    expect(await toByteSource(source, 'a.ts')).toEqual({ code: source, refusals: [] });
  });
});

describe('text outside of literals stays', () => {
  it.each(['// Grüße\nconst a = 1;', '/* € */ const a: string = "x";', 'const a = "// é".length; // é'])(
    '%s',
    async (source) => {
      const comment = /\/[/*].*$/m;
      expect((await code(source)).replace(/"[^"]*"/, '')).toBe(source.replace(/"[^"]*"/, ''));
      expect(comment.test(source)).toBe(true);
    },
  );

  it('keeps every line where it was', async () => {
    expect((await code("const a = 'é';\n\n// é\nconst b = `é\né`;\n")).split('\n')).toHaveLength(6);
  });
});

describe('what cannot be bytes is refused with its place', () => {
  it.each([
    ["const a = 1;\nconst b = '\\u20ac';", 2, 12, 'character itself'],
    ["'\\u00e9'", 1, 2, 'character itself'],
    ["'\\u{1f600}'", 1, 2, 'character itself'],
    ['/[é]/', 1, 3, 'more than one byte'],
    ['const größe = 1;', 1, 7, 'ASCII only'],
  ])('%s', async (source, line, column, text) => {
    const { refusals } = await toByteSource(source, 'a.ts');
    expect(refusals).toEqual([{ line, column, text: expect.stringContaining(text) }]);
  });
});
