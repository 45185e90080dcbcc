// Each parser of the fuzzer's registry for a moment: no exception, no hang, no wrong accept. `npm run fuzz` goes on for hours.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputsOf, mutate } from '../../tools/fuzz/inputs.ts';
import { type Parser, piecesOf } from '../../tools/fuzz/parser.ts';
import { PARSERS } from '../../tools/fuzz/registry.ts';
import { runBatch, runParser } from '../../tools/fuzz/run.ts';

const CASES = 1_500;

describe('the parsers', () => {
  it.each(PARSERS.map((parser) => [parser.name, parser] as [string, Parser]))(
    'hold what they promise on any input: %s',
    { timeout: 60_000 },
    (_, parser) => {
      for (const seed of parser.seeds) parser.check(seed, [1, seed.length >> 1]);
      const ran = runBatch(parser, 2026, CASES);
      expect(ran.found).toBeNull();
      expect(ran.cases).toBe(CASES);
    },
  );
});

describe('the fuzzer itself', () => {
  const seeds = ['{"a":1}', 'abc'];
  const parserWith = (check: Parser['check']): Parser => ({ name: 'test', seeds, pieces: ['x'], check });

  it('finds a wrong answer, shrinks its input, and tells how to see it again', () => {
    const parser = parserWith((input) => {
      if (input.includes('xx')) throw new Error('two x');
    });
    const first = runParser(parser, 1, 20_000, Number.POSITIVE_INFINITY);
    expect(first.found?.message).toContain('two x');
    expect(first.found?.input.length).toBeLessThan(20);
    expect(runParser(parser, 1, 20_000, Number.POSITIVE_INFINITY).found).toEqual(first.found);
  });

  it('stops at its number of cases', () => {
    expect(
      runParser(
        parserWith(() => undefined),
        1,
        4_500,
        Number.POSITIVE_INFINITY,
      ).cases,
    ).toBe(4_500);
  });

  it('cuts an input into pieces that are the input, none of them empty', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat()), (text, cuts) => {
        const pieces = piecesOf(text, cuts);
        expect(pieces.join('')).toBe(text);
        expect(pieces).not.toContain('');
      }),
    );
  });

  it('changes an input in every way that it knows', () => {
    const changed = Array.from({ length: 12 }, (_, kind) => mutate('{"a":1}', [[kind, 3, 5, 'piece']]));
    expect(new Set(changed).size).toBeGreaterThan(9);
    expect(fc.sample(inputsOf(parserWith(() => undefined)), 50).some(({ input }) => !seeds.includes(input))).toBe(true);
  });
});
