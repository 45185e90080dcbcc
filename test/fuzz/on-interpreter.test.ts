// Each parser inside the real interpreter for a moment; `npm run fuzz -- --inside` does it for as long as one likes.

import { expect, it } from 'vitest';
import { ON_INTERPRETER, runOnInterpreter } from '../../tools/fuzz/on-interpreter/run.ts';
import { PARSERS } from '../../tools/fuzz/registry.ts';
import { onInterpreters } from '../interpreters.ts';

const CASES = 100;
const SEED = 5;

it('every parser is tried', () => {
  expect([...ON_INTERPRETER].sort()).toEqual(PARSERS.map((parser) => parser.name).sort());
});

onInterpreters((path) => {
  it.each(PARSERS.map((parser) => [parser.name, parser] as const))(
    '%s answers in the interpreter what it answers in Node, and loses no variable',
    { timeout: 120_000 },
    async (_name, parser) => {
      const ran = await runOnInterpreter(path, parser, SEED, CASES);
      expect(ran).toMatchObject({ cases: CASES, found: '' });
    },
  );
});
