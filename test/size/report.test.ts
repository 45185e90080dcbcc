import { describe, expect, it } from 'vitest';
import { type Page, pageLines } from '../../tools/size/page.ts';
import type { Bundle } from '../../tools/size/report.ts';
import { modulesOf, overBudget, report } from '../../tools/size/report.ts';
import { joinMaps } from '../../tools/tokens/main.ts';

// One line of code and a source map that says: column 0 from one.ts, column 12 from two.ts.
const bundle: Bundle = {
  path: 'build/x.js',
  code: 'var a=()=>1;var b=()=>2,c=()=>3;',
  map: JSON.stringify({
    version: 3,
    sources: ['../firmware/one.ts', '../firmware/two.ts'],
    names: [],
    mappings: 'AAAA,YCAA',
  }),
  modules: [],
};

const page: Page = {
  bytes: 10,
  layout: {
    gzip: { en: [[0, 3], [6, 2]], de: [[3, 3], [6, 2]] },
    plain: { en: 8, de: 9 },
  },
}; // biome-ignore format: rows

describe('the size report', () => {
  it('gives bytes and functions of every module, biggest first', () => {
    expect(modulesOf(bundle)).toEqual([
      { module: 'firmware/two.ts', bytes: 20, functions: 2, copies: 1 },
      { module: 'firmware/one.ts', bytes: 12, functions: 1, copies: 1 },
    ]);
  });

  it('counts a module in each module that has it, and the bytes between the modules in none', () => {
    const code = `[\xd1\x20${bundle.code},\xd1\x20${bundle.code}];a=b`;
    const modules = [3, 38].map((start) => ({ name: 'module', start, end: start + bundle.code.length }));
    const sections = [...modules.map(({ start }) => start), 72].map((offset) => ({ offset, map: bundle.map }));
    expect(modulesOf({ path: 'x', code, map: joinMaps(code, sections), modules })).toEqual([
      { module: 'firmware/two.ts', bytes: 40, functions: 4, copies: 2 },
      { module: 'firmware/one.ts', bytes: 27, functions: 2, copies: 3 },
      { module: '(wrapper)', bytes: 8, functions: 0, copies: 1 },
    ]);
  });

  it.each([
    [41, ['bundles and page take 42 bytes in flash, more than the ceiling of 41']],
    [42, []],
    [43, []],
  ])('of 42 bytes against a budget of %i complains: %j', (flashBytes, faults) => {
    expect(overBudget([bundle], page, { flashBytes, flashCeiling: 0, gzipBytes: 8 })).toEqual(faults);
  });

  it.each([
    [41, 1],
    [42, 0],
    [43, 0],
  ])('of 42 bytes over their budget, which may take %i until they are smaller: %i faults', (flashCeiling, faults) => {
    expect(overBudget([bundle], page, { flashBytes: 30, flashCeiling, gzipBytes: 8 })).toHaveLength(faults);
  });

  it('says how far the code is over its budget, also while that is no fault', () => {
    const text = report([bundle], page, { flashBytes: 30, flashCeiling: 42, gzipBytes: 8 });
    expect(text).toContain('in flash: 42 of 30 bytes (140 %): 12 over the budget; npm run size fails above 42');
  });

  it('adds all bundles and the page up', () => {
    const text = report([bundle, bundle], page, { flashBytes: 148, flashCeiling: 0, gzipBytes: 8 });
    expect(text).toContain('in flash: 74 of 148 bytes (50 %)');
  });

  it('tells what a client gets in each language, and the modules of the plain page', () => {
    const rows = pageLines(page, 8).map((line) => line.trim().replace(/ +/, ' '));
    expect(rows).toEqual([
      'build/page.bin: 10 bytes',
      '5 gzip page as served in en (at most 8)',
      '5 gzip page as served in de (at most 8)',
      '2 plain page, what en, de share and its tables',
      '',
    ]);
  });
});
