import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EARLY, type Reading, readJson } from '../../../firmware/lib/json/read.ts';
import { MAX_DEPTH } from '../../../firmware/lib/json/structure.ts';
import { eachOnChip } from '../../fakes/chip.ts';
import { onInterpreters } from '../../interpreters.ts';
import { type Reference, referenceRead } from './reference.ts';

const PIECES = [
  '{', '}', '[', ']', ':', ',', '"a"', '"b\\"c"', '"\\u00e9"', '1', '-', '0', '.5', 'e3', 'E+', 'true', 'false', 'null',
  'nul', 'tru', 'e', '"', '\\', ' ', '\n', '\t', 'x', "'", '"\\q', '01', '1.0', '-0', '1e5', '\x01', '\x02', '\x7f', '\xe9',
  '{"a":1}', '"k":', '"k":1,', '//', '`', '_', '$',
]; // biome-ignore format: one table of fragments

/** How deep the text goes before `end`, strings left out. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const c of text.replace(/"(\\.|[^"\\])*("|\\?$)/g, '')) {
    if (c === '{' || c === '[') most = Math.max(most, ++depth);
    if (c === '}' || c === ']') depth--;
  }
  return most;
}

function agrees(text: string): void {
  const want = referenceRead(text);
  const got = readJson(text);
  const end = want.at === 'whole' ? want.end : want.at === 'fault' ? want.offset : text.length;
  if (depthOf(text.slice(0, end)) > MAX_DEPTH) {
    expect([text, got.at, got.at === 'fault' && got.code]).toEqual([text, 'fault', 'too_deep']);
    return;
  }
  const shown =
    got.at === 'whole' ? { at: got.at, end: got.end } : got.at === 'fault' ? { at: got.at, offset: got.offset } : got;
  if (got.at === 'fault' && got.code === 'too_deep') expect(depthOf(text.slice(0, got.offset + 1))).toBe(MAX_DEPTH + 1);
  else expect([text, shown]).toEqual([text, want]);
}

/** Where a reading ends; nesting that is too deep is left to the rows below. */
function placeOf(reading: Reading | Reference): string {
  return reading.at === 'whole' ? `whole ${reading.end}` : reading.at === 'fault' ? `fault ${reading.offset}` : 'begun';
}

describe('reading JSON', () => {
  it('agrees with a byte-by-byte reader on any mixture of fragments', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 16 }), (parts) => agrees(`{${parts.join('')}`)),
      { numRuns: 20_000 },
    );
  });

  it('agrees with it on arrays and on legal texts that were damaged in one byte', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3, noUnicodeString: true } as object),
        fc.nat(),
        fc.constantFrom(...PIECES, ''),
        (json, at, piece) => {
          const text = `[${json}]`;
          const cut = at % (text.length + 1);
          agrees(text);
          agrees(`[${text.slice(1, cut)}${piece}${text.slice(cut + 1)}`);
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['{"a":1}', 7, 1],
    [' '.length ? '{ "a" : { "b" : [1, 2] } }  ' : '', 26, 2],
    ['{}', 2, 0],
    ['{"a":1}{"b":2}', 7, 1],
    ['{"a":"}"}\n{"b":2}', 9, 1],
    ['{"a":1}x', 7, 1],
    ['{ "a" : 1 }  ', 11, 1],
  ])('takes the whole value at the start of %s', (text, end, keys) => {
    const reading = readJson(text);
    expect(reading).toMatchObject({ at: 'whole', end });
    // -1: not counted, none is hidden.
    expect([-1, keys]).toContain(reading.at === 'whole' && reading.keys);
  });

  it('counts the keys where the parser may have hidden one', () => {
    expect(readJson('{"a":1,"a":2}')).toEqual({ at: 'whole', end: 13, keys: 2 });
    expect(readJson('{"\\u0061":1}')).toEqual({ at: 'whole', end: 12, keys: 1 });
  });

  it.each([
    [`{"a":[[[1]]]}`, 'whole'],
    [`{"a":[[[[1]]]]}`, 'fault'],
    [`{"a":[[[`, 'begun'],
    [`{"a":[[[[`, 'fault'],
    [`{"a":{"b":{"c":1}},"d":{"e":{"f":`, 'begun'],
    [`{"a":{"b":{"c":1}},"d":{"e":{"f":{`, 'begun'],
    [`{"a":{"b":{"c":1}},"d":{"e":{"f":{"g":[`, 'fault'],
  ])('allows nesting of 4 and no more: %s is %s', (text, at) => {
    expect(readJson(text).at).toBe(at);
  });
  onInterpreters((path) => {
    it('agrees with it in the real interpreter, whose parser is lax', { timeout: 120_000 }, async () => {
      const mixture = fc.array(fc.constantFrom(...PIECES, '- ', ',"a":', '"__proto__":', '/**/'), { maxLength: 7 });
      const texts = fc.sample(mixture, { numRuns: 600, seed: 3 }).map((parts) => `{"a":${parts.join('')}`);
      texts.push(
        '{"a":- 1}',
        '{"a": - 1 }',
        '{"a":1 2}',
        '{"a":0x1}',
        '{"a":`b`}',
        "{'a':1}",
        '{"a":1,}',
        '{"a":"\\q"}',
        '{"a":.5}',
        '{"a":1}xyz',
        '{"a":01}',
        ...['..5', '.5', '.', 'ee', 'e5', '++1', '+1', '--1', '[00]', '[-00]', '{"a":..5}', '[ee5]', '[++]'],
        // An exponent that takes the interpreter's own parser minutes.
        ...['{"a":1e2147483647}', '[0.1E-999999999]', '{"a":1e2147483647,}', '{"a":[1e2147483647'],
      );
      const chip = await eachOnChip(path, 'firmware/lib/json/read.ts', 'm.readJson(row)', texts);
      const told = chip.map((reading, i) => [texts[i], placeOf(reading as Reading)]);
      expect(told).toEqual(texts.map((text) => [text, placeOf(referenceRead(text))]));
    });
  });
});

/** Not as the interpreter writes it: to be judged token by token. */
const padded = (length: number): string => `{"a" :"b",${' '.repeat(length - 10)}`;
const EDGES = [EARLY, 4 * EARLY].flatMap((size) => [size - 1, size, size + 1]);

describe.each(EDGES)('a text that is read in parts, at byte %i', (at) => {
  const more = '{'.repeat(300);
  it.each([
    ['finds the end of a value', `${padded(at - 6)}"c":1}`, more, 'whole'],
    ['finds a fault', `${padded(at - 1)};`, more, 'fault'],
    ['finds a fault of structure', `${padded(at - 1)}{`, more, 'fault'],
    ['goes on in a string', `${padded(at - 2)}"c`, 'c'.repeat(300), 'begun'],
    ['goes on in a word', `${padded(at - 6)}"c":tr`, `ue}${more}`, 'whole'],
    ['goes on in a number', `${padded(at - 5)}"c":1`, `2}${more}`, 'whole'],
    ['goes on in an escape', `${padded(at - 7)}"c":"x\\`, `n"}${more}`, 'whole'],
  ])('%s', (_, before, behind, kind) => {
    expect(before.length).toBe(at);
    const reading = readJson(before + behind);
    expect(reading.at).toBe(kind);
    expect(placeOf(reading)).toEqual(placeOf(referenceRead(before + behind)));
  });
});
