// What the build moves into the only function that needs it, and what it leaves alone.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { type FunctionDeclaration, parse } from 'acorn';
import { full } from 'acorn-walk';
import MagicString from 'magic-string';
import { describe, expect, it } from 'vitest';
import { checkNames } from '../../tools/build/nest/check.mjs';
import { nestFunctions } from '../../tools/build/nest/functions.mjs';
import { marksIn, uselessMarks } from '../../tools/build/nest/marks.mjs';

type Nested = ReturnType<typeof nestFunctions>;

/** The map of code that is its own source. */
const mapOf = (code: string): Parameters<typeof nestFunctions>[1] =>
  JSON.parse(new MagicString(code).generateMap({ hires: true, source: 'source.ts', includeContent: true }).toString());
const nested = (code: string, entry = ''): Nested => nestFunctions(code, mapOf(code), entry);

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

/** What it is, the code, and what stays at top level beside `run`. */
type Row = [string, string, string[]];

const MOVED: Row[] = [
  ['a chain of helpers', 'function c(x) { return x + 1; }\nfunction b(x) { return c(x) * 2; }\nfunction a(x) { return b(x); }', []],
  ['a helper of two functions', 'function c(x) { return x + 1; }\nfunction b(x) { return c(x); }\nfunction a(x) { return b(x) + c(x); }', []],
  ['a table and what it names', 'function one() { return 1; }\nvar T = { one, two: () => one() + 1 };\nfunction a(x) { return T.one() + T.two() + x; }', []],
  ['a table with a choice that the build has made', 'function one() { return 1; }\nfunction two() { return 2; }\nvar T = { one: true ? one : two };\nfunction a(x) { return T.one() + two() + x; }', []],
  ['a local of the same name in between', 'function c(x) { return x + d; }\nvar d = 5;\nfunction a(x) { let d = 1; return c(x) + d; }', []],
  ['a value that is worked out by a call', 'function c() { return [1]; }\nvar kept = c();\nfunction a(x) { kept.push(x); return kept.length; }', ['c', 'kept']],
  ['functions that call each other', 'function b(x) { return x ? a(x - 1) : 7; }\nfunction a(x) { return b(x); }', ['a', 'b']],
  ['a function that calls itself', 'function b(x) { return x ? b(x - 1) : 7; }\nfunction a(x) { return b(x); }', []],
  ['an arrow without a block', 'function c(x) { return x + 1; }\nvar T = { b: (x) => c(x) };\nfunction a(x) { return T.b(x); }', []],
  ['a table of rows that are only read', 'var T = [{ n: 1 }, { n: 5 }];\nfunction b(x) { return T.filter((row) => row.n >= x)[0]; }\nfunction a(x) { const row = b(x); return row.n; }', []],
]; // biome-ignore format: rows

/** Made anew at each call these would not be what they were. */
const KEPT: Row[] = [
  ['a counter', 'var texts = 0;\nfunction a() { texts++; return texts; }', ['texts']],
  ['a value that is assigned', 'var last = 1;\nfunction a(x) { const was = last; last = was + x; return was; }', ['last']],
  ['a value made of one that is assigned', 'var n = 1;\nvar T = [n];\nfunction b() { n = 2; }\nfunction a() { b(); return T[0]; }', ['T', 'n']],
  ['a cache', 'var cache = {};\nfunction a(x) { const had = cache[x]; cache[x] = 1; return had; }', ['cache']],
  ['a cache under another name', 'var cache = {};\nfunction a(x) { const mine = cache; const had = mine[x]; mine[x] = 1; return had; }', ['cache']],
  ['a cache that is handed to a function which writes', 'var cache = {};\nfunction b(to, x) { const had = to[x]; to[x] = 1; return had; }\nfunction a(x) { return b(cache, x); }', ['cache']],
  ['a list that is pushed to', 'var seen = [];\nfunction a(x) { seen.push(x); return seen.length; }', ['seen']],
  ['a list that is handed on', 'var seen = [];\nfunction a(x) { PUSH(seen, x); return seen.length; }', ['seen']],
  ['a row that is written to', 'var T = [{ n: 1 }];\nfunction a() { const row = T[0]; row.n++; return row.n; }', ['T']],
  ['a row that a visitor writes to', 'var T = [{ n: 1 }];\nfunction a() { T.forEach((row) => { row.n++; }); return T[0].n; }', ['T']],
  ['a list that is sorted', 'var T = [3, 1, 2];\nfunction a() { const first = T[0]; T.sort(); return first; }', ['T']],
  ['a table told by its identity', 'var NONE = {};\nfunction a() { const same = KEEP.last === NONE; KEEP.last = NONE; return same; }', ['NONE']],
  ['a table that is given away', 'var NONE = {};\nfunction b() { return NONE; }\nfunction a() { const same = KEEP.last === b(); KEEP.last = b(); return same; }', ['NONE']],
  ['a function told by its identity', 'function f() {}\nfunction a() { const same = KEEP.last === f; KEEP.last = f; return same; }', ['f']],
  ['a function that is looked for', 'function f() {}\nfunction a() { const at = LIST.indexOf(f); LIST.push(f); return at; }', ['f']],
  ['a function that is put in and taken out', 'function f() {}\nfunction a() { const had = OUT(f); PUSH(LIST, f); return had; }', ['f']],
  ['a function with a property', 'function f() {}\nfunction a() { const had = f.had; f.had = 1; return had; }', ['f']],
  ['methods that change what they stand in', 'var T = { n: 0, step() { return ++this.n; } };\nfunction a() { return T.step(); }', ['T']],
  ['a pattern that remembers where it was', 'var P = /x/g;\nfunction a() { return P.exec("xx").index; }', ['P']],
]; // biome-ignore format: rows

/** What goes into `a`, and where it stands afterwards: before the first statement that needs it. */
const ORDERED: [what: string, code: string, order: string[]][] = [
  ['an early return', 'function c(x) { return x; }\nfunction a(x) { if (!x) return 1; return c(x); }', ['if', 'function c']],
  ['two statements that need it', 'function c(x) { return x; }\nfunction a(x) { if (!x) return 1; const y = c(x); return c(y); }', ['if', 'function c', 'const y']],
  ['a helper of a helper that comes later', 'function d(x) { return x; }\nfunction c(x) { return d(x) + 1; }\nfunction a(x) { if (!x) return 1; const y = d(x); return c(y); }', ['if', 'function d', 'const y', 'function c']],
  ['a table of a helper', 'var T = [1, 2];\nfunction c(x) { return T[x]; }\nfunction a(x) { if (x) return T[x]; const y = 0; return c(y); }', ['var T', 'if', 'const y', 'function c']],
  ['a loop', 'function c(x) { return x; }\nfunction a(x) { if (!x) return 1; for (let i = 0; i < 2; i++) x = c(x); return x; }', ['if', 'function c', 'for']],
  ['a closure', 'function c(x) { return x; }\nfunction a(x) { if (!x) return 1; const y = () => c(x); return y(); }', ['if', 'function c', 'const y']],
]; // biome-ignore format: rows

/** As Espruino takes it: a function is there when its declaration has been come past. */
function unhoisted(code: string): string {
  const text = new MagicString(code);
  full(parse(code, { ecmaVersion: 'latest' }), (node) => {
    if (node.type !== 'FunctionDeclaration') return;
    const { id, start, end } = node as FunctionDeclaration;
    text.appendRight(start, `var ${id.name} = `).appendLeft(end, ';');
  });
  return text.toString();
}

/** What two runs give. */
function results(code: string): unknown[] {
  const given: unknown[] = [];
  const LIST: unknown[] = [];
  const scope = {
    RESULT: (run: () => unknown) => given.push(run(), run()),
    PUSH: (list: unknown[], x: unknown) => list.push(x),
    OUT: (x: unknown) => LIST.includes(x),
    KEEP: {},
    LIST,
  };
  runInNewContext(code, scope);
  return given;
}

describe('moving functions inwards', () => {
  it.each([...MOVED, ...KEPT])('keeps the meaning of %s', (_what, code) => {
    const before = results(`${code}\n${RUN}`);
    expect(before).toHaveLength(2);
    expect(results(nested(`${code}\n${RUN}`).code)).toEqual(before);
  });

  it.each([...MOVED, ...KEPT, ...ORDERED])('declares before it is used: %s', (_what, code) => {
    const { code: moved } = nested(`${code}\n${RUN}`);
    expect(results(unhoisted(moved))).toEqual(results(moved));
  });

  it.each(ORDERED)('puts it before the first statement that needs it: %s', (_what, code, order) => {
    const { code: moved } = nested(`${code}\n${RUN}`);
    const places = order.map((part) => moved.indexOf(part, moved.indexOf('function a')));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it.each(MOVED)('moves what it can: %s', (_what, code, names) => {
    expect(topLevel(nested(`${code}\n${RUN}`).code)).toEqual([...names, 'run'].sort());
  });

  it.each(KEPT)('leaves at top level %s', (_what, code, names) => {
    expect(topLevel(nested(`${code}\n${RUN}`).code)).toEqual(expect.arrayContaining(names));
  });

  it.each([
    ['create', ''],
    ['createTcp', ''],
    ['answer', 'answer'],
  ])('moves nothing into %s, which is called once: a scope more costs each of them', (name, entry) => {
    const code = `function b() { return 1; }\nfunction a() { return b(); }\nfunction ${name}() {\nreturn a();\n}\nRESULT(${name});\n`;
    expect(topLevel(nested(code, entry).code)).toEqual(['a', name].sort());
  });

  it('tells of each place in the result where it was', () => {
    const code = `function b(x) { return x.y; }\nfunction a(x) { return b(x); }\n${RUN}`;
    const { code: moved, map } = nested(code);
    const line = moved.split('\n').findIndex((text) => text.includes('x.y'));
    expect([line > 0, map.sources, map.mappings.split(';')[line]?.length]).toEqual([
      true,
      ['source.ts'],
      expect.any(Number),
    ]);
  });
});

describe('the check of the result', () => {
  it.each([
    ['a name that is lost', 'var n = 1;\nf(n);', 'f(n);'],
    [
      'a name that another one hides',
      'var n = 1;\nfunction f(x) { return n + x; }',
      'var n = 1;\nfunction f(n) { return n + x; }',
    ],
  ])('refuses %s', (_what, before, after) => {
    expect(() => checkNames(before, before)).not.toThrow();
    expect(() => checkNames(before, after)).toThrow(/means something else once functions are moved inwards/);
  });
});

describe('a mark in the source', () => {
  const code = (mark: string): string => `function c() { return 1; }\n${mark}\nfunction b() { return c(); }\n${'function a() { return b(); }'}\n${RUN}`;

  it.each([
    ['none', '', ['c -> b', 'b -> a', 'a -> run']],
    ['@hot: its function takes nothing in', '/* @hot */', ['c -> a', 'b -> a', 'a -> run']],
    ['@rare: its function stays beside the one that uses it', '/* @rare */', ['c -> b', 'a -> run']],
  ])('is %s', (_what, mark, moved) => {
    expect(nested(code(mark)).moved.sort()).toEqual(moved.sort());
  });

  it.each([
    ['/* @warm */\nfunction a() {}', 'x.ts:1: @warm is not known; known are @hot, @rare'],
    ['\n/* @hot */\nconst a = 1;', 'x.ts:2: @hot stands before a function or a method, and here is none'],
    ['/* @hot */\n', 'x.ts:1: @hot stands before a function or a method, and here is none'],
  ])('%j ends the build', (text, message) => {
    expect(() => marksIn(text, 'x.ts')).toThrow(message);
  });

  it.each(['function f() {}', 'export function f<T>(x: T) {}', '  f(x) {', '  private f(x) {', 'f: (x) => x', 'f: function () {}'])('is told of %j', (text) => {
    expect(marksIn(`\n/* @hot */\n${text}`, 'x.ts')).toMatchObject([{ kind: 'hot', name: 'f', line: 3 }]);
  });

  it('that changes nothing ends the build, and one that does is known by its place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'marks-'));
    writeFileSync(join(folder, 'source.ts'), code('/* @hot */'));
    const { used } = nested(code('/* @hot */'));
    const useless = (names: string[]): string[] => uselessMarks(pathToFileURL(`${folder}/`), names, folder);
    expect(used).toEqual(['source.ts:3: @hot b']);
    expect(useless(used)).toEqual([]);
    expect(useless([])).toEqual([expect.stringMatching(/source\.ts:3: @hot b changes nothing: take it away$/)]);
    rmSync(folder, { recursive: true });
  });
}); // biome-ignore format: rows
