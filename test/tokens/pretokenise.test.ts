// Code made bytes by EspruinoTools: the same program, and a source map that counts bytes.

import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { joinMaps, pretokenise } from '../../tools/tokens/pretokenise.ts';
import { textOf } from '../../tools/tokens/text.ts';

function made(source: string, sourcefile = 'in.ts'): { code: string; map: string } {
  const { code, map } = transformSync(source, { sourcefile, sourcemap: 'external', minifyWhitespace: true });
  return pretokenise(code, map);
}

describe('the bytes of a program', () => {
  it.each([
    'a=-1,b=[-1,- -1];c(-2,a-1)',
    'f=x=>`${x}-${`in ${"case"}`}`+`plain`',
    'switch(a){case-5:case 300:case 70000:case 1e3:case.5:break;default:throw new Error("no")}',
    'a={of:1,static:2,default:3,"catch":4,10:5};b=a.of+a.default',
    'try{a()}catch{b()}finally{c?.in}',
    'a=/[/"]+/.test(b)?b/c/d:e',
    'a=i++ +j;b=i-- -j;c=i+ ++j',
    'for(const a of b)for(const c in d)delete d[c],void b,typeof a',
    'class A extends B{static of(){return super.of()}get x(){return this}}',
  ])('stand for it: %s', (source) => {
    const { code } = made(source);
    const plain = (text: string): string => transformSync(text, { minify: true, minifyIdentifiers: false }).code;
    expect(plain(textOf(code).text)).toBe(plain(source));
  });

  it.each([
    ['f=()=>{return!0}', 'f=()=>{return true}'],
    ['a=!1||!a,b=!0&&!10', 'a=false||!a,b=true&&!10'],
    ['switch(a){case!1:b(void 0)}', 'switch(a){case false:b(undefined)}'],
    ['a=["!0",!1,/!0/]', 'a=["!0",false,/!0/]'],
  ])('say a literal by its own word: %s', (source, said) => {
    const map = JSON.stringify({ version: 3, sources: ['x'], names: [], mappings: 'AAAA' });
    expect(textOf(pretokenise(source, map).code).text).toBe(said);
  });

  it.each([
    ['a minus before a minus', 'a=b- -c'],
    ['a plus before a plus', 'a=b+ +c'],
    ['a division by a pattern', 'a=b/ /c/'],
  ])('are refused where the tool makes another program of it: %s', (_what, code) => {
    expect(() =>
      pretokenise(code, JSON.stringify({ version: 3, sources: ['x'], names: [], mappings: 'AAAA' })),
    ).toThrow('the pretokeniser makes something else of');
  });
});

describe('the source map of bytes', () => {
  const SOURCE = 'const ten = 10;\nif (ten > 0) {\n  throw new Error("at " + ten);\n}\n';

  it('leads to the source, where a byte of data counts as the end of a line too', () => {
    const { code, map } = made(SOURCE);
    const line = code.indexOf('Error', code.indexOf('\n')) - code.indexOf('\n') - 1;
    expect(originalPositionFor(new TraceMap(map), { line: 2, column: line })).toMatchObject({ line: 3, column: 12 });
  });

  it('goes on from one piece of a file to the next', () => {
    const pieces = [made(SOURCE, 'one.ts'), made(SOURCE, 'two.ts')].map((one, i) => ({ ...one, offset: 0, i }));
    const head = '[\xd1\n';
    let bytes = '';
    for (const piece of pieces) {
      bytes += head;
      piece.offset = bytes.length;
      bytes += piece.code;
    }
    const trace = new TraceMap(joinMaps(bytes, pieces));
    const found = pieces.map(({ code, offset }) => {
      const at = offset + code.indexOf('Error');
      const before = bytes.slice(0, at);
      const place = { line: before.split('\n').length, column: at - before.lastIndexOf('\n') - 1 };
      return originalPositionFor(trace, place);
    });
    expect(found).toMatchObject([
      { source: 'one.ts', line: 3, column: 12 },
      { source: 'two.ts', line: 3, column: 12 },
    ]);
  });
});
