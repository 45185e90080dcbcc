// What the build moves into the only function that needs it, and what it leaves alone.

import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { sink } from '../../tools/build/sink.mjs';

/** Names that still stand at top level. */
function topLevel(code: string): string[] {
  let depth = 0;
  const names: string[] = [];
  for (const line of code.split('\n')) {
    const name = /^(?:function|var) (\w+)/.exec(line)?.[1];
    if (depth === 0 && name) names.push(name);
    depth += (line.match(/\{/g) ?? []).length - (line.match(/\}/g) ?? []).length;
  }
  return names.sort();
}

const RUN = 'function run() {\nreturn a(2);\n}\nRESULT(run);\n';

const ROWS: [string, string, string[]][] = [
  ['a chain of helpers', 'function c(x) { return x + 1; }\nfunction b(x) { return c(x) * 2; }\nfunction a(x) { return b(x); }', ['run']],
  ['a helper of two functions', 'function c(x) { return x + 1; }\nfunction b(x) { return c(x); }\nfunction a(x) { return b(x) + c(x); }', ['run']],
  ['a table and what it names', 'function one() { return 1; }\nvar T = { one, two: () => one() + 1 };\nfunction a(x) { return T.one() + T.two() + x; }', ['run']],
  ['a local of the same name in between', 'function c(x) { return x + d; }\nvar d = 5;\nfunction a(x) { let d = 1; return c(x) + d; }', ['run']],
  ['a value that is worked out by a call', 'function c() { return [1]; }\nvar kept = c();\nfunction a(x) { kept.push(x); return kept.length; }', ['c', 'kept', 'run']],
  ['functions that call each other', 'function b(x) { return x ? a(x - 1) : 7; }\nfunction a(x) { return b(x); }', ['a', 'b', 'run']],
  ['a function called for each request', 'function c(x) { return x + 1; }\nfunction readJson(x) { return c(x); }\nfunction a(x) { return readJson(x); }', ['run']],
]; // biome-ignore format: rows

describe('moving functions inwards', () => {
  it.each(ROWS)('keeps the meaning of %s', (_what, code) => {
    const results: unknown[] = [];
    const RESULT = (run: () => unknown): number => results.push(run(), run());
    runInNewContext(`${code}\n${RUN}`, { RESULT });
    runInNewContext(sink(`${code}\n${RUN}`, ''), { RESULT });
    expect(results.slice(2)).toEqual(results.slice(0, 2));
  });

  it.each(ROWS)('leaves at top level what must stay: %s', (_what, code, names) => {
    expect(topLevel(sink(`${code}\n${RUN}`, ''))).toEqual(names);
  });

  it.each([
    ['create', ''],
    ['createTcp', ''],
    ['answer', 'answer'],
  ])('moves nothing into %s, which is called once: a scope more costs each of them', (name, entry) => {
    const code = `function b() { return 1; }\nfunction a() { return b(); }\nfunction ${name}() {\nreturn a();\n}\nRESULT(${name});\n`;
    expect(topLevel(sink(code, entry))).toEqual(['a', name].sort());
  });
});
