// What `npm run bench -- --profile` counts: calls, and the bytes of text up to the return that ends each.

import { runInNewContext } from 'node:vm';
import MagicString from 'magic-string';
import { describe, expect, it } from 'vitest';
import { profileLines, rowsOf } from '../../tools/bench/profile.ts';
import { COUNT, countCalls } from '../../tools/build/profile.mjs';
import type { pretokenise } from '../../tools/tokens/main.ts';

const text = { pretokenise: (code: string, map: string) => ({ code, map }) } as { pretokenise: typeof pretokenise };

/** Rows of a program that was run once; bytes are counted by its functions' text. */
function profiled(code: string): { bytes: number; calls: number; read: number }[] {
  const map = new MagicString(code).generateMap({ hires: true, source: 'firmware/some/file.ts' }).toString();
  const { tokens, counted } = countCalls(text as Parameters<typeof countCalls>[0]);
  const counts: number[] = [];
  runInNewContext(tokens.pretokenise(code, map).code, {
    [COUNT]: (i: number) => {
      counts[i] = (counts[i] ?? 0) + 1;
    },
  });
  return rowsOf(counted, counts, 1).map(({ bytes, calls, read }) => ({ bytes, calls, read }));
}

const EARLY = 'function f(x){if(x)return 1;return 2}';

describe('a profile', () => {
  it.each([
    ['a call that ends early', `${EARLY}f(1)`, EARLY.length, 1, 'function f(x){if(x)return 1;'.length],
    ['one early, one late', `${EARLY}f(1);f(0)`, EARLY.length, 2, 28 + EARLY.length - 1],
    ['no return at all', 'function f(){}f();f();f()', 14, 3, 42],
    ['an arrow that is an expression', 'var f=x=>x+1;f(1)', 6, 1, 6],
    ['an arrow that gives an object', 'var f=()=>({a:1});f()', 11, 1, 11],
    ['a method', 'class A{m(){return 1}}new A().m()', 12, 1, 11],
  ])('counts what is read: %s', (_what, code, bytes, calls, read) => {
    expect(profiled(code)).toEqual([{ bytes, calls, read }]);
  });

  it('has the function of which most is read first, and none that was not called', () => {
    const code = 'function a(){return 1}function b(){return a()+a()+a()}function c(){}b()';
    expect(profiled(code).map(({ calls }) => calls)).toEqual([3, 1]);
  });

  it('names the source of each function', () => {
    const map = new MagicString('\nfunction f(){}').generateMap({ hires: true, source: 'firmware/some/file.ts' });
    const { tokens, counted } = countCalls(text as Parameters<typeof countCalls>[0]);
    tokens.pretokenise('\nfunction f(){}', map.toString());
    expect(profileLines('ping', rowsOf(counted, [1], 1)).join('\n')).toContain('some/file.ts:2 (14 bytes)');
  });
});
