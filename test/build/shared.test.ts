// What several modules share stands in a piece of its own: what is left in the modules, and what cannot be shared.

import MagicString from 'magic-string';
import { describe, expect, it } from 'vitest';
import { asExpression } from '../../tools/build/shared/expression.mjs';
import { nestCut, refuseState, sharedKeys } from '../../tools/build/shared/pieces.mjs';
import { reach, readWhole } from '../../tools/build/shared/read.mjs';

type Whole = ReturnType<typeof readWhole>;

/** The map of code that is its own source. */
const mapOf = (code: string): string =>
  new MagicString(code).generateMap({ hires: true, source: 'source.ts', includeContent: true }).toString();
const whole = (code: string): Whole => readWhole(code, JSON.parse(mapOf(code)));
const squeezed = (code: string): string =>
  code
    .replace(/\/\* @\w+ \*\//g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** A module whose pieces stand at 100. */
function cut(code: string): string {
  const module = whole(`${code}\nMARK(run);`);
  const { kept } = reach(module, module.module.program.body.slice(-1), () => true);
  const place = new Map([...module.shared.values()].map((key) => [key, { start: 100, end: 107 }]));
  return squeezed(nestCut(module, kept, { entry: 'run', tail: '', place }).code);
}

const A = '/* @shared */\nfunction a(x) { return b(x); }\nfunction b(x) { return x + 1; }\n';
const V = "/* @shared */\nconst V = ['x', 'y'];\n";

describe('a module with a shared function', () => {
  it.each([
    [
      'reads the piece where it calls it',
      `${A}function run(x) { return a(x); }`,
      'function run(x) { return $r(100,7)(x); }',
    ],
    [
      'reads it again where it calls it twice, for one of them may not be come to',
      `${A}function run(x) { return x ? a(x) : a(1); }`,
      'function run(x) { return x ? $r(100,7)(x) : $r(100,7)(1); }',
    ],
    [
      'makes it once outside of a loop',
      `${A}function run(x) { while (x < 9) x = a(x); return x; }`,
      'var a = $r(100,7); function run(x) { while (x < 9) x = a(x); return x; }',
    ],
    [
      'makes it once for what is called for each element',
      `${A}function run(x) { return x.map((y) => a(y)); }`,
      'var a = $r(100,7); function run(x) { return x.map((y) => a(y)); }',
    ],
    [
      'keeps what it uses itself too',
      `${A}function run(x) { return a(x) + b(x); }`,
      'function b(x) { return x + 1; } function run(x) { return $r(100,7)(x) + b(x); }',
    ],
    [
      'reads a value where it is used once',
      `${V}function run() { return V.join(); }`,
      'function run() { return $r(100,7).join(); }',
    ],
    [
      'makes a value once that is used twice',
      `${V}function run() { return V.join() + V.length; }`,
      'var V = $r(100,7); function run() { return V.join() + V.length; }',
    ],
  ])('%s', (_what, code, left) => {
    expect(cut(code)).toBe(`${left} MARK(run);`);
  });

  it('moves what it makes into the only function that needs it', () => {
    const code = `${A}function run(x) { return inner(x); }\nfunction inner(x) { while (x < 9) x = a(x); return x; }`;
    expect(cut(code)).toContain('function inner(x) { var a = $r(100,7); while');
  });
});

describe('a constant', () => {
  it.each([
    [
      'that is a number stands where it is used',
      'const N = 5;\nfunction run(x) { return x + N * N; }',
      'return x + 5 * 5;',
    ],
    [
      'that is computed of others does too',
      'const A = 4;\nconst B = A * 60 - 1;\nfunction run(x) { return x > B; }',
      'return x > 239;',
    ],
    ['below 0 keeps its sign', 'const N = -5;\nfunction run(x) { return x-N; }', 'return x-(-5);'],
    ['keeps the name of a property', 'const N = 5;\nfunction run() { return { N }; }', 'return { N: 5 };'],
    [
      'that is a word used once stands there',
      'const W = "word";\nfunction run(x) { return x + W; }',
      'return x + "word";',
    ],
  ])('%s', (_what, code, body) => {
    expect(cut(code)).toBe(`function run(${/x/.test(body) ? 'x' : ''}) { ${body} } MARK(run);`);
  });

  it.each([
    ['a word that is used twice', 'const W = "word";\nfunction run(x) { return x + W + W; }'],
    ['a variable', 'let n = 5;\nfunction run() { n = 6; return n; }'],
    ['a number of more than 12 digits', 'const N = 1 / 3;\nfunction run() { return N; }'],
  ])('is not %s', (_what, code) => {
    expect(cut(code)).toBe(`${squeezed(code)} MARK(run);`);
  });
});

describe('a piece', () => {
  /** What stands in the piece of `a`. */
  function piece(code: string): string {
    const module = whole(code);
    const [[unit, key] = []] = module.shared;
    if (!unit || !key) throw new Error('nothing is shared');
    const { kept } = reach(module, [unit.node], (other) => other !== key);
    refuseState(module, kept, key);
    return squeezed(nestCut(module, kept, { entry: '', tail: '\nMARK(a);', place: new Map() }).code);
  }

  it('has all that it needs, and nothing else', () => {
    expect(piece(`${A}function c() {}\nfunction run(x) { return a(x) + c(); }\nMARK(run);`)).toBe(
      'function a(x) { function b(x) { return x + 1; } return b(x); } MARK(a);',
    );
  });

  it.each([
    ['is assigned', '/* @shared */\nfunction a() { return n++; }\nvar n = 0;', 'source.ts:2: @shared a: n is assigned'],
    [
      'is computed when the module is made',
      '/* @shared */\nfunction a() { return n; }\nvar n = Date.now();',
      'source.ts:2: @shared a: it needs what is neither a function nor a fixed value',
    ],
  ])('cannot be made of what %s', (_what, code, why) => {
    expect(() => piece(code)).toThrow(why);
  });

  it('is what two modules have', () => {
    expect([...sharedKeys([whole(A), whole(A + V), whole('')])]).toEqual(['source.ts:2: @shared a']);
  });
});

describe('the value of a module', () => {
  it.each([
    ['a piece that is one function', 'MARK(function(a){return a});\n', '(function(a){return a})'],
    ['a piece that is one arrow', 'MARK(a=>a);\n', 'a=>a'],
    ['a piece that is one object', 'MARK({a:1});\n', '({a:1})'],
    ['a piece that is one array', 'MARK([1]);\n', '[1]'],
    ['a module', 'function a(){}MARK(a);\n', 'function a(){}a'],
    ['a module that ends in a sequence', 'b(),MARK(a);\n', 'b(),a'],
  ])('%s: %j → %j', (_what, code, left) => {
    expect(asExpression(code, mapOf(code), 'MARK').code).toBe(left);
  });

  it('must be there', () => {
    expect(() => asExpression('a();', mapOf('a();'), 'MARK')).toThrow('no MARK at the end of a();');
  });
});
